// The scenarios, one a file. Each but the last three registers its benchmarks for one preset, named
// `scenario/preset` or `scenario/preset/backend`.
#pragma once

#include "berth/generate.hpp"

namespace berth::bench {

/// JSON text to model, in bytes of input. No file is read: the disk is not what is measured.
void register_load(const Preset& preset);

/// Model to compiled problem, in tasks of the burst.
void register_compile(const Preset& preset);

/// Compiled problem to plan, per backend, in tasks.
void register_solve(const Preset& preset);

/// Plan to JSON text, in bytes of output.
void register_write(const Preset& preset);

/// Many what-if scenarios in one call, per backend, in tasks of all scenarios. Has a problem of its
/// own: `batch/sweep-1k/backend`.
void register_batch();

/// A day of 100,000 tasks on 1,000 instances that stay, or that managed scaling brings and takes:
/// `simulate/day/STRATEGY`, `simulate/day-scaled/STRATEGY`, in tasks.
void register_simulate();

/// Kernels alone by the device's clock, and what the device can do at most: `kernels/KERNEL/...`.
/// Registers nothing where `cuda` cannot run.
void register_kernels();

}  // namespace berth::bench
