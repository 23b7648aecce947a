// Synthetic problems: entry point generate().
//
// Steps, each with random draws of its own, so that a change to one leaves the others as they were:
// the empty fleet (fleet.cpp), the task definitions without sizes (blueprint.cpp), what runs
// already (fleet.cpp, too), sizes and numbers of tasks that meet the load (fitted_burst.cpp), and
// the requests. Sizes and running tasks depend on each other, as running tasks are of the same
// definitions; a few rounds bring them together.
#include "berth/generate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include "berth/error.hpp"
#include "berth/request.hpp"
#include "generate/blueprint.hpp"
#include "generate/draws.hpp"
#include "generate/fitted_burst.hpp"
#include "generate/fleet.hpp"

namespace berth::host::generate {

namespace {

constexpr std::uint64_t most_tasks_per_request = 10;  // of the RunTask call [ECS]

struct Part {
    std::uint32_t blueprint;
    std::uint32_t tasks;
};

std::vector<Part> split(std::span<const std::uint32_t> counts, Random& random) {
    std::vector<Part> parts;
    for (std::uint32_t i = 0; i < counts.size(); ++i) {
        for (std::uint32_t left = counts[i]; left > 0; left -= parts.back().tasks) {
            const auto wanted =
                static_cast<std::uint32_t>(random.between(1, most_tasks_per_request));
            parts.push_back({i, std::min(left, wanted)});
        }
    }
    return parts;
}

// Splits each definition's tasks into requests of 1 to 10 tasks, as RunTask takes at most 10, and
// interleaves the requests of all definitions at random.
std::vector<Request> make_requests(std::span<const Blueprint> blueprints,
                                   std::span<const std::uint32_t> counts, std::uint64_t seed) {
    Random random(seed, Stream::requests);
    std::vector<Part> parts = split(counts, random);
    random.shuffle(parts);
    std::vector<Request> requests;
    requests.reserve(parts.size());
    for (const Part& part : parts) {
        Request& request = requests.emplace_back(blueprints[part.blueprint].request);
        request.count = part.tasks;
    }
    return requests;
}

constexpr int most_fitting_rounds = 8;
constexpr std::int64_t near_enough_permille = 10;
constexpr double most_load = 100;

const Composition& composition_named(const std::string& name) {
    const auto found =
        std::ranges::find(compositions(), name, [](const Composition& c) { return c.preset.name; });
    if (found != compositions().end()) return *found;
    std::string names;
    for (const Preset& preset : presets()) {
        names += names.empty() ? "" : ", ";
        names += preset.name;
    }
    throw InputError(fmt::format("unknown preset '{}': expected one of {}", name, names));
}

std::int64_t load_in_ppm(std::optional<double> load) {
    const double share = load.value_or(1.0);
    if (!(share > 0 && share <= most_load)) {
        throw InputError(
            fmt::format("load {}: expected a share of the scarcest resource above 0 "
                        "and at most {}, such as 0.8",
                        share, most_load));
    }
    return std::max(std::int64_t{1}, static_cast<std::int64_t>(std::llround(share * 1e6)));
}

// One subnet in each zone.
std::vector<std::string> make_subnets(const Composition& composition, std::uint64_t seed,
                                      Snapshot& snapshot) {
    Random random(seed, Stream::identifiers, 1);
    std::vector<std::string> subnets;
    for (const char letter : zone_letters(composition)) {
        subnets.push_back(subnet_id(random));
        snapshot.subnet_zones.emplace(subnets.back(), zone_name(letter));
    }
    return subnets;
}

struct Fitted {
    FittedBurst burst;
    RunningTasks running;
};

Amounts middle(const Amounts& a, const Amounts& b) {
    return {std::midpoint(a.cpu_units, b.cpu_units), std::midpoint(a.memory_mib, b.memory_mib),
            std::midpoint(a.gpus, b.gpus)};
}

// Each round sizes the burst by what rounds before left, and lets tasks of those sizes run. Going
// halfway to what a round has measured keeps two sizes of one large definition from taking turns.
Fitted fit(const Composition& composition, std::uint64_t seed, const Fleet& fleet,
           const std::vector<Blueprint>& blueprints, std::int64_t load_ppm) {
    Fitted best;
    std::int64_t least_miss = std::numeric_limits<std::int64_t>::max();
    Amounts left = amounts_left(fleet, RunningTasks(fleet.instances.size()), {});
    for (int round = 0; round < most_fitting_rounds; ++round) {
        Fitted next;
        next.burst = fit_burst(composition, seed, blueprints, left, load_ppm);
        next.running = draw_running_tasks(composition, seed, fleet, blueprints, next.burst.needs);
        const Amounts measured = amounts_left(fleet, next.running, next.burst.needs);
        const std::int64_t miss =
            std::abs(load_ppm_of(amounts_asked(next.burst), measured) - load_ppm);
        left = middle(left, measured);
        if (miss < least_miss) {
            least_miss = miss;
            best = std::move(next);
        }
        if (miss * 1000 <= load_ppm * near_enough_permille) break;
    }
    return best;
}

}  // namespace

}  // namespace berth::host::generate

namespace berth {

std::span<const Preset> presets() {
    static const std::vector<Preset> all = [] {
        std::vector<Preset> list;
        for (const host::generate::Composition& composition : host::generate::compositions()) {
            list.push_back(composition.preset);
        }
        return list;
    }();
    return all;
}

GeneratedProblem generate(const GenerateOptions& options) {
    using namespace host::generate;
    const Composition& composition = composition_named(options.preset);
    const std::int64_t load_ppm = load_in_ppm(options.load);
    GeneratedProblem problem;
    Snapshot& snapshot = problem.snapshot;

    const std::vector<std::string> subnets = make_subnets(composition, options.seed, snapshot);
    Fleet fleet = make_fleet(composition, options.seed);
    std::vector<Blueprint> blueprints = make_blueprints(composition, options.seed, subnets);

    const Fitted fitted = fit(composition, options.seed, fleet, blueprints, load_ppm);
    const std::vector<Need>& needs = fitted.burst.needs;

    problem.burst = make_requests(blueprints, fitted.burst.counts, options.seed);
    write_running_tasks(composition, options.seed, std::move(fleet), fitted.running, blueprints,
                        needs, snapshot);
    for (std::size_t i = 0; i < blueprints.size(); ++i) {
        write_size(blueprints[i], needs[i]);
        snapshot.task_definitions.push_back(std::move(blueprints[i].definition));
    }
    return problem;
}

}  // namespace berth
