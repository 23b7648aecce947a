#include "solve/checks.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "berth/constraint.hpp"
#include "kernels/rules.h"
#include "model/resource.hpp"

namespace berth::host::solve {

namespace {

using kernels::Resource;

// The public reasons and those of the kernels, which cannot include each other: the same numbers,
// so that a reason comes back from a device as one.
constexpr std::pair<Reason, kernels::Reason> reasons[] = {
    {Reason::agent, kernels::Reason::agent},
    {Reason::cpu, kernels::Reason::cpu},
    {Reason::memory, kernels::Reason::memory},
    {Reason::gpu, kernels::Reason::gpu},
    {Reason::ports, kernels::Reason::ports},
    {Reason::eni, kernels::Reason::eni},
    {Reason::attribute, kernels::Reason::attribute},
    {Reason::location, kernels::Reason::location},
    {Reason::member_of, kernels::Reason::member_of},
    {Reason::distinct_instance, kernels::Reason::distinct_instance},
};
static_assert(kernels::reason_count == reason_count, "a new one has the number that is left");
static_assert(std::ranges::all_of(reasons, [](const auto& both) {
    return static_cast<std::size_t>(both.first) == static_cast<std::size_t>(both.second);
}));

// A port that is taken, or taken ports and the task's together past the limit of ECS.
std::optional<FailedCheck> failed_ports(const ClusterState& state,
                                        const compile::TaskClass& task_class,
                                        std::size_t instance) {
    const auto asked = static_cast<std::int32_t>(task_class.needs.ports.size());
    if (asked == 0) return std::nullopt;
    const std::size_t clashing = state.taken_ports_clashing(task_class, instance);
    if (clashing == 0 &&
        state.instances[instance].ports_taken + asked <= limits::ports_per_instance) {
        return std::nullopt;
    }
    return FailedCheck{Reason::ports, static_cast<std::int64_t>(clashing)};
}

// From one resource on, each of them a constant to the compiler.
template <std::size_t r>
std::optional<FailedCheck> first_failed_from(const ClusterState& state,
                                             const compile::TaskClass& task_class,
                                             std::size_t instance) {
    if constexpr (r == kernels::resource_count) {
        return std::nullopt;
    } else {
        constexpr auto resource = Resource(r);
        if constexpr (resource == kernels::first_behind_ports) {
            if (const auto failed = failed_ports(state, task_class, instance)) return failed;
        }
        const std::int64_t asked =
            resource == Resource::gpu
                ? task_class.needs.gpus_on(state.problem.columns.gpus_registered[instance])
                : task_class.needs[resource];
        const std::int32_t left = state.left(instance)[resource];
        const bool is_enough = asked <= left || (resource == Resource::eni && asked == 0);
        if (!is_enough) return FailedCheck{model::reason_of(resource), asked - left};
        return first_failed_from<r + 1>(state, task_class, instance);
    }
}

}  // namespace

std::optional<FailedCheck> failed_resource(const ClusterState& state,
                                           const compile::TaskClass& task_class,
                                           std::size_t instance) {
    return first_failed_from<0>(state, task_class, instance);
}

bool is_closer(const FailedCheck& a, std::size_t i, const FailedCheck& b, std::size_t j) {
    return std::tuple(b.reason, a.shortfall, i) < std::tuple(a.reason, b.shortfall, j);
}

void FailureSummary::add(const FailedCheck& failed, std::size_t instance) {
    ++reasons[static_cast<std::size_t>(failed.reason)];
    if (closest && !is_closer(failed, instance, {closest->reason, closest->shortfall},
                              static_cast<std::size_t>(closest->instance))) {
        return;
    }
    closest = ClosestInstance{static_cast<Ordinal>(instance), failed.reason, failed.shortfall};
}

}  // namespace berth::host::solve
