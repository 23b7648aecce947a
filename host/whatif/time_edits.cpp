#include "whatif/time_edits.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/error.hpp"
#include "simulate/group_launch.hpp"
#include "simulate/limits.hpp"
#include "whatif/sweep_checks.hpp"

namespace berth::host::whatif {

namespace {

bool is_named(const std::vector<std::string>& wanted, const std::string& name) {
    return std::ranges::find(wanted, name) != wanted.end();
}

template <class Things>
void require_all(const std::vector<std::string>& wanted, const Things& things,
                 std::string_view what) {
    std::vector<std::string> known;
    for (const auto& thing : things) known.push_back(thing.name);
    for (const std::string& name : wanted) {
        if (is_named(known, name)) continue;
        throw InputError(
            fmt::format("the cluster has no {} '{}'; it has: {}", what, name,
                        known.empty() ? "none" : fmt::to_string(fmt::join(known, ", "))));
    }
}

void require_range(const std::optional<std::int64_t>& number, std::int64_t least, std::int64_t most,
                   std::string_view name) {
    if (!number || (*number >= least && *number <= most)) return;
    throw InputError(fmt::format("{} is {}; expected {} to {}", name, *number, least, most));
}

class TimeEdits {
   public:
    explicit TimeEdits(SimulatedScenario& scenario)
        : snapshot_(scenario.snapshot), simulation_(scenario.simulation) {}

    void apply(const SetManagedScaling& edit) {
        require_all(edit.capacity_providers, snapshot_.capacity_providers, "capacity provider");
        bool has_any = false;
        for (const CapacityProvider& provider : snapshot_.capacity_providers) {
            const bool is_meant = is_named(edit.capacity_providers, provider.name);
            const bool has_scaling = provider.managed_scaling.has_value() ||
                                     simulation_.managed_scaling.contains(provider.name);
            if (!is_meant && !(edit.capacity_providers.empty() && has_scaling)) continue;
            has_any = true;
            set(edit, simulation_.managed_scaling[provider.name]);
            check_steps(provider);
        }
        if (!has_any) {
            throw InputError(
                "no capacity provider of the cluster has managed scaling; name those in "
                "capacityProviders that shall have it");
        }
    }

    void apply(const SetGroupSize& edit) {
        for (AutoScalingGroup* const group : groups(edit.groups)) {
            group->min_size = edit.min_size.value_or(group->min_size);
            group->max_size = edit.max_size.value_or(group->max_size);
            const std::int64_t desired = edit.desired_capacity.value_or(group->desired_capacity);
            check_sizes(*group, edit.desired_capacity);
            group->desired_capacity = std::clamp(desired, group->min_size, group->max_size);
        }
    }

    void apply(const SetInstanceTypes& edit) {
        for (AutoScalingGroup* const group : groups(edit.groups)) {
            group->overrides.clear();
            for (const std::string& type : edit.instance_types) {
                group->overrides.push_back({type, 0, {}});
            }
        }
    }

   private:
    static void set(const SetManagedScaling& edit, ManagedScalingChange& change) {
        if (edit.target_capacity) change.target_capacity = edit.target_capacity;
        if (edit.minimum_step) change.minimum_step = edit.minimum_step;
        if (edit.maximum_step) change.maximum_step = edit.maximum_step;
        if (edit.instance_warmup_seconds) {
            change.instance_warmup_seconds = edit.instance_warmup_seconds;
        }
    }

    void check_steps(const CapacityProvider& provider) const {
        const ManagedScaling scaling =
            simulation_.managed_scaling.find(provider.name)
                ->second.applied_to(provider.managed_scaling.value_or(ManagedScaling{}));
        if (scaling.minimum_step <= scaling.maximum_step) return;
        throw InputError(fmt::format(
            "the capacity provider '{}' would have a minimumScalingStepSize of {} and a "
            "maximumScalingStepSize of {}: set both",
            provider.name, scaling.minimum_step, scaling.maximum_step));
    }

    static void check_sizes(const AutoScalingGroup& group,
                            const std::optional<std::int64_t>& desired) {
        if (group.min_size > group.max_size) {
            throw InputError(fmt::format(
                "the Auto Scaling group '{}' would have a minSize of {} and a maxSize of {}: set "
                "both",
                group.name, group.min_size, group.max_size));
        }
        if (!desired || (*desired >= group.min_size && *desired <= group.max_size)) return;
        throw InputError(
            fmt::format("the Auto Scaling group '{}' would have a desiredCapacity of {}, outside "
                        "its minSize {} and maxSize {}",
                        group.name, *desired, group.min_size, group.max_size));
    }

