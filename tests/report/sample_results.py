#!/usr/bin/env python3
"""Writes results of a what-if sweep as `berth whatif --output json` does, invented by a seed.

    sample_results.py [--points N] [--instances N] [--details N] [--trials N] [--hostile] [--seed N]

The figures agree with each other (placed + failed = requested, the Pareto front is one, ranks follow
the metrics), so that tests of the page can hold it to them. They come from no solver.
"""
import argparse
import json
import random

ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"]
TYPES = {  # CPU units, MiB, GPUs, interfaces, USD/h
    "m5.large": (2048, 7782, 0, 2, 0.096),
    "c5.2xlarge": (8192, 15564, 0, 3, 0.34),
    "r5.xlarge": (4096, 31948, 0, 3, 0.252),
    "g5.xlarge": (4096, 15564, 1, 3, 1.006),
}
FAMILIES = ["web:3", "api:12", "worker:7", "train:2"]
REASONS = ["RESOURCE:MEMORY", "RESOURCE:CPU", "RESOURCE:GPU", "ATTRIBUTE"]
METRICS = [
    ("placed", "tasks", "higher", "tasks of the burst that find room"),
    ("failed", "tasks", "lower", "tasks of the burst that find none"),
    ("cost-per-hour", "USD/h", "lower", "price of all instances per hour"),
    ("idle-cost-per-hour", "USD/h", "lower", "price of the instances that run no task"),
    ("instances", "instances", "lower", "ACTIVE instances"),
    ("stranded-memory", "MiB", "lower", "memory left where no task of the burst fits"),
    ("largest-on-instance", None, "lower", "largest part of a group on one instance, 0 to 1"),
]
HOSTILE = "</script><script>window.harmed = 1</script><img src=x onerror='window.harmed=2'>"


def arn(number):
    scattered = (number + 1) * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128
    return f"arn:aws:ecs:us-east-1:111122223333:container-instance/demo/{scattered:032x}"


def axes_for(points, rng, hostile):
    """Axes whose options give at least so many combinations."""
    fleets = ["as is"] + [f"{count} x {name}" for count in (5, 10, 20) for name in TYPES]
    axes = [{"name": "fleet", "options": fleets},
            {"name": "strategy", "options": ["as is", "binpack memory", "spread zone", "random"]},
            {"name": "load", "options": ["x 1"]}]
    combinations = len(fleets) * 4
    while combinations * len(axes[2]["options"]) < points:
        axes[2]["options"].append(f"x {1 + len(axes[2]['options']) / 100:.2f}")
    if hostile:
        axes[0]["options"][1] = HOSTILE
        axes[1]["name"] = "<b>strategy</b> & \"more\""
    return axes


def options_of(number, axes):
    options = []
    for axis in reversed(axes):
        number, option = divmod(number, len(axis["options"]))
        options.insert(0, option)
    return options


def split(total, parts, rng):
    """`total` in so many parts, in no order."""
    cuts = sorted(rng.randint(0, total) for _ in range(parts - 1))
    return [b - a for a, b in zip([0] + cuts, cuts + [total])]


def resource(registered, used_share, stranded_share):
    used = int(registered * used_share)
    return {"registered": registered, "used": used, "stranded": int((registered - used) * stranded_share)}


def spread_of(value, rng, whole, most):
    """What trials of a scenario give around a value."""
    draws = sorted(min(most, max(0, value + rng.gauss(0, 1 + abs(value) * 0.02))) for _ in range(50))
    draws = [round(draw) if whole else round(draw, 3) for draw in draws]
    at = {"minimum": 0, "p5": 2, "p25": 12, "p50": 25, "p75": 37, "p95": 47, "maximum": 49}
    return {**{name: draws[i] for name, i in at.items()}, "mean": round(sum(draws) / 50, 3)}


