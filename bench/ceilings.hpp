// What the device of this machine can do at most, measured.
#pragma once

#include "solve/device/device.hpp"

namespace berth::bench {

/// Rates per second, each the best of a few launches.
struct Ceilings {
    double memory_bytes;       ///< copied between places that no cache holds, both ways together
    double cached_bytes;       ///< copied between places that the second-level cache holds
    double lane_instructions;  ///< additions and exclusive ors of 32-bit integers, per thread
    double shared_bytes;       ///< read from shared memory
};

/// Throws std::runtime_error where one of the kernels computes something else than it should.
Ceilings measure_ceilings(const host::solve::device::Stream& stream);

/// Seconds of the device's time for what `queue` queues.
template <typename Queue>
double seconds_of(const host::solve::device::Stream& stream, const Queue& queue) {
    const host::solve::device::Event begin;
    const host::solve::device::Event end;
    begin.record(stream);
    queue();
    end.record(stream);
    return end.seconds_since(begin);
}

}  // namespace berth::bench
