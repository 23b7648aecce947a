// Sentences about a task that fits nowhere.
#pragma once

#include <string>

#include "berth/plan.hpp"
#include "berth/problem.hpp"

namespace berth::host::cli {

/// "closest: i-0f3a (m5.large, us-west-2a) has 300 MiB left, needs 512 MiB, short by 212 MiB"
std::string closest_sentence(const Problem& problem, std::size_t request_index,
                             const ClosestInstance& closest);

/// Whether an empty instance of the cluster, or a type of the EC2 catalogue, could take it.
std::string empty_fit_sentence(const EmptyFit& fit);

}  // namespace berth::host::cli
