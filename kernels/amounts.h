// The amounts that decide most fits, one per resource, as host and device keep them.
#pragma once

#include <cstdint>
#include <type_traits>

#include "kernels/host_device.h"
#include "kernels/rules.h"

namespace berth::kernels {

/// Amounts lie in whole vectors of 16 bytes, a power of two of them.
BERTH_HOST_DEVICE constexpr std::uint32_t row_for(std::uint32_t amounts) {
    std::uint32_t row = 4;
    while (row < amounts) row *= 2;
    return row;
}
constexpr std::uint32_t amounts_per_row = row_for(resource_count);

/// The amount of interfaces of an instance whose type has no known limit. Commits do not change it.
constexpr std::int32_t no_eni_limit = INT32_MAX;
/// The amount that a task without an interface asks for: less than any instance has left.
constexpr std::int32_t no_enis_asked = INT32_MIN;

/// What an instance has left, or a task asks for, side by side: one 16-byte load and one comparison
/// decide a fit. Nothing is set until it is written: blocks keep arrays of it in shared memory.
struct alignas(16) Amounts {
    std::int32_t of[amounts_per_row];  ///< by Resource; what fills up the row is 0

    BERTH_HOST_DEVICE constexpr std::int32_t& operator[](Resource resource) {
        return of[static_cast<std::uint32_t>(resource)];
    }
    BERTH_HOST_DEVICE constexpr const std::int32_t& operator[](Resource resource) const {
        return of[static_cast<std::uint32_t>(resource)];
    }

    /// Whether every amount is at least the other's. A host would mispredict branches; a device has
    /// none to predict, and need not load what an earlier amount has decided.
    BERTH_HOST_DEVICE bool covers(const Amounts& asked) const {
#if defined(__CUDA_ARCH__)
        for (std::uint32_t r = 0; r < resource_count; ++r) {
            if (of[r] < asked.of[r]) return false;
        }
        return true;
#else
        unsigned enough = 1;
        for (std::uint32_t r = 0; r < resource_count; ++r) {
            enough &= static_cast<unsigned>(of[r] >= asked.of[r]);
        }
        return enough != 0;
#endif
    }

    /// Raises each amount to at least the other's.
    BERTH_HOST_DEVICE void raise_to(const Amounts& other) {
        for (std::uint32_t r = 0; r < resource_count; ++r) {
            of[r] = of[r] < other.of[r] ? other.of[r] : of[r];
        }
    }

    /// Whether what is left of the resource changes with the tasks.
    BERTH_HOST_DEVICE constexpr bool is_limited(Resource resource) const {
        return resource != Resource::eni || (*this)[resource] != no_eni_limit;
    }

    /// Takes off what a task asks for.
    BERTH_HOST_DEVICE void take(const Amounts& asked) {
        for (std::uint32_t r = 0; r < resource_count; ++r) {
            if (asked.of[r] > 0 && is_limited(Resource(r))) of[r] -= asked.of[r];
        }
    }

    /// Puts back what a task has taken.
    BERTH_HOST_DEVICE void give_back(const Amounts& asked) {
        for (std::uint32_t r = 0; r < resource_count; ++r) {
            if (asked.of[r] > 0 && is_limited(Resource(r))) of[r] += asked.of[r];
        }
    }

    static constexpr std::int32_t nothing = INT32_MIN;
    BERTH_HOST_DEVICE static constexpr Amounts none() {
        return filled(nothing);
    }

    static constexpr std::int32_t too_much = INT32_MAX;
    /// More than any instance has.
    BERTH_HOST_DEVICE static constexpr Amounts unmeetable() {
        return filled(too_much);
    }

    BERTH_HOST_DEVICE friend constexpr bool operator==(const Amounts& a, const Amounts& b) {
        for (std::uint32_t r = 0; r < resource_count; ++r) {
            if (a.of[r] != b.of[r]) return false;
        }
        return true;
    }

   private:
    BERTH_HOST_DEVICE static constexpr Amounts filled(std::int32_t amount) {
        Amounts amounts{};
        for (std::uint32_t r = 0; r < resource_count; ++r) amounts.of[r] = amount;
        return amounts;
    }
};

static_assert(sizeof(Amounts) == amounts_per_row * sizeof(std::int32_t) && alignof(Amounts) == 16,
              "whole vector loads per instance");
static_assert(std::is_trivial_v<Amounts>, "lies in shared memory, and travels as bytes");

}  // namespace berth::kernels
