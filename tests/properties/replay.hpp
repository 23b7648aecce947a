// A plan as a sequence of decisions, each against what the earlier ones left.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "berth/plan.hpp"
#include "berth/problem.hpp"
#include "oracle/demand.hpp"
#include "oracle/state.hpp"

namespace berth::tests {

/// One task: where it went, or why it went nowhere.
struct Decision {
    std::size_t request_index = 0;
    std::uint32_t task_index = 0;
    const PlacedTask* placed = nullptr;  ///< one of the two is set
    const FailedTasks* failed = nullptr;
};

std::string name_of(const Decision& decision);

/// What the task of a decision asks for.
Demand demand_of(const Problem& problem, const Decision& decision);

/// Visits the decisions in the order of the rules with the groups and running tasks that the
/// instances have before each. The visit returns a violation, or ""; the first one ends the replay.
using Visit = std::function<std::string(const Decision&, const Demand&, const ClusterState&)>;
std::string replay(const Problem& problem, const Plan& plan, const Visit& visit);

/// Visits the tasks that were placed on instances. Returns the first violation.
using VisitPlaced =
    std::function<std::string(const PlacedTask&, const ContainerInstance&, const Demand&)>;
std::string for_each_placed(const Problem& problem, const Plan& plan, const VisitPlaced& visit);

}  // namespace berth::tests
