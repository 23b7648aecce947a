// Numbers of the cpu backend that change its speed and never its answer.
#pragma once

#include <cstddef>
#include <memory>

#include "solve/backend.hpp"

namespace berth::engine {

struct CpuTuning {
    /// Up to so many eligible instances, a scan of the feasible ones is as quick as an index that
    /// has to be kept.
    std::size_t few_eligible = 192;

    /// With more buckets, looking at the best of every bucket costs more than a scan.
    std::size_t buckets_at_most = 64;

    /// An instance drawn at random has room with the probability feasible / N. After so many misses
    /// the feasible instances are worth keeping as a plane.
    std::size_t random_steps_at_most = 64;
};

/// The cpu backend with other numbers, for tests and measurements.
std::unique_ptr<Backend> make_cpu_backend(const CpuTuning& tuning);

}  // namespace berth::engine
