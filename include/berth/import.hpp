// Public traces as ECS snapshots and bursts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "berth/generate.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth {

struct OpenbImport {
    GeneratedProblem problem;
    std::uint64_t fractional_tasks = 0;  ///< left out: ECS has no fractions of a GPU
};

/// Reads a node list and a task list of the openb trace (Alibaba, 2023).
///
/// A node becomes an instance with its GPU model as the attribute `gpu-model`; a task that asks for
/// whole GPUs or none becomes a RunTask request; `gpu_spec` becomes a `memberOf` expression. Nodes
/// are no EC2 types, so instances have neither an instance type nor a network interface limit, and
/// no zone. Requests name the strategy binpack by CPU [ours].
/// Throws InputError with file, line and column.
OpenbImport import_openb(const std::string& node_list_path, const std::string& task_list_path);

}  // namespace berth
