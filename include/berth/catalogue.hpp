// Facts about EC2 instance types, built into the library.
//
// Example:
//
//     const berth::InstanceType* type = berth::find_instance_type("m5.large");
//     assert(type->vcpus == 2 && type->memory_mib == 8192);
//     assert(berth::awsvpc_task_limit(*type, false) == 2);
//     assert(berth::find_instance_type("m5.teapot") == nullptr);
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace berth {

/// One EC2 instance type. Nominal hardware: an instance registers a little less memory.
struct InstanceType {
    std::string_view name;
    std::int32_t vcpus;
    std::int64_t memory_mib;
    std::string_view cpu_architecture;  ///< "x86_64" or "arm64"
    std::int32_t gpus;                  ///< that ECS offers as its GPU resource (NVIDIA only)
    std::string_view gpu_model;
    std::int32_t awsvpc_tasks;          ///< tasks in awsvpc mode without trunking
    std::int32_t trunk_tasks;           ///< with trunking, documented; -1 = not documented
    std::int32_t trunk_tasks_estimate;  ///< with trunking, estimated; -1 = no estimate
    double usd_per_hour;                ///< on demand, Linux, us-east-1; negative = unknown
    bool bare_metal;
    bool current_generation;
};

/// All types, sorted by name.
std::span<const InstanceType> catalogue();

/// Returns nullptr for a type that is not in the catalogue. O(log types).
const InstanceType* find_instance_type(std::string_view name);

/// The newest date of the facts, "2026-08-02".
std::string_view catalogue_date();

/// The number of awsvpc tasks that an instance of the type can run: `awsvpc_tasks` without a trunk;
/// with one, `trunk_tasks`, else its estimate, else `awsvpc_tasks`.
std::int32_t awsvpc_task_limit(const InstanceType& type, bool has_trunk);

/// Planning factor: the share of its nominal memory that an instance registers (the ECS developer
/// guide shows 7,985 MiB for a nominal 8,192).
inline constexpr double registered_memory_factor = 0.975;

/// What an instance of one type registers. It replaces what the catalogue and the factor give.
struct RegisteredAmounts {
    std::optional<std::int64_t> cpu_units;
    std::optional<std::int64_t> memory_mib;
};

/// What future instances will register.
struct Registration {
    double memory_factor = registered_memory_factor;              ///< of the nominal memory
    std::map<std::string, RegisteredAmounts, std::less<>> types;  ///< by instance type
};

}  // namespace berth
