// The tasks of the snapshot that the simulation takes over: they can end, and free what they hold.
#pragma once

#include <cstdint>
#include <vector>

#include "berth/snapshot.hpp"
#include "simulate/request_book.hpp"

namespace berth::host::simulate {

struct EmptiedCluster {
    Snapshot snapshot;  ///< without those tasks, their resources given back to the instances
    std::vector<std::vector<std::uint32_t>> gpus;  ///< [taken] numbers of the GPUs that each holds
};

/// Which task holds which GPU ECS does not tell: the taken ones are dealt out in order [ours].
EmptiedCluster without_taken_tasks(const Snapshot& base, const RequestBook& book);

}  // namespace berth::host::simulate
