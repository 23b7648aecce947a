// "Drop a constraint": a part of a memberOf conjunction, a whole memberOf, distinctInstance.
#include <fmt/format.h>

#include <algorithm>

#include "explain/changes.hpp"

namespace berth::host::explain {

namespace {

using query::Node;
using query::NodeKind;

// The parts that must all hold.
void collect_conjuncts(const Node& node, std::vector<Node>& out) {
    if (node.kind != NodeKind::conjunction) {
        out.push_back(node);
        return;
    }
    for (const Node& child : node.children) collect_conjuncts(child, out);
}

Node conjunction_of(std::vector<Node> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    Node node;
    node.kind = NodeKind::conjunction;
    node.children = std::move(parts);
    return node;
}

// Whether some instance would take the task if constraint `k` read `instead`; `always` for none.
bool would_fit(const MetTask& task, std::size_t k, const Node& instead) {
    const auto holds = [&](std::size_t i) {
        const ContainerInstance& instance = *task.problem.instances[i];
        const query::Load load = task.running.load(task.state, i);
        for (std::size_t c = 0; c < task.constraints.size(); ++c) {
            const Node& root = c == k ? instead : task.constraints[c].root;
            if (!query::evaluate(root, instance, load)) return false;
        }
        return true;
    };
    for (std::size_t i = 0; i < task.problem.instance_count(); ++i) {
        if (!task.is_candidate(i)) continue;
        if (!solve::first_failing_check(task.state, task.task_class, i, holds)) return true;
    }
    return false;
}

std::vector<PlacementConstraint>& list_of(Trial& trial, const MetTask& task,
                                          const WrittenConstraint& constraint) {
    return constraint.in_definition ? trial.own_definition(task.definition).constraints
                                    : trial.request().constraints;
}

Proposal drop_part(const MetTask& task, const WrittenConstraint& constraint, const Node& part,
                   const Node& rest) {
    return {fmt::format("drop `{}`", query::to_text(part)),
            [&task, &constraint, rest = query::to_text(rest)](Trial& trial) {
                list_of(trial, task, constraint)[constraint.index].expression = rest;
            }};
}

Proposal drop_whole(const MetTask& task, const WrittenConstraint& constraint) {
    return {fmt::format("drop `{}`", constraint.text), [&task, &constraint](Trial& trial) {
                auto& list = list_of(trial, task, constraint);
                list.erase(list.begin() + static_cast<std::ptrdiff_t>(constraint.index));
            }};
}

// The parts that alone are in the way; the whole constraint where no part is.
void propose_for(const MetTask& task, std::size_t k, std::vector<Proposals>& parts,
                 std::vector<Proposals>& wholes) {
    const WrittenConstraint& constraint = task.constraints[k];
    if (!would_fit(task, k, Node{})) return;
    std::vector<Node> conjuncts;
    collect_conjuncts(constraint.root, conjuncts);
    const std::size_t parts_before = parts.size();
    for (std::size_t c = 0; c < conjuncts.size() && conjuncts.size() > 1; ++c) {
        std::vector<Node> others = conjuncts;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(c));
        const Node rest = conjunction_of(std::move(others));
        if (!would_fit(task, k, rest)) continue;
        parts.push_back({drop_part(task, constraint, conjuncts[c], rest)});
    }
    if (parts.size() == parts_before) wholes.push_back({drop_whole(task, constraint)});
}

bool fits_beside_its_group(const MetTask& task) {
    compile::TaskClass anywhere = task.task_class;
    anywhere.distinct_instance = false;
    bool fits = false;
    task.for_each_taking(anywhere, [&](std::size_t) { fits = true; });
    return fits;
}

}  // namespace

std::vector<Proposals> propose_looser_constraints(const MetTask& task) {
    // A DAEMON task that a constraint keeps off an instance is not wanted there: it has not failed.
    if (task.is_daemon()) return {};
    std::vector<Proposals> proposals;
    std::vector<Proposals> wholes;
    for (std::size_t k = 0; k < task.constraints.size(); ++k) {
        propose_for(task, k, proposals, wholes);
    }
    std::ranges::move(wholes, std::back_inserter(proposals));
    if (task.task_class.distinct_instance && fits_beside_its_group(task)) {
        proposals.push_back({{"drop distinctInstance", [](Trial& trial) {
                                  std::erase_if(trial.request().constraints, [](auto& c) {
                                      return c.type == ConstraintType::distinct_instance;
                                  });
                              }}});
    }
    return proposals;
}

}  // namespace berth::host::explain
