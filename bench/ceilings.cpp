#include "ceilings.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <vector>

#include "device_ceilings.h"

namespace berth::bench {
namespace {

using host::solve::device::check;
using host::solve::device::DeviceBuffer;
using host::solve::device::PinnedBuffer;
using host::solve::device::Stream;

constexpr int repeats = 5;

// Far more than any second-level cache, and what a tile's scoring reads and writes.
constexpr std::size_t large_copy = std::size_t{256} << 20U;
constexpr std::size_t small_copy = std::size_t{2} << 20U;

template <typename Launch>
double best_seconds(const Stream& stream, const Launch& launch) {
    double best = std::numeric_limits<double>::infinity();
    for (int k = 0; k < repeats; ++k) {
        best = std::min(best, seconds_of(stream, [&] { check(launch(), "launch a ceiling"); }));
    }
    return best;
}

double copied_bytes(const Stream& stream, std::uint32_t blocks, std::size_t bytes,
                    std::uint32_t passes) {
    std::vector<std::byte> pattern(bytes);
    for (std::size_t k = 0; k < bytes; ++k) pattern[k] = static_cast<std::byte>(k % 251);
    const DeviceBuffer from(bytes);
    const DeviceBuffer to(bytes);
    from.upload(pattern, stream);
    const double seconds = best_seconds(
        stream, [&] { return copy_memory(to.data(), from.data(), bytes, passes, blocks, stream); });
    const PinnedBuffer copy(bytes);
    copy.download(to, stream);
    stream.wait();
    if (std::memcmp(copy.data(), pattern.data(), bytes) != 0) {
        throw std::runtime_error("the copy on the device is not a copy");
    }
    return 2.0 * static_cast<double>(bytes) * passes / seconds;
}

using Launcher = cudaError_t (*)(std::uint32_t*, std::uint32_t, std::uint32_t, cudaStream_t);
using Expected = std::uint32_t (*)(std::uint32_t, std::uint32_t);

// Steps of all threads together.
double steps_done(const Stream& stream, std::uint32_t blocks, std::uint32_t steps, Launcher launch,
                  Expected expected) {
    const std::size_t threads = std::size_t{blocks} * ceiling_block;
    const DeviceBuffer out(threads * sizeof(std::uint32_t));
    auto* const results = reinterpret_cast<std::uint32_t*>(out.data());
    const double seconds =
        best_seconds(stream, [&] { return launch(results, steps, blocks, stream); });
    const PinnedBuffer copy(out.size());
    copy.download(out, stream);
    stream.wait();
    for (std::uint32_t t = 0; t < ceiling_block; ++t) {
        const std::uint32_t wanted = expected(t, steps);
        for (std::size_t k = t; k < threads; k += ceiling_block) {
            std::uint32_t result = 0;
            std::memcpy(&result, copy.data() + k * sizeof result, sizeof result);
            if (result != wanted) throw std::runtime_error("a ceiling computes something else");
        }
    }
    return static_cast<double>(threads) * steps / seconds;
}

}  // namespace

Ceilings measure_ceilings(const Stream& stream) {
    std::uint32_t blocks = 0;
    check(ceiling_blocks(&blocks), "ask how many blocks fit");
    Ceilings ceilings{};
    ceilings.memory_bytes = copied_bytes(stream, blocks, large_copy, 1);
    ceilings.cached_bytes = copied_bytes(stream, blocks, small_copy, 256);
    ceilings.lane_instructions =
        instructions_per_step * steps_done(stream, blocks, 8192, do_integers, integers_of_thread);
    ceilings.shared_bytes =
        bytes_per_step * steps_done(stream, blocks, 2048, read_shared, reads_of_thread);
    return ceilings;
}

}  // namespace berth::bench
