// What must be true of every plan, whatever backend made it.
//
// Each check replays the plan on the model as a sequence of decisions, each against what the
// earlier ones left, and names the first violation that it meets; an empty text means that the
// property holds. Sums and sets are worked out here from the instances and the needs of the tasks,
// not from the state that a solver kept.
#pragma once

#include <string>

#include "berth/plan.hpp"
#include "berth/problem.hpp"

namespace berth::tests {

std::string violation_of_capacity(const Problem& problem, const Plan& plan);
std::string violation_of_ports(const Problem& problem, const Plan& plan);
std::string violation_of_constraints(const Problem& problem, const Plan& plan);
std::string violation_of_distinct_instance(const Problem& problem, const Plan& plan);
std::string violation_of_reasons(const Problem& problem, const Plan& plan);
std::string violation_of_gpu_ids(const Problem& problem, const Plan& plan);
std::string violation_of_network_interfaces(const Problem& problem, const Plan& plan);
std::string violation_of_completeness(const Problem& problem, const Plan& plan);

}  // namespace berth::tests