def make_point(number, axes, arguments, rng):
    options = options_of(number, axes)
    requested = [40, 30, 20, 10]
    size = 20 + options[0] * 3
    room = 60 + options[0] * 4 + (8 if options[1] == 1 else 0) - options[2] // 2 + rng.randint(-4, 4)
    failed = max(0, sum(requested) - room)
    failures = split(failed, len(requested), rng)
    failures = [min(count, wanted) for count, wanted in zip(failures, requested)]
    failed = sum(failures)
    cost = round(4 + options[0] * 1.35 + rng.random() * 0.8, 4)
    by_reason = split(failed, len(REASONS), rng)
    metrics = {"placed": sum(requested) - failed, "failed": failed, "cost-per-hour": cost,
               "idle-cost-per-hour": round(cost * 0.1 * rng.random(), 4), "instances": size,
               "stranded-memory": rng.randint(0, 40000), "largest-on-instance": round(rng.random() / 2, 3)}
    point = {
        "point": number, "options": options, "meetsRequirements": failed == 0,
        "name": ", ".join(f"{axis['name']}={axis['options'][i]}" for axis, i in zip(axes, options)),
        "metrics": metrics, "failedByReason": {r: n for r, n in zip(REASONS, by_reason) if n},
        "requests": [{"requestIndex": i, "requested": wanted, "placed": wanted - lost, "failed": lost}
                     for i, (wanted, lost) in enumerate(zip(requested, failures))],
        "resources": {"cpu": resource(size * 4096, 0.7, 0.3), "memory": resource(size * 15564, 0.55, 0.4),
                      "gpu": resource(size // 4, 0.9, 0), "eni": resource(size * 3, 0.3, 0)},
        "zones": {zone: {"instances": count, "tasks": count * 3} for zone, count in zip(ZONES, split(size, 3, rng))},
        "largestOnInstance": {"share": metrics["largest-on-instance"], "group": "family:web", "place": arn(1)},
        "largestInZone": {"share": 0.5, "group": "family:web", "place": ZONES[0]},
        "room": [{"taskDefinition": name, "fits": rng.randint(0, 40)} for name in FAMILIES],
    }
    if arguments.trials > 1:
        spread = {"placed": spread_of(metrics["placed"], rng, True, sum(requested)),
                  "cost-per-hour": spread_of(cost, rng, False, cost + 5)}
        point["trials"] = {"count": arguments.trials, "placedAll": arguments.trials if failed == 0 else
                           rng.randint(0, arguments.trials - 1), "metrics": spread}
    return point


def mark_front(points):
    """More placed for less money: marks what nothing beats."""
    best = -1
    for point in sorted(points, key=lambda p: (p["metrics"]["cost-per-hour"], -p["metrics"]["placed"])):
        point["onParetoFront"] = point["metrics"]["placed"] > best
        best = max(best, point["metrics"]["placed"])


def rank(points):
    def order(point):
        return not point["meetsRequirements"], point["metrics"]["failed"], point["metrics"]["cost-per-hour"], point["point"]
    for position, point in enumerate(sorted(points, key=order)):
        point["rank"] = position + 1
    base = points[0]["metrics"]
    for point in points:
        point["difference"] = {name: round(value - base[name], 6) for name, value in point["metrics"].items()}


def make_instance(number, rng, hostile):
    name = rng.choice(list(TYPES))
    cpu, memory, gpus, _, _ = TYPES[name]
    tasks = []
    for family in rng.sample(FAMILIES, rng.randint(0, 3)):
        before = rng.randint(0, 2)
        added = rng.randint(0, 3)
        if before + added:
            tasks.append({"taskDefinition": family, "before": before, "new": added})
    share = min(1, sum(t["before"] + t["new"] for t in tasks) / 8)
    instance = {
        "containerInstanceArn": arn(number) + (HOSTILE if hostile and number == 0 else ""),
        "instanceType": name, "availabilityZone": rng.choice(ZONES),
        "status": "DRAINING" if rng.random() < 0.03 else "ACTIVE",
        "cpu": {"registered": cpu, "used": int(cpu * share)},
        "memory": {"registered": memory, "used": int(memory * min(1, share * 0.9))},
        "gpu": {"registered": gpus, "used": gpus if share > 0.4 else 0}, "tasks": tasks}
    if hostile and tasks:
        tasks[0]["taskDefinition"] = HOSTILE
    return instance


def make_detail(point, arguments, rng):
    count = arguments.instances or point["metrics"]["instances"]
    groups = ["family:web", "family:api", "family:worker", "family:train"]
    failures = []
    for request in point["requests"]:
        if request["failed"]:
            reason = rng.choice(REASONS)
            shortfall = {"RESOURCE:MEMORY": 512, "RESOURCE:CPU": 1024, "RESOURCE:GPU": 1}.get(reason, 0)
            failures.append({"requestIndex": request["requestIndex"], "group": groups[request["requestIndex"]],
                             "count": request["failed"], "reasons": {reason: count - 1, "AGENT": 1},
                             "closest": {"containerInstanceArn": arn(0), "reason": reason, "shortfall": shortfall}})
    return {"point": point["point"], "failures": failures,
            "instances": [make_instance(number, rng, arguments.hostile) for number in range(count)]}


def make_results(arguments):
    rng = random.Random(arguments.seed)
    axes = axes_for(arguments.points, rng, arguments.hostile)
    points = [make_point(number, axes, arguments, rng) for number in range(arguments.points)]
    mark_front(points)
    rank(points)
    chosen = {p["point"]: p for p in [points[0]] + sorted(points, key=lambda p: p["rank"])[:arguments.details]}
    return {
        "schemaVersion": 1, "kind": "what-if",
        "title": HOSTILE if arguments.hostile else "Fleet for the summer sale", "currency": "USD",
        "priceSource": "on demand, Linux, us-east-1, as of 2026-08-02", "hours": 1.0, "registeredMemoryFactor": 0.975,
        "objective": ["cost-per-hour"], "requirements": ["placed=100%"], "trials": arguments.trials,
        "seed": arguments.seed, "axes": axes,
        "metrics": [{"name": n, "unit": u, "better": b, "text": t} for n, u, b, t in METRICS],
        "base": 0, "points": points, "details": [make_detail(p, arguments, rng) for p in chosen.values()],
        "warnings": ["2 instances of type x9.large have no price and count as free"] if arguments.points > 1 else []}


def over_time(results):
    """The same as a sweep over time has them: other metrics, and no parts of a placement."""
    names = {"placed": "started", "failed": "not-run", "cost-per-hour": "cost", "instances": "all-running"}
    units = {"cost": "USD", "all-running": "s"}

    def renamed(values):
        return {names[name]: value for name, value in values.items() if name in names}

    for point in results["points"]:
        for part in ("failedByReason", "failedWithoutCandidate", "requests", "resources", "zones", "largestOnInstance",
                     "largestInZone", "room"):
            point.pop(part, None)
        point["instanceHours"] = {"m5.large": 2.5}
        for group in [point, point.get("trials", {})]:
            for member in ("metrics", "difference"):
                if member in group:
                    group[member] = renamed(group[member])
        if point["metrics"]["not-run"] > 0:
            point["metrics"]["all-running"] = None
            if "difference" in point:
                point["difference"]["all-running"] = None
    metrics = [{**metric, "name": names[metric["name"]], "unit": units.get(names[metric["name"]], metric["unit"])}
               for metric in results["metrics"] if metric["name"] in names]
    del results["hours"]
    return {**results, "overTime": True, "metrics": metrics, "details": [], "objective": ["all-running", "cost"],
            "requirements": ["not-run=0"], "pareto": ["cost", "all-running"]}


def parse(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=60)
    parser.add_argument("--instances", type=int, default=0, help="of each map; 0 = as many as the scenario has")
    parser.add_argument("--details", type=int, default=5, help="scenarios besides the base that have a map")
    parser.add_argument("--trials", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--hostile", action="store_true", help="names that try to be HTML")
    return parser.parse_args(argv)


def sample(*argv):
    """The results for these arguments, as a dictionary."""
    return make_results(parse([str(argument) for argument in argv]))


if __name__ == "__main__":
    print(json.dumps(make_results(parse())))
