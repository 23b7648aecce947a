// Which part of a sweep this process has.
#pragma once

#include <string>

#include "berth/what_if_run.hpp"

namespace berth::host::cli {

/// Reads "2/8", the third of eight, or "env": the array job that this process belongs to.
///
/// AWS Batch sets AWS_BATCH_JOB_ARRAY_INDEX (from 0) and AWS_BATCH_JOB_ARRAY_SIZE; Slurm sets
/// SLURM_ARRAY_TASK_ID, SLURM_ARRAY_TASK_MIN, SLURM_ARRAY_TASK_STEP and SLURM_ARRAY_TASK_COUNT.
/// Throws InputError.
Shard parse_shard(const std::string& text);

}  // namespace berth::host::cli
