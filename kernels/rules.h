// The words of the rules that host and device share: what a run is, what a strategy chain compares,
// which check fails.
//
// The lowest floor of all: host/compile and everything above it says these things in the same words
// (host/README.md), so nothing is translated on the way to a device. C++17, no host headers.
#pragma once

#include <cstdint>

#include "kernels/host_device.h"

namespace berth::kernels {

enum class RunKind : std::uint8_t {
    replica,  ///< `count` tasks, each on the best instance
    daemon,   ///< one task per candidate that lacks one; `count` is unused
    fargate   ///< `count` tasks that need no instance
};

/// One step of a strategy chain: the instances with the smallest key stay.
enum class KeyKind : std::uint8_t {
    cpu_left,           ///< binpack cpu
    memory_left,        ///< binpack memory
    group_on_instance,  ///< spread instanceId: tasks of the group on the instance
    group_in_bucket,    ///< spread attribute:NAME: tasks of the group in the instance's bucket
    random_position     ///< position in the pseudo-random order; no two are equal
};

/// What an instance has a number of and a task asks a number of, in the order of the checks; kept
/// side by side (kernels/amounts.h). The host's words for them: host/model/resource.hpp.
enum class Resource : std::uint8_t {
    cpu,     ///< CPU units, 1024 = 1 vCPU
    memory,  ///< MiB
    gpu,     ///< whole GPUs
    eni      ///< network interfaces, i.e. awsvpc tasks
};
constexpr std::uint32_t resource_count = 4;

/// The checks of the filter step, in their order (docs/rules.md, section 4); the same numbers as
/// berth::Reason, which host/solve/checks.cpp asserts.
enum class Reason : std::uint32_t {
    agent,
    cpu,
    memory,
    gpu,
    ports,
    eni,
    attribute,
    location,
    member_of,
    distinct_instance
};
constexpr std::uint32_t reason_count = 10;

/// The check that fails where a task asks for more of the resource than is left.
BERTH_HOST_DEVICE constexpr Reason check_of(Resource resource) {
    switch (resource) {
        case Resource::cpu:
            return Reason::cpu;
        case Resource::memory:
            return Reason::memory;
        case Resource::gpu:
            return Reason::gpu;
        case Resource::eni:
            break;
    }
    return Reason::eni;
}

/// Ports are checked before it.
constexpr Resource first_behind_ports = Resource::eni;
/// Resources and ports are checked before it.
constexpr Reason first_behind_resources = Reason::attribute;

/// Whether a plane of the class decides the check; that of memberOf together with the expressions
/// that commits change.
BERTH_HOST_DEVICE constexpr bool has_plane(Reason check) {
    switch (check) {
        case Reason::agent:
        case Reason::attribute:
        case Reason::location:
        case Reason::member_of:
            return true;
        default:
            return false;
    }
}

/// A test on the number of tasks that run on an instance.
enum class CountTest : std::uint8_t {
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    always,
    never
};

BERTH_HOST_DEVICE inline bool passes(CountTest test, std::int64_t bound, std::int64_t tasks) {
    switch (test) {
        case CountTest::equal:
            return tasks == bound;
        case CountTest::not_equal:
            return tasks != bound;
        case CountTest::less:
            return tasks < bound;
        case CountTest::less_equal:
            return tasks <= bound;
        case CountTest::greater:
            return tasks > bound;
        case CountTest::greater_equal:
            return tasks >= bound;
        case CountTest::always:
            return true;
        case CountTest::never:
            break;
    }
    return false;
}

}  // namespace berth::kernels
