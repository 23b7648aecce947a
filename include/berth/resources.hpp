// Amounts of what instances have and tasks need, in ECS's units.
//
// Example:
//
//     berth::ResourceList registered;
//     registered.cpu_units = 2 * 1024;  // 2 vCPU
//     registered.memory_mib = 7985;
//     registered.ports = {{22, berth::Protocol::tcp}, {2375, berth::Protocol::tcp}};
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace berth {

/// A point in time as ECS reports it, to the microsecond, UTC.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

enum class Protocol : std::uint8_t { tcp, udp };

/// A port of an instance that a task reserves. TCP and UDP are separate spaces.
struct HostPort {
    std::uint16_t port = 0;
    Protocol protocol = Protocol::tcp;

    friend auto operator<=>(const HostPort&, const HostPort&) = default;
};

/// One of the two resource lists of a container instance.
///
/// In `registered`, every member is what the instance brought. In `remaining`, CPU, memory and GPUs
/// are what is left, but ports are what is taken: that is how ECS reports them.
struct ResourceList {
    std::int64_t cpu_units = 0;        ///< 1024 = 1 vCPU; may be negative in `remaining`
    std::int64_t memory_mib = 0;       ///< may be negative in `remaining`
    std::vector<HostPort> ports;       ///< taken ports, sorted, without duplicates
    std::vector<std::string> gpu_ids;  ///< in the order in which ECS lists them
};

}  // namespace berth
