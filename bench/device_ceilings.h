// Kernels that do one thing as fast as the device can: what the percents of bench/kernels.cpp are
// of. No kernel syntax here: read by the C++ compiler, too.
//
// Each comes with what it must have computed, so that a figure from a kernel that the compiler
// emptied, or that did not run, is refused.
#pragma once

#include <cuda_runtime_api.h>

#include <cstddef>
#include <cstdint>

namespace berth::bench {

/// Threads of a block of all these kernels.
constexpr std::uint32_t ceiling_block = 256;

/// Blocks that fill the current device, whichever of the kernels they run.
cudaError_t ceiling_blocks(std::uint32_t* blocks);

/// Copies `bytes`, a multiple of 16, from one place of device memory to another, `passes` times.
cudaError_t copy_memory(void* to, const void* from, std::size_t bytes, std::uint32_t passes,
                        std::uint32_t blocks, cudaStream_t stream);

/// What a thread of do_integers() does: `steps` times an addition and an exclusive or in each of so
/// many chains that do not wait for each other.
constexpr std::uint32_t integer_chains = 8;
constexpr std::uint32_t instructions_per_step = 2 * integer_chains;
cudaError_t do_integers(std::uint32_t* out, std::uint32_t steps, std::uint32_t blocks,
                        cudaStream_t stream);

/// What a thread of a block has in `out` [blocks * ceiling_block] then.
std::uint32_t integers_of_thread(std::uint32_t thread, std::uint32_t steps);

/// What a thread of read_shared() does: `steps` times it reads so many bytes, 16 at a time.
constexpr std::uint32_t reads_per_step = 4;
constexpr std::uint32_t bytes_per_step = 16 * reads_per_step;
cudaError_t read_shared(std::uint32_t* out, std::uint32_t steps, std::uint32_t blocks,
                        cudaStream_t stream);

/// What a thread of a block has in `out` [blocks * ceiling_block] then.
std::uint32_t reads_of_thread(std::uint32_t thread, std::uint32_t steps);

}  // namespace berth::bench
