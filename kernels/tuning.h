// Numbers of the kernels that change their speed and never their answer.
//
// External interface is tuning_for(), which picks a row of the table by what the device is. Every
// row is chosen by reasoning, none by measurement. The facts behind it are those of the CUDA C++
// Programming Guide, "Technical Specifications per Compute Capability". What is weighed:
//
//   * A scan of N instances reads 16 N bytes. From shared memory a multiprocessor reads 128 bytes a
//     clock, from the L2 cache several times less, so amounts belong into shared memory.
//   * A scan ends in a reduction with barriers, which only the other warps of the multiprocessor
//     hide. Blocks of many instances leave room for few of them. So a block gets wider before it
//     gets lonely: whenever amounts lie in shared memory, the multiprocessor still holds at least
//     half of the threads that it can (keeps_processors_busy() below).
//   * A wider block has the longer reduction, so of the widths that do, the narrowest is taken; and
//     below 512 instances 128 threads have four instances each, which is little enough.
#pragma once

#include <cstdint>

#include "kernels/amounts.h"

namespace berth::kernels {

/// Threads of a block that places bursts: the widths that the kernel is compiled for.
constexpr int block_widths[] = {128, 256, 512, 1024};
constexpr int block_width_count = 4;
constexpr int widest_block = 1024;

/// Threads of a block that scores chunks, a warp each. The same on all devices: it divides the
/// threads of every multiprocessor, and the warps of a block do not wait for each other.
constexpr int score_block = 256;

/// Threads of the one block that places the tasks of a tile. Most of that is work for a gang, which
/// wants registers more than company: of these threads each may have 128.
constexpr int place_block = 512;

/// Segments of chunks that a gang compares alone for a task, eight a lane: beyond, the reduction of
/// a whole block is shorter.
constexpr std::uint32_t segments_of_gang = 256;

/// What an instance takes in shared memory (Amounts), and what a block takes besides: the team's
/// storage, and from 8.0 on 1 KiB for the system.
constexpr std::uint32_t shared_bytes_per_instance = sizeof(Amounts);
constexpr std::uint32_t shared_bytes_aside = 4096;

/// What is published of the multiprocessors of a compute capability.
struct Multiprocessor {
    int major;
    int minor;
    std::uint32_t threads;               ///< that it holds at most
    std::uint32_t shared_kib;            ///< of all its blocks together
    std::uint32_t shared_kib_per_block;  ///< of one block that asks for it
};

struct Tuning {
    Multiprocessor processor;  ///< the first that the row is for

    /// Instances from which a block has 256, 512 and 1,024 threads.
    std::uint32_t wider_from[block_width_count - 1];

    /// Up to so many instances a block keeps their amounts in shared memory.
    std::uint32_t instances_in_shared_memory;

    /// Instances from which a single burst is placed tile by tile: below, one block reads all of
    /// them about as fast as the winners of their chunks. Nothing published sets devices apart.
    std::uint32_t tiles_from;
};

/// By ascending compute capability; a row is for its own and all up to the next row's.
constexpr Tuning tuning_table[] = {
    {{3, 7, 2048, 112, 48}, {512, 1536, 2816}, 2816, 4096},     // K80 of p2
    {{5, 0, 2048, 64, 48}, {256, 768, 1792}, 2816, 4096},       // 5.2 and 6.1 have 96 KiB
    {{7, 0, 2048, 96, 96}, {512, 1280, 2816}, 5888, 4096},      // V100 of p3
    {{7, 5, 1024, 64, 64}, {512, 1792, 8192}, 3840, 4096},      // T4 of g4dn, T4G of g5g
    {{8, 0, 2048, 164, 163}, {512, 2368, 4992}, 10176, 4096},   // A100 of p4d
    {{8, 6, 1536, 100, 99}, {512, 1856, 2944}, 6080, 4096},     // A10G of g5, L4 of g6
    {{9, 0, 2048, 228, 227}, {512, 3392, 7040}, 14272, 4096},   // H100 of p5
    {{10, 0, 2048, 228, 227}, {512, 3392, 7040}, 14272, 4096},  // B200 of p6
    {{12, 0, 1536, 100, 99}, {512, 1856, 2944}, 6080, 4096},    // and whatever is newer
};

/// Threads of a block that places a burst on so many instances.
constexpr int block_width(const Tuning& tuning, std::uint32_t instances) {
    int width = block_widths[0];
    for (int k = 1; k < block_width_count; ++k) {
        if (instances >= tuning.wider_from[k - 1]) width = block_widths[k];
    }
    return width;
}

/// Bytes of shared memory for the amounts of so many instances; 0 = they lie in global memory.
constexpr std::uint32_t shared_bytes(const Tuning& tuning, std::uint32_t instances) {
    return instances <= tuning.instances_in_shared_memory ? instances * shared_bytes_per_instance
                                                          : 0;
}

/// Threads that a multiprocessor of the row holds of blocks that place so many instances.
constexpr std::uint32_t resident_threads(const Tuning& tuning, std::uint32_t instances) {
    const auto width = static_cast<std::uint32_t>(block_width(tuning, instances));
    const std::uint32_t bytes = shared_bytes(tuning, instances) + shared_bytes_aside;
    const std::uint32_t by_shared = tuning.processor.shared_kib * 1024 / bytes;
    const std::uint32_t by_threads = tuning.processor.threads / width;
    return (by_shared < by_threads ? by_shared : by_threads) * width;
}

/// Whether the row keeps what this file's head promises; the most instances of each width decide.
constexpr bool keeps_processors_busy(const Tuning& tuning) {
    const std::uint32_t most = tuning.instances_in_shared_memory;
    const std::uint32_t block_bytes = most * shared_bytes_per_instance + shared_bytes_aside;
    if (block_bytes > tuning.processor.shared_kib_per_block * 1024) return false;
    if (2 * resident_threads(tuning, most) < tuning.processor.threads) return false;
    for (const std::uint32_t from : tuning.wider_from) {
        const std::uint32_t last = from - 1 < most ? from - 1 : most;
        if (2 * resident_threads(tuning, last) < tuning.processor.threads) return false;
    }
    // Registers are rationed so that the widest block fits (launch bounds of the kernels).
    if (2 * std::uint32_t{widest_block} < tuning.processor.threads) return false;
    return tuning.processor.threads % score_block == 0;
}

constexpr bool all_rows_keep_processors_busy() {
    for (const Tuning& row : tuning_table) {
        if (!keeps_processors_busy(row)) return false;
    }
    return true;
}
static_assert(all_rows_keep_processors_busy(), "a row asks for more than its devices have");
static_assert(block_widths[block_width_count - 1] == widest_block, "the last is the widest");

/// The numbers for a device of this compute capability, where a block may ask for so many bytes of
/// shared memory: what the device says of itself counts more than the table.
constexpr Tuning tuning_for(int major, int minor, std::uint32_t shared_bytes_per_block) {
    Tuning tuning = tuning_table[0];
    for (const Tuning& row : tuning_table) {
        const Multiprocessor& first = row.processor;
        if (major > first.major || (major == first.major && minor >= first.minor)) tuning = row;
    }
    const std::uint32_t fit =
        shared_bytes_per_block < shared_bytes_aside
            ? 0
            : (shared_bytes_per_block - shared_bytes_aside) / shared_bytes_per_instance;
    if (fit < tuning.instances_in_shared_memory) tuning.instances_in_shared_memory = fit;
    return tuning;
}

}  // namespace berth::kernels
