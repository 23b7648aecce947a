// The four amounts that decide most fits, as host and device keep them.
#pragma once

#include <cstdint>
#include <type_traits>

#include "kernels/host_device.h"

namespace berth::kernels {

/// What an instance has left, or a task asks for, side by side: one 16-byte load and one comparison
/// decide a fit. Nothing is set until it is written: blocks keep arrays of it in shared memory.
struct alignas(16) Amounts {
    std::int32_t cpu_units;   ///< 1024 = 1 vCPU
    std::int32_t memory_mib;  ///< MiB
    std::int32_t gpus;        ///< whole GPUs
    std::int32_t enis;        ///< network interfaces, i.e. awsvpc tasks

    /// Whether every amount is at least the other's. A host would mispredict branches; a device has
    /// none to predict, and need not load what an earlier amount has decided.
    BERTH_HOST_DEVICE bool covers(const Amounts& asked) const {
#if defined(__CUDA_ARCH__)
        return cpu_units >= asked.cpu_units && memory_mib >= asked.memory_mib &&
               gpus >= asked.gpus && enis >= asked.enis;
#else
        return (static_cast<unsigned>(cpu_units >= asked.cpu_units) &
                static_cast<unsigned>(memory_mib >= asked.memory_mib) &
                static_cast<unsigned>(gpus >= asked.gpus) &
                static_cast<unsigned>(enis >= asked.enis)) != 0;
#endif
    }

    /// Raises each amount to at least the other's.
    BERTH_HOST_DEVICE void raise_to(const Amounts& other) {
        cpu_units = cpu_units < other.cpu_units ? other.cpu_units : cpu_units;
        memory_mib = memory_mib < other.memory_mib ? other.memory_mib : memory_mib;
        gpus = gpus < other.gpus ? other.gpus : gpus;
        enis = enis < other.enis ? other.enis : enis;
    }

    static constexpr std::int32_t nothing = INT32_MIN;
    BERTH_HOST_DEVICE static constexpr Amounts none() {
        return {nothing, nothing, nothing, nothing};
    }

    static constexpr std::int32_t too_much = INT32_MAX;
    /// More than any instance has.
    BERTH_HOST_DEVICE static constexpr Amounts unmeetable() {
        return {too_much, too_much, too_much, too_much};
    }

    BERTH_HOST_DEVICE friend constexpr bool operator==(const Amounts& a, const Amounts& b) {
        return a.cpu_units == b.cpu_units && a.memory_mib == b.memory_mib && a.gpus == b.gpus &&
               a.enis == b.enis;
    }
};

/// `Amounts::enis` of an instance whose type has no known limit; commits leave it as it is.
constexpr std::int32_t no_eni_limit = INT32_MAX;
/// `Amounts::enis` of a task without an interface: less than any instance has left.
constexpr std::int32_t no_enis_asked = Amounts::nothing;

static_assert(sizeof(Amounts) == 16 && alignof(Amounts) == 16, "one vector load per instance");
static_assert(std::is_trivial_v<Amounts>, "lies in shared memory, and travels as bytes");

}  // namespace berth::kernels