    std::vector<AutoScalingGroup*> groups(const GroupSelector& selector) {
        require_all(selector.auto_scaling_groups, snapshot_.auto_scaling_groups,
                    "Auto Scaling group");
        require_all(selector.capacity_providers, snapshot_.capacity_providers, "capacity provider");
        const bool is_all =
            selector.auto_scaling_groups.empty() && selector.capacity_providers.empty();
        std::vector<AutoScalingGroup*> found;
        for (AutoScalingGroup& group : snapshot_.auto_scaling_groups) {
            if (is_all || is_named(selector.auto_scaling_groups, group.name) ||
                names_provider_of(selector, group)) {
                found.push_back(&group);
            }
        }
        if (found.empty()) throw InputError("no Auto Scaling group of the cluster is meant");
        return found;
    }

    bool names_provider_of(const GroupSelector& selector, const AutoScalingGroup& group) const {
        return std::ranges::any_of(
            snapshot_.capacity_providers, [&](const CapacityProvider& provider) {
                return is_named(selector.capacity_providers, provider.name) &&
                       simulate::starts(provider, group);
            });
    }

    Snapshot& snapshot_;
    Simulation& simulation_;
};

// The edit's name in a file, where the sweep cannot have it.
struct Misfit {
    SweepKind kind;

    std::string_view operator()(const SetOrder&) const {
        return kind == SweepKind::over_time ? "setOrder" : "";
    }
    std::string_view operator()(const SetManagedScaling&) const {
        return kind == SweepKind::placement ? "setManagedScaling" : "";
    }
    std::string_view operator()(const SetGroupSize&) const {
        return kind == SweepKind::placement ? "setGroupSize" : "";
    }
    std::string_view operator()(const SetInstanceTypes&) const {
        return kind == SweepKind::placement ? "setInstanceTypes" : "";
    }
    template <class Kind>
    std::string_view operator()(const Kind&) const {
        return "";
    }
};

std::string misfit_text(std::string_view edit, SweepKind kind) {
    if (kind == SweepKind::over_time) {
        return fmt::format(
            "{} has no meaning over time, where tasks are placed as they arrive; leave it out, or "
            "give --burst in place of --simulation",
            edit);
    }
    return fmt::format(
        "{} changes what happens over time, and a single placement is the same without it; give "
        "--simulation in place of --burst",
        edit);
}

}  // namespace

void check_kind(const Sweep& sweep, SweepKind kind) {
    if (kind == SweepKind::over_time && sweep.replace_displaced) {
        throw InputError(misfit_text("replaceDisplaced", kind));
    }
    for (const Axis& axis : sweep.axes) {
        for (const Option& option : axis.options) {
            with_place(axis, option, [&] {
                for (const Edit& edit : option.edits) {
                    const std::string_view name = std::visit(Misfit{kind}, edit);
                    if (!name.empty()) throw InputError(misfit_text(name, kind));
                }
            });
        }
    }
}

void check_scaling(const SetManagedScaling& edit) {
    if (!edit.target_capacity && !edit.minimum_step && !edit.maximum_step &&
        !edit.instance_warmup_seconds) {
        throw InputError(
            "setManagedScaling sets nothing: give targetCapacity, minimumScalingStepSize, "
            "maximumScalingStepSize or instanceWarmupPeriod");
    }
    require_range(edit.instance_warmup_seconds, 0, simulate::longest_warmup_seconds,
                  "instanceWarmupPeriod (seconds)");
}

void check_group_size(const SetGroupSize& edit) {
    if (!edit.min_size && !edit.max_size && !edit.desired_capacity) {
        throw InputError("setGroupSize sets nothing: give minSize, maxSize or desiredCapacity");
    }
}

void apply_time_edits(const Sweep& sweep, const ScenarioKey& key, SimulatedScenario& scenario) {
    TimeEdits edits(scenario);
    for (std::size_t a = 0; a < sweep.axes.size(); ++a) {
        const Axis& axis = sweep.axes[a];
        const Option& option = axis.options.at(key.options.at(a));
        with_place(axis, option, [&] {
            for (const Edit& edit : option.edits) {
                std::visit(
                    [&edits]<class Kind>(const Kind& kind) {
                        if constexpr (TimeEdit<Kind>) edits.apply(kind);
                    },
                    edit);
            }
        });
    }
}

}  // namespace berth::host::whatif
