#!/usr/bin/env python3
"""Draws time per task over the number of instances, from the JSON of Google Benchmark, as SVG.

    bench/plot_growth.py RESULT.json... > bench/results/NAME.svg

Every `solve/PRESET/BACKEND` of the files is a point. The points of one backend and of presets that
differ in their size alone (`burst-10k`, `burst-30k`) make a line. The number of instances is the
counter `instances` or else stands in the preset's name; of repetitions the median counts. Needs
Python 3 and nothing else.
"""
import html
import json
import math
import re
import statistics
import sys

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 80, 190, 50, 60
COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b", "#17becf", "#7f7f7f")


def size_in(preset):
    """("burst", 10000) of "burst-10k", ("gpu-burst", None) where no size is named."""
    match = re.fullmatch(r"(.+)-(\d+)k", preset)
    return (match[1], int(match[2]) * 1000) if match else (preset, None)


def read_points(paths):
    """{(family, backend): {instances: seconds per task}}"""
    samples = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            runs = json.load(file)["benchmarks"]
        for run in runs:
            name = run.get("run_name", run["name"]).split("/")
            is_solve = len(name) >= 3 and name[0] == "solve"
            if not is_solve or run.get("run_type") == "aggregate" or run.get("error_occurred"):
                continue
            family, instances = size_in(name[1])
            instances = int(run.get("instances", instances or 0))
            if instances > 0 and run.get("items_per_second", 0) > 0:
                by_size = samples.setdefault((family, name[2]), {})
                by_size.setdefault(instances, []).append(1 / run["items_per_second"])
    return {
        series: {size: statistics.median(times) for size, times in sorted(by_size.items())}
        for series, by_size in sorted(samples.items())
    }


def decades(values):
    """The least and the most power of ten around the values, at least one decade apart."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def in_words(seconds):
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6), ("ns", 1e9)):
        if seconds * factor >= 0.9995 or unit == "ns":
            return f"{seconds * factor:.3g} {unit}"
    return ""


class Plot:
    def __init__(self, points):
        sizes = [size for line in points.values() for size in line]
        times = [time for line in points.values() for time in line.values()]
        self.x_range, self.y_range = decades(sizes), decades(times)
        self.parts = []

    def x(self, size):
        low, high = self.x_range
        return LEFT + (WIDTH - LEFT - RIGHT) * (math.log10(size) - low) / (high - low)

    def y(self, seconds):
        low, high = self.y_range
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (math.log10(seconds) - low) / (high - low)

    def line(self, x1, y1, x2, y2, style):
        self.parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {style}/>')

    def text(self, x, y, words, style=""):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" {style}>{html.escape(words)}</text>')

    def grid(self):
        bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
        for exponent in range(self.x_range[0], self.x_range[1] + 1):
            x = self.x(10**exponent)
            self.line(x, TOP, x, bottom, 'stroke="#ddd"')
            self.text(x, bottom + 20, f"{10**exponent:,}", 'text-anchor="middle"')
        for exponent in range(self.y_range[0], self.y_range[1] + 1):
            y = self.y(10.0**exponent)
            self.line(LEFT, y, right, y, 'stroke="#ddd"')
            self.text(LEFT - 8, y + 4, in_words(10.0**exponent), 'text-anchor="end"')
        self.text((LEFT + right) / 2, HEIGHT - 14, "instances", 'text-anchor="middle"')
        self.text(LEFT, 28, "Time per task, solving one burst", 'font-size="16"')

    def series(self, colour, line):
        places = [(self.x(size), self.y(time)) for size, time in line.items()]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for (x, y), (size, time) in zip(places, line.items()):
            title = html.escape(f"{size:,} instances: {in_words(time)} a task")
            self.parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"><title>{title}</title></circle>')

    def legend(self, points):
        """Each line by name at the right, in the order of their ends, with its growth."""
        ends = sorted(points.items(), key=lambda item: -list(item[1].values())[-1])
        colours = dict(zip(points, (COLOURS[i % len(COLOURS)] for i in range(len(points)))))
        for row, ((family, backend), line) in enumerate(ends):
            self.series(colours[family, backend], line)
            times = list(line.values())
            growth = f", x {times[-1] / times[0]:.2g}" if len(times) > 1 else ""
            y = TOP + 16 + 22 * row
            self.parts.append(f'<circle cx="{WIDTH - RIGHT + 18}" cy="{y - 4}" r="5" '
                              f'fill="{colours[family, backend]}"/>')
            self.text(WIDTH - RIGHT + 30, y, f"{family}, {backend}{growth}")

    def svg(self):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
                f'font-family="sans-serif" font-size="12">\n'
                f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n' +
                "\n".join(self.parts) + "\n</svg>\n")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    points = read_points(sys.argv[1:])
    if not points:
        sys.exit("plot_growth.py: no solve/PRESET/BACKEND of known size in " + ", ".join(sys.argv[1:]))
    plot = Plot(points)
    plot.grid()
    plot.legend(points)
    sys.stdout.write(plot.svg())


if __name__ == "__main__":
    main()
