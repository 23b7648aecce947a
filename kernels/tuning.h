// Numbers of the kernels that change their speed and never their answer.
//
// Chosen by reasoning, not yet by measurement: README.md says which counts stand behind them.
#pragma once

#include <cstdint>

namespace berth::kernels {

/// Threads of a block that places bursts. A scan gives each thread N / threads instances; more
/// threads make the reduction longer.
constexpr int narrow_block = 128;
constexpr int middle_block = 256;
constexpr int wide_block = 1024;

/// Threads of a block that scores chunks, a warp each.
constexpr int score_block = 256;

/// Instances from which a wider block is worth its longer reduction.
constexpr std::uint32_t middle_block_from = 512;
constexpr std::uint32_t wide_block_from = 8192;

/// Instances from which a single burst is placed tile by tile: below, one block reads all of them
/// about as fast as the winners of their chunks.
constexpr std::uint32_t tiles_from = 4096;

/// Up to so many instances a block keeps their amounts in shared memory: 16 bytes each, and no more
/// than the 48 KiB that every architecture gives without asking.
constexpr std::uint32_t instances_in_shared_memory = 2560;

}  // namespace berth::kernels
