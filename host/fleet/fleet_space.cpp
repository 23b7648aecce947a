#include "fleet/fleet_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "whatif/scenario_world.hpp"
#include "whatif/sweep_checks.hpp"

namespace berth::host::fleet {

namespace {

using ZoneCounts = std::vector<std::vector<std::int64_t>>;

void check_type(const FleetType& type) {
    documents::require_instance_type(type.instance_type);
    if (type.min < 0 || type.min > type.max || type.max > whatif::most_added_instances) {
        throw InputError(fmt::format("{}: {} to {} instances; expected 0 <= least <= most <= {}",
                                     type.instance_type, type.min, type.max,
                                     whatif::most_added_instances));
    }
    if (type.price_per_hour &&
        !(std::isfinite(*type.price_per_hour) && *type.price_per_hour >= 0)) {
        throw InputError(fmt::format("{}: a price of {} per hour; expected a number from 0",
                                     type.instance_type, *type.price_per_hour));
    }
}

void check(const FleetSearchOptions& options) {
    if (options.types.empty()) throw InputError("the search needs at least one instance type");
    for (const FleetType& type : options.types) check_type(type);
    if (!(options.share > 0 && options.share <= 1)) {
        throw InputError(
            fmt::format("a share of {} of the tasks; expected above 0, at most 1", options.share));
    }
    std::set<std::string_view> zones;
    for (const std::string& zone : options.zones) {
        if (!zones.insert(zone).second)
            throw InputError(fmt::format("the zone {} is given twice", zone));
    }
}

double price_of(const FleetType& type) {
    if (type.price_per_hour) return *type.price_per_hour;
    const double price = documents::require_instance_type(type.instance_type).usd_per_hour;
    return price < 0 ? std::numeric_limits<double>::quiet_NaN() : price;
}

// The numbers below `size` that `removed` lacks.
std::vector<Ordinal> present(const std::vector<Ordinal>& removed, std::size_t size) {
    std::vector<bool> is_gone(size, false);
    for (const Ordinal i : removed) is_gone[static_cast<std::size_t>(i)] = true;
    std::vector<Ordinal> there;
    for (std::size_t i = 0; i < size; ++i) {
        if (!is_gone[i]) there.push_back(static_cast<Ordinal>(i));
    }
    return there;
}

std::vector<Ordinal> difference(const std::vector<Ordinal>& a, const std::vector<Ordinal>& b) {
    std::vector<Ordinal> left;
    std::ranges::set_difference(a, b, std::back_inserter(left));
    return left;
}

}  // namespace

FleetSpace::FleetSpace(const Snapshot& base, const std::vector<Request>& burst,
                       const FleetSearchOptions& options)
    : base_(base), burst_(burst), options_(options) {
    check(options_);
    choose_zones();
    choose_prices();
    compile_largest();
}

void FleetSpace::choose_zones() {
    zones_ = options_.zones.empty() ? whatif::zones_of(base_) : options_.zones;
    if (zones_.empty()) zones_.emplace_back();
    existing_in_zone_.assign(zones_.size(), 0);
    if (!options_.keep_existing) return;
    for (const ContainerInstance& instance : base_.instances) {
        const std::string* const zone = instance.attribute(attribute_names::availability_zone);
        const auto found = std::ranges::find(zones_, zone == nullptr ? std::string() : *zone);
        if (found != zones_.end())
            ++existing_in_zone_[static_cast<std::size_t>(found - zones_.begin())];
    }
}

void FleetSpace::choose_prices() {
    for (const FleetType& type : options_.types) {
        prices_.push_back(price_of(type));
        const bool counts_cost = options_.objective == FleetObjective::cost;
        if (counts_cost && std::isnan(prices_.back())) {
            throw InputError(fmt::format(
                "the catalogue of {} has no price for {}; give one, or count instances instead",
                catalogue_date(), type.instance_type));
        }
        weights_.push_back(counts_cost ? prices_.back() : 1);
    }
}

std::int64_t FleetSpace::most_per_zone(std::size_t type) const {
    const std::int64_t most = options_.types[type].max;
    const auto zones = static_cast<std::int64_t>(zones_.size());
    const bool is_even = std::ranges::adjacent_find(existing_in_zone_, std::not_equal_to<>()) ==
                         existing_in_zone_.end();
    return is_even ? (most + zones - 1) / zones : most;
}

Option FleetSpace::option_of(std::string name, const ZoneCounts& counts) const {
    Option option{std::move(name), {}};
    if (!options_.keep_existing) option.edits.emplace_back(RemoveInstances{});
    for (std::size_t t = 0; t < type_count(); ++t) {
        const FleetType& type = options_.types[t];
        for (std::size_t z = 0; z < zones_.size(); ++z) {
            option.edits.emplace_back(AddInstances{type.instance_type,
                                                   counts[t][z],
                                                   {zones_[z]},
                                                   type.attributes,
                                                   type.capacity_provider});
        }
    }
    return option;
}

Sweep FleetSpace::sweep_of(std::vector<Option> options) const {
    Sweep sweep;
    sweep.axes = {{"fleet", std::move(options)}};
    sweep.seed = options_.seed;
    sweep.registration = options_.registration;
    return sweep;
}

// One scenario without additions and one per type and zone tell which instance is which.
void FleetSpace::compile_largest() {
    const ZoneCounts none(type_count(), std::vector<std::int64_t>(zones_.size(), 0));
    std::vector<Option> options = {option_of("none", none)};
    for (std::size_t t = 0; t < type_count(); ++t) {
        for (std::size_t z = 0; z < zones_.size(); ++z) {
            ZoneCounts alone = none;
            alone[t][z] = most_per_zone(t);
            options.push_back(option_of(fmt::format("{}/{}", t, z), alone));
        }
    }
    const whatif::ScenarioWorld world(base_, burst_, sweep_of(std::move(options)));
    whatif::ScenarioBatch batch = world.batch(0, world.scenario_count());
    warnings_ = world.warnings();
    problem_ = batch.problem;
    requests_ = *batch.scenarios.front().requests;
    const std::size_t size = problem_->instance_count();
    existing_ = present(batch.scenarios.front().removed, size);
    std::vector<Ordinal> unknown = difference(present({}, size), existing_);
    added_.assign(type_count(), std::vector<std::vector<Ordinal>>(zones_.size()));
    for (std::size_t i = 1; i < batch.scenarios.size(); ++i) {
        std::vector<Ordinal>& added = added_[(i - 1) / zones_.size()][(i - 1) % zones_.size()];
        added = difference(present(batch.scenarios[i].removed, size), existing_);
        unknown = difference(unknown, added);
    }
    never_ = std::move(unknown);
}

Fleet FleetSpace::smallest() const {
    Fleet fleet;
    for (const FleetType& type : options_.types) fleet.push_back(type.min);
    return fleet;
}

Fleet FleetSpace::largest() const {
    Fleet fleet;
    for (const FleetType& type : options_.types) fleet.push_back(type.max);
    return fleet;
}

ZoneCounts FleetSpace::zone_counts(const Fleet& fleet) const {
    ZoneCounts counts(type_count(), std::vector<std::int64_t>(zones_.size(), 0));
    std::vector<std::int64_t> in_zone = existing_in_zone_;
    for (std::size_t t = 0; t < fleet.size(); ++t) {
        for (std::int64_t i = 0; i < fleet[t]; ++i) {
            const auto z =
                static_cast<std::size_t>(std::ranges::min_element(in_zone) - in_zone.begin());
            ++in_zone[z];
            ++counts[t][z];
        }
    }
    return counts;
}

double FleetSpace::objective(const Fleet& fleet) const {
    double sum = 0;
    for (std::size_t t = 0; t < fleet.size(); ++t) {
        sum += weights_[t] * static_cast<double>(fleet[t]);
    }
    return sum;
}

Scenario FleetSpace::scenario_of(const ZoneCounts& counts) const {
    Scenario scenario;
    scenario.removed = never_;
    scenario.requests = requests_;
    scenario.seed = options_.seed;
    for (std::size_t t = 0; t < counts.size(); ++t) {
        for (std::size_t z = 0; z < zones_.size(); ++z) {
            const std::vector<Ordinal>& all = added_[t][z];
            scenario.removed.insert(scenario.removed.end(), all.begin() + counts[t][z], all.end());
        }
    }
    return scenario;
}

Scenario FleetSpace::scenario(const Fleet& fleet) const {
    return scenario_of(zone_counts(fleet));
}

Scenario FleetSpace::one_of_each(std::uint32_t request_index) const {
    ZoneCounts counts(type_count(), std::vector<std::int64_t>(zones_.size(), 0));
    for (std::size_t t = 0; t < type_count(); ++t) {
        for (std::size_t z = 0; z < zones_.size(); ++z) {
            counts[t][z] = added_[t][z].empty() ? 0 : 1;
        }
    }
    Scenario scenario = scenario_of(counts);
    scenario.requests = {requests_[request_index]};
    return scenario;
}

std::vector<ScenarioAnswer> FleetSpace::solve(std::span<const Scenario> scenarios,
                                              bool with_plans) const {
    BatchOptions options;
    options.backend = options_.backend;
    options.threads = options_.threads;
    options.plans = with_plans;
    return solve_batch(*problem_, scenarios, options);
}

std::uint64_t FleetSpace::requested_tasks() const {
    std::uint64_t tasks = 0;
    for (const RequestCount& request : requests_) {
        const Request& like = problem_->burst()[request.request_index];
        if (like.scheduling != SchedulingStrategy::daemon) tasks += request.count;
    }
    return tasks;
}

MaterialisedScenario FleetSpace::materialised(const Fleet& fleet) const {
    const Sweep sweep = sweep_of({option_of("found", zone_counts(fleet))});
    return materialise(base_, burst_, sweep, scenario_key(sweep, 0));
}

}  // namespace berth::host::fleet
