// Synthetic problems: entry point generate().
//
// Steps, each with random draws of its own, so that a change to one leaves the others as they were:
// the empty fleet (fleet.cpp), the task definitions without sizes (blueprint.cpp), what runs
// already (running_tasks.cpp), sizes and numbers of tasks that meet the load (fit.cpp), and the
// requests (requests.cpp). Sizes and running tasks depend on each other, as running tasks are of
// the same definitions; a few rounds bring them together.
#include "berth/generate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>

#include "berth/error.hpp"
#include "generate/blueprint.hpp"
#include "generate/expressions.hpp"
#include "generate/fit.hpp"
#include "generate/fleet.hpp"
#include "generate/identifiers.hpp"
#include "generate/requests.hpp"
#include "generate/running_tasks.hpp"

namespace berth {

namespace {

using host::generate::Blueprint;
using host::generate::Composition;

constexpr int most_fitting_rounds = 8;
constexpr std::int64_t near_enough_permille = 10;
constexpr double most_load = 100;

const Composition& composition_named(const std::string& name) {
    const auto found = std::ranges::find(host::generate::compositions(), name,
                                         [](const Composition& c) { return c.preset.name; });
    if (found != host::generate::compositions().end()) return *found;
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
    host::generate::Random random(seed, host::generate::Stream::identifiers, 1);
    std::vector<std::string> subnets;
    for (const char letter : host::generate::zone_letters(composition)) {
        subnets.push_back(host::generate::subnet_id(random));
        snapshot.subnet_zones.emplace(subnets.back(), host::generate::zone_name(letter));
    }
    return subnets;
}

struct Fitted {
    host::generate::FittedBurst burst;
    host::generate::RunningTasks running;
};

host::generate::Amounts middle(const host::generate::Amounts& a, const host::generate::Amounts& b) {
    return {std::midpoint(a.cpu_units, b.cpu_units), std::midpoint(a.memory_mib, b.memory_mib),
            std::midpoint(a.gpus, b.gpus)};
}

// Each round sizes the burst by what rounds before left, and lets tasks of those sizes run. Going
// halfway to what a round has measured keeps two sizes of one large definition from taking turns.
Fitted fit(const Composition& composition, std::uint64_t seed, const host::generate::Fleet& fleet,
           const std::vector<Blueprint>& blueprints, std::int64_t load_ppm) {
    Fitted best;
    std::int64_t least_miss = std::numeric_limits<std::int64_t>::max();
    host::generate::Amounts left =
        amounts_left(fleet, host::generate::RunningTasks(fleet.instances.size()), {});
    for (int round = 0; round < most_fitting_rounds; ++round) {
        Fitted next;
        next.burst = fit_burst(composition, seed, blueprints, left, load_ppm);
        next.running = draw_running_tasks(composition, seed, fleet, blueprints, next.burst.needs);
        const host::generate::Amounts measured =
            amounts_left(fleet, next.running, next.burst.needs);
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

std::span<const Preset> presets() {
    static const std::vector<Preset> all = [] {
        std::vector<Preset> list;
        for (const Composition& composition : host::generate::compositions()) {
            list.push_back(composition.preset);
        }
        return list;
    }();
    return all;
}

GeneratedProblem generate(const GenerateOptions& options) {
    const Composition& composition = composition_named(options.preset);
    const std::int64_t load_ppm = load_in_ppm(options.load);
    GeneratedProblem problem;
    Snapshot& snapshot = problem.snapshot;

    const std::vector<std::string> subnets = make_subnets(composition, options.seed, snapshot);
    host::generate::Fleet fleet = host::generate::make_fleet(composition, options.seed);
    std::vector<Blueprint> blueprints =
        host::generate::make_blueprints(composition, options.seed, subnets);

    const Fitted fitted = fit(composition, options.seed, fleet, blueprints, load_ppm);
    const std::vector<host::generate::Need>& needs = fitted.burst.needs;

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
