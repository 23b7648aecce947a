// A plan for people: the verdict in one sentence, then by request, by instance type, and why the
// rest fits nowhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "berth/plan.hpp"
#include "berth/problem.hpp"
#include "cli/display.hpp"

namespace berth::host::cli {

/// The whole answer, ending in a line end.
std::string plan_table(const Problem& problem, const Plan& plan, std::uint64_t seed,
                       const Style& style);

/// Its last section; empty where every task has a place.
std::string failure_section(const Problem& problem, const Plan& plan, const Style& style);

/// "closest: i-0f3a (m5.large, us-west-2a) has 300 MiB left, needs 512 MiB, short by 212 MiB"
std::string closest_sentence(const Problem& problem, std::size_t request_index,
                             const ClosestInstance& closest);

/// Whether an empty instance of the cluster, or a type of the EC2 catalogue, could take it.
std::string empty_fit_sentence(const EmptyFit& fit);

}  // namespace berth::host::cli
