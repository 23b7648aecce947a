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

/// ECS does not say which task holds which GPU: the taken GPUs are assigned in order [ours].
EmptiedCluster without_taken_tasks(const Snapshot& base, const RequestBook& book);

}  // namespace berth::host::simulate
