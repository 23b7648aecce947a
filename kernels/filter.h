// The filter step: whether an instance takes a task, and if not, the first check that says no.
//
// Two forms of the same rules. is_feasible() is for the hot loop: the static conditions are one
// bit, the amounts one comparison. first_failing_check() goes through the checks in ECS's words
// and in the order of docs/rules.md, section 4, for the tasks that fit nowhere.
#pragma once

#include <cstdint>

#include "kernels/cluster.h"
#include "kernels/rules.h"
#include "kernels/team.h"

namespace berth::kernels {

/// TCP and UDP together; ECS's limit.
constexpr std::int32_t ports_per_instance = 100;

BERTH_HOST_DEVICE inline bool has_ports(const Cluster& cluster, const ClassView& c,
                                        std::uint32_t i) {
    return cluster.state.ports_taken[i] + c.port_count <= ports_per_instance &&
           cluster.clashing_ports(c, i) == 0;
}

/// Whether the memberOf expressions that change hold on the instance now.
BERTH_HOST_DEVICE inline bool dynamic_member(const Cluster& cluster, const ClassView& c,
                                             std::uint32_t i) {
    for (std::uint32_t k = 0; k < c.dynamic_count; ++k) {
        const std::uint32_t e = cluster.problem.class_expressions[c.dynamic_first + k];
        const std::uint64_t plane = std::uint64_t{e} * cluster.problem.plane_words;
        if (!test_bit(cluster.state.expression_planes + plane, i)) return false;
    }
    return true;
}

/// `left` is what the instance has left, which the caller may hold in registers for many classes.
BERTH_HOST_DEVICE inline bool is_feasible(const Cluster& cluster, const ClassView& c,
                                          std::uint32_t i, const Amounts& left) {
    if (!cluster.in_plane(c.eligible, i) || !cluster.is_present(i)) return false;
    if (!left.covers(c.asked)) return false;
    if (c.gpus_all > 0 && cluster.gpus_asked(c, i) > left[Resource::gpu]) return false;
    if (c.port_count > 0 && !has_ports(cluster, c, i)) return false;
    if (!dynamic_member(cluster, c, i)) return false;
    return !c.distinct_instance || cluster.group_tasks_on(c.group, i) == 0;
}

BERTH_HOST_DEVICE inline bool is_feasible(const Cluster& cluster, const ClassView& c,
                                          std::uint32_t i) {
    return is_feasible(cluster, c, i, cluster.state.left[i]);
}

BERTH_HOST_DEVICE inline bool is_candidate(const Cluster& cluster, const ClassView& c,
                                           std::uint32_t i) {
    return cluster.in_plane(c.candidates, i) && cluster.is_present(i);
}

struct FailedCheck {
    bool failed;
    Reason reason;
    std::int64_t shortfall;  ///< units, MiB, GPUs, ports or interfaces, by `reason`; else 0
};

/// The checks on a candidate that are about what it has left: resources and ports.
BERTH_HOST_DEVICE inline FailedCheck failed_resource(const Cluster& cluster, const ClassView& c,
                                                     std::uint32_t i) {
    const Amounts left = cluster.state.left[i];
    for (std::uint32_t r = 0; r < resource_count; ++r) {
        const auto resource = Resource(r);
        if (resource == first_behind_ports && c.port_count > 0 && !has_ports(cluster, c, i)) {
            return {true, Reason::ports, std::int64_t{cluster.clashing_ports(c, i)}};
        }
        const std::int64_t asked = cluster.amount_asked(c, i, resource);
        if (asked > left[resource]) return {true, check_of(resource), asked - left[resource]};
    }
    return {false, Reason::agent, 0};
}

/// All checks on a candidate.
BERTH_HOST_DEVICE inline FailedCheck first_failing_check(const Cluster& cluster, const ClassView& c,
                                                         std::uint32_t i) {
    for (std::uint32_t r = 0; r < reason_count; ++r) {
        const auto check = Reason(r);
        if (check == first_behind_resources) {
            const FailedCheck resource = failed_resource(cluster, c, i);
            if (resource.failed) return resource;
        }
        if (has_plane(check) && !cluster.in_plane(c.planes[r], i)) return {true, check, 0};
        if (check == Reason::member_of && !dynamic_member(cluster, c, i)) return {true, check, 0};
    }
    if (c.distinct_instance && cluster.group_tasks_on(c.group, i) > 0) {
        return {true, Reason::distinct_instance, 0};
    }
    return {false, Reason::agent, 0};
}

}  // namespace berth::kernels
