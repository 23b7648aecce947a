// A problem to place: a snapshot, a burst and a seed, with what the comparing tests do to it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth::tests {

struct Case {
    Snapshot snapshot;
    std::vector<Request> burst;
    std::uint64_t seed = 0;
};

/// The same seed gives the same case on every machine. All checks, strategies, subjects, operators
/// and kinds of request occur; `instances` = 0 lets the seed choose the size.
Case random_case(std::uint64_t seed, std::size_t instances = 0);

/// The same problem with instances, tasks and task definitions in another order.
Case permuted(Case original, std::uint64_t seed);

/// Every problem of up to `instances` instances and `tasks` tasks over small domains of size,
/// attribute, group, strategy and constraint.
void for_each_small_case(std::size_t instances, std::size_t tasks,
                         const std::function<void(const Case&)>& visit);

/// A smaller case for which `fails` is still true: what can be left out is left out.
Case shrunk(Case failing, const std::function<bool(const Case&)>& fails);

/// The snapshot as JSON documents that `berth place --cluster` reads.
std::string cluster_json(const Case& problem);

/// Everything needed to run the case by hand.
std::string reproduction(const Case& problem);

}  // namespace berth::tests
