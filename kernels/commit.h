// The commit step: what placing a task changes (docs/rules.md, section 7).
//
// A commit touches one instance. Its amounts, ports and counters are one thread's work; the
// memberOf expressions that may have turned are one bit each, in planes of their own, so a team
// shares them out.
#pragma once

#include <cstdint>

#include "kernels/cluster.h"
#include "kernels/host_device.h"

namespace berth::kernels {

/// Takes the task's resources off the instance and counts it. Returns the first GPU handed out, as
/// an index into the instance's list of free GPU ids. `add(counter, value)` adds to a counter that
/// other instances of the same bucket may be adding to.
template <typename Team>
BERTH_TEAM_FUNCTION std::uint32_t take_resources(Team& team, const Cluster& cluster,
                                                 const ClassView& c, std::uint32_t i) {
    const ProblemView& problem = cluster.problem;
    const StateView& state = cluster.state;
    const auto* initial =
        reinterpret_cast<const Amounts*>(problem.initial_state + problem.layout.left);
    Amounts left = state.left[i];
    const auto gpu_first =
        static_cast<std::uint32_t>(initial[i][Resource::gpu] - left[Resource::gpu]);
    Amounts asked = c.asked;
    asked[Resource::gpu] = static_cast<std::int32_t>(cluster.gpus_asked(c, i));
    left.take(asked);
    state.left[i] = left;

    if (c.port_count > 0) {
        state.ports_taken[i] += c.port_count;
        for (std::uint32_t w = 0; w < problem.port_words; ++w) {
            const std::uint64_t at = std::uint64_t{w} * problem.instance_count + i;
            state.port_bits[at] |= problem.port_sets[c.port_set + w];
        }
    }
    if (problem.counts_running_tasks) ++state.running_tasks[i];

    const GroupView& group = problem.groups[c.group];
    if (group.table_capacity > 0) {
        count_task(state.group_counts, group, problem.instance_count, i);
    }
    for (std::uint32_t k = 0; k < group.counter_count; ++k) {
        team.add(&cluster.bucket_count(problem.group_counters[group.counter_first + k], i), 1);
    }
    for (std::uint32_t k = 0; k < group.atom_count; ++k) {
        const std::uint64_t atom = problem.group_atoms[group.atom_first + k];
        set_bit(state.atom_planes + atom * problem.plane_words, i, true);
    }
    return gpu_first;
}

/// Evaluates an expression on one instance. The stack of bits is deep enough: the packer orders
/// operands so that a tree of L leaves needs at most log2(L) + 1 of them.
BERTH_HOST_DEVICE inline bool evaluate(const Cluster& cluster, const ExpressionView& expression,
                                       std::uint32_t i) {
    std::uint64_t stack = 0;
    for (std::uint32_t k = 0; k < expression.step_count; ++k) {
        const StepView& step = cluster.problem.steps[expression.step_first + k];
        switch (step.kind) {
            case StepView::Kind::plane:
                stack = stack << 1U | (cluster.in_plane(step.index, i) ? 1U : 0U);
                break;
            case StepView::Kind::atom: {
                const AtomView& atom = cluster.problem.atoms[step.index];
                const std::uint64_t plane = std::uint64_t{step.index} * cluster.problem.plane_words;
                const bool holds =
                    atom.counts_tasks
                        ? passes(atom.test, atom.count, cluster.state.running_tasks[i])
                        : test_bit(cluster.state.atom_planes + plane, i);
                stack = stack << 1U | (holds ? 1U : 0U);
                break;
            }
            case StepView::Kind::negate:
                stack ^= 1U;
                break;
            case StepView::Kind::both:
                stack = stack >> 1U & (stack | ~std::uint64_t{1});
                break;
            case StepView::Kind::either:
                stack = stack >> 1U | (stack & 1U);
                break;
        }
    }
    return (stack & 1U) != 0;
}

/// Whether a task of the group can turn an expression.
BERTH_HOST_DEVICE inline bool turns_expressions(const ProblemView& problem, std::uint32_t group) {
    return problem.counts_running_tasks || problem.groups[group].atom_count > 0;
}

/// Brings the expressions first, first + step, ... up to date on the instance.
BERTH_HOST_DEVICE inline void refresh_expressions(const Cluster& cluster, std::uint32_t i,
                                                  std::uint32_t first, std::uint32_t step) {
    for (std::uint32_t e = first; e < cluster.problem.expression_count; e += step) {
        const std::uint64_t plane = std::uint64_t{e} * cluster.problem.plane_words;
        set_bit(cluster.state.expression_planes + plane, i,
                evaluate(cluster, cluster.problem.expressions[e], i));
    }
}

}  // namespace berth::kernels
