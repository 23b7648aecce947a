#include "whatif/edit_applier.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "compile/compiled_problem.hpp"
#include "whatif/scaled.hpp"
#include "whatif/sweep_checks.hpp"
#include "whatif/time_edits.hpp"

namespace berth::host::whatif {

namespace {

template <class Kind>
concept FleetEdit = requires(const FleetEdits& edits, const Kind& edit, Fleet& fleet) {
    edits.apply(edit, fleet);
};

template <class Kind>
concept FormEdit = requires(RequestPool& pool, const Kind& edit) {
    pool.edited(0, edit);
};

template <class Kind>
concept WithSelector = requires(const Kind& edit) {
    edit.requests;
};

// Types and zones that instances have at some time during the sweep.
struct NamesInUse {
    std::set<std::string> types;
    std::set<std::string> zones;
};

NamesInUse names_of(const Snapshot& base, const Sweep& sweep) {
    NamesInUse names;
    for (const ContainerInstance& instance : base.instances) {
        const std::string* const type = instance.attribute(attribute_names::instance_type);
        if (type != nullptr) names.types.insert(*type);
    }
    const std::vector<std::string> zones = zones_of(base);
    names.zones.insert(zones.begin(), zones.end());
    for_each_edit(sweep, [&names](const Edit& edit) {
        if (const auto* const added = std::get_if<AddInstances>(&edit)) {
            names.types.insert(added->instance_type);
            names.zones.insert(added->zones.begin(), added->zones.end());
        } else if (const auto* const swapped = std::get_if<SwapInstances>(&edit)) {
            names.types.insert(swapped->to);
        }
    });
    return names;
}

void check_place(const Edit& edit, const NamesInUse& names) {
    if (const auto* const lost = std::get_if<LoseZone>(&edit)) {
        if (names.zones.contains(lost->zone)) return;
        throw InputError(fmt::format("no instance is in the zone '{}'; the zones are: {}",
                                     lost->zone, fmt::join(names.zones, ", ")));
    }
    if (const auto* const swapped = std::get_if<SwapInstances>(&edit)) {
        if (names.types.contains(swapped->from)) return;
        throw InputError(fmt::format("no instance is of the type '{}'; the types are: {}",
                                     swapped->from, fmt::join(names.types, ", ")));
    }
}

// A name that nothing has is more likely mistyped than meant.
void check_names(const Sweep& sweep, const NamesInUse& names, RequestPool& requests) {
    for (const Axis& axis : sweep.axes) {
        for (const Option& option : axis.options) {
            with_place(axis, option, [&] {
                for (const Edit& edit : option.edits) {
                    check_place(edit, names);
                    std::visit(
                        [&requests]<class Kind>(const Kind& kind) {
                            if constexpr (WithSelector<Kind>) requests.check(kind.requests);
                        },
                        edit);
                }
            });
        }
    }
}

// Types that instances can have, those included that Auto Scaling groups launch over time.
std::vector<std::string> types_of(const Snapshot& base, const Sweep& sweep) {
    std::set<std::string> types = names_of(base, sweep).types;
    for (const LaunchTemplate& launch : base.launch_templates) types.insert(launch.instance_type);
    for (const AutoScalingGroup& group : base.auto_scaling_groups) {
        for (const LaunchOverride& one : group.overrides) types.insert(one.instance_type);
    }
    for_each_edit(sweep, [&types](const Edit& edit) {
        if (const auto* const set = std::get_if<SetInstanceTypes>(&edit)) {
            types.insert(set->instance_types.begin(), set->instance_types.end());
        }
    });
    types.erase("");
    return {types.begin(), types.end()};
}

DisplacedIndex displaced_index(const Snapshot& base, const Sweep& sweep, const InstancePool& pool,
                               std::vector<Warning>& warnings) {
    return sweep.replace_displaced ? DisplacedIndex(base, pool, warnings) : DisplacedIndex();
}

}  // namespace

// A scenario while its edits are applied.
struct EditApplier::Draft {
    Fleet fleet;
    std::vector<RequestShare> burst;
    std::vector<const Edit*> form_edits;  // for the displaced tasks, which are known at the end
    RequestOrder order = RequestOrder::given;
};

EditApplier::EditApplier(const Snapshot& base, const std::vector<Request>& burst,
                         const Sweep& sweep)
    : sweep_(sweep),
      instances_(base, sweep, warnings_),
      fleet_edits_(instances_, zones_of(base)),
      displaced_index_(displaced_index(base, sweep, instances_, warnings_)),
      requests_(base, types_of(base, sweep)) {
    add_originals(burst);
    check_names(sweep, names_of(base, sweep), requests_);
}

void EditApplier::add_originals(const std::vector<Request>& burst) {
    std::uint64_t total = 0;
    for (const Request& request : burst) {
        if (request.count < 0) {
            throw InputError("a request asks for fewer than 0 tasks", request.where);
        }
        const bool is_daemon = request.scheduling == SchedulingStrategy::daemon;
        const auto count = static_cast<std::uint64_t>(is_daemon ? 0 : request.count);
        if (count > compile::max_tasks || (total += count) > compile::max_tasks) {
            throw InputError(
                fmt::format("the burst asks for more than {} tasks", compile::max_tasks),
                request.where);
        }
        const RequestId id = requests_.add_original(request);
        requests_.resolved(id);
        burst_.push_back({id, static_cast<std::uint32_t>(count)});
    }
    for (const DisplacedTasks& kind : displaced()) requests_.add_original(kind.request);
}

EditApplier::Draft EditApplier::start(std::uint64_t trial) const {
    Draft draft;
    draft.fleet.trial = trial;
    for (InstanceId id = 0; id < instances_.base_count(); ++id) {
        draft.fleet.instances.push_back(id);
    }
    draft.burst = burst_;
    return draft;
}

void EditApplier::apply(const Axis& axis, const Option& option, Draft& draft) {
    with_place(axis, option, [&] {
        for (const Edit& edit : option.edits) apply(edit, draft);
    });
}

void EditApplier::apply(const Edit& edit, Draft& draft) {
    std::visit(
        [&]<class Kind>(const Kind& kind) {
            if constexpr (FleetEdit<Kind>) {
                fleet_edits_.apply(kind, draft.fleet);
            } else if constexpr (FormEdit<Kind>) {
                for (RequestShare& share : draft.burst) {
                    share.request = requests_.edited(share.request, kind);
                }
                draft.form_edits.push_back(&edit);
            } else if constexpr (std::is_same_v<Kind, ScaleCounts>) {
                scale(kind, draft);
            } else if constexpr (std::is_same_v<Kind, SetOrder>) {
                draft.order = kind.order;
            } else {
                static_assert(TimeEdit<Kind>);  // changes what the simulation is given, at its end
            }
        },
        edit);
}

void EditApplier::scale(const ScaleCounts& edit, Draft& draft) {
    std::uint64_t total = 0;
    for (RequestShare& share : draft.burst) {
        std::int64_t count = share.count;
        if (requests_.concerns(edit.requests, share.request)) count = scaled(count, edit.factor);
        total += static_cast<std::uint64_t>(count);
        if (total > compile::max_tasks) {
            throw InputError(
                fmt::format("the burst asks for more than {} tasks", compile::max_tasks));
        }
        share.count = static_cast<std::uint32_t>(count);
    }
}

RequestId EditApplier::edited(RequestId id, const Edit& edit) {
    return std::visit(
        [&]<class Kind>(const Kind& kind) {
            if constexpr (FormEdit<Kind>) return requests_.edited(id, kind);
            return id;
        },
        edit);
}

// Displaced tasks run as the edits want all tasks to run, in the number that was displaced.
std::vector<RequestShare> EditApplier::displaced_tasks(const Draft& draft) {
    std::vector<RequestShare> shares;
    const std::vector<std::uint32_t> counts =
        displaced_index_.displaced(draft.fleet.instances, instances_);
    for (std::size_t kind = 0; kind < counts.size(); ++kind) {
        if (counts[kind] == 0) continue;
        auto id = static_cast<RequestId>(burst_.size() + kind);
        for (const Edit* edit : draft.form_edits) id = edited(id, *edit);
        shares.push_back({id, counts[kind]});
    }
    return shares;
}

AppliedScenario EditApplier::apply(const ScenarioKey& key) {
    Draft draft = start(key.trial);
    for (std::size_t a = 0; a < sweep_.axes.size(); ++a) {
        const Axis& axis = sweep_.axes[a];
        apply(axis, axis.options.at(key.options.at(a)), draft);
    }
    AppliedScenario applied;
    applied.seed = sweep_.seed + key.trial;
    applied.burst = displaced_tasks(draft);
    const OrderContext context{draft.fleet.instances, instances_, sweep_.seed, key.trial};
    std::ranges::copy(in_order(draft.order, std::move(draft.burst), context, requests_),
                      std::back_inserter(applied.burst));
    applied.fleet = std::move(draft.fleet.instances);
    return applied;
}

void EditApplier::try_options() {
    for (const Axis& axis : sweep_.axes) {
        for (const Option& option : axis.options) {
            Draft draft = start(0);
            apply(axis, option, draft);
        }
    }
}

}  // namespace berth::host::whatif
