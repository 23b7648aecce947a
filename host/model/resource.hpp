// The words for resources and for the reasons why a task is unplaceable, each defined once.
//
// A resource has a row in `resource_table`, in the order of kernels::Resource; its reason comes
// with it. The other reasons are in reason.cpp. Messages and documents about resources go through
// the rows.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "berth/catalogue.hpp"
#include "berth/plan.hpp"
#include "berth/resources.hpp"
#include "berth/task_definition.hpp"
#include "kernels/rules.h"

namespace berth::host::model {

using kernels::Resource;
using kernels::resource_count;

/// The words for a reason.
struct ReasonWords {
    std::string_view ecs;           ///< ECS's own word, "RESOURCE:MEMORY"
    std::string_view sentence;      ///< for people, of the task or of an instance
    std::string_view event;         ///< what ECS's service event says of the closest instance
    bool event_is_ours = false;     ///< Amazon does not document these words
    std::string_view unit = {};     ///< what a shortfall is counted in; empty = it has none
    std::string_view units = {};    ///< the plural
    std::string_view unit_of = {};  ///< what may follow the unit, " of memory"
    bool is_resource = false;       ///< compares an amount asked for with one that is left
};

/// What ECS, the catalogue and reports know about a resource. A pointer is null if there is no such
/// number: `memory` of a type is only planned, GPUs of an instance are ids, interfaces a limit.
struct ResourceWords {
    std::int64_t ResourceList::*amount = nullptr;       ///< of an instance, where ECS lists it
    std::uint32_t GpuRequirement::*required = nullptr;  ///< of a container's needs, by number
    std::int32_t InstanceType::*of_type = nullptr;      ///< of an empty instance of a type
    std::string_view ecs_name;     ///< in lists of resources and of requirements; empty = in none
    std::string_view key;          ///< in reports, and in names of metrics: "utilisation-cpu"
    std::string_view noun;         ///< "memory" as in "memory left on instances"
    std::string_view registered;   ///< "registered memory" as in "share of the registered memory"
    std::string_view metric_unit;  ///< of an amount in a report
    ReasonWords reason;
};

inline constexpr std::array<ResourceWords, resource_count> resource_table = {{
    {.amount = &ResourceList::cpu_units,
     .ecs_name = "CPU",
     .key = "cpu",
     .noun = "CPU",
     .registered = "registered CPU",
     .metric_unit = "CPU units",
     .reason = {.ecs = "RESOURCE:CPU",
                .sentence = "the task asks for more CPU than is left",
                .event = "has insufficient CPU units available",
                .unit = "CPU unit",
                .units = "CPU units",
                .is_resource = true}},
    {.amount = &ResourceList::memory_mib,
     .ecs_name = "MEMORY",
     .key = "memory",
     .noun = "memory",
     .registered = "registered memory",
     .metric_unit = "MiB",
     .reason = {.ecs = "RESOURCE:MEMORY",
                .sentence = "the task asks for more memory than is left",
                .event = "has insufficient memory available",
                .unit = "MiB",
                .units = "MiB",
                .unit_of = " of memory",
                .is_resource = true}},
    {.required = &GpuRequirement::count,
     .of_type = &InstanceType::gpus,
     .ecs_name = "GPU",
     .key = "gpu",
     .noun = "GPUs",
     .registered = "registered GPUs",
     .metric_unit = "GPUs",
     .reason = {.ecs = "RESOURCE:GPU",
                .sentence = "the task asks for more GPUs than are free",
                .event = "has insufficient GPU resource available",
                .unit = "GPU",
                .units = "GPUs",
                .is_resource = true}},
    {.of_type = &InstanceType::awsvpc_tasks,
     .ecs_name = "",
     .key = "eni",
     .noun = "interfaces",
     .registered = "network interfaces",
     .metric_unit = "interfaces",
     .reason = {.ecs = "RESOURCE:ENI",
                .sentence = "no network interface is left for another awsvpc task",
                .event = "encountered error \"RESOURCE:ENI\"",
                .unit = "network interface",
                .units = "network interfaces",
                .is_resource = true}},
}};

/// All of them, in the order of the checks.
inline constexpr std::array<Resource, resource_count> all_resources = [] {
    std::array<Resource, resource_count> all{};
    for (std::size_t r = 0; r < resource_count; ++r) all[r] = static_cast<Resource>(r);
    return all;
}();

constexpr std::size_t index_of(Resource resource) {
    return static_cast<std::size_t>(resource);
}

constexpr const ResourceWords& words_of(Resource resource) {
    return resource_table[index_of(resource)];
}

/// The amounts that an instance's list has a number for: all but GPUs, which have ids, and
/// interfaces.
template <typename Visit>
void for_each_listed_amount(const Visit& visit) {
    for (const Resource resource : all_resources) {
        if (words_of(resource).amount != nullptr) visit(resource, words_of(resource).amount);
    }
}

/// Those that a container requests through `resourceRequirements`.
template <typename Visit>
void for_each_requirement(const Visit& visit) {
    for (const Resource resource : all_resources) {
        if (words_of(resource).required != nullptr) visit(resource, words_of(resource).required);
    }
}

/// Whether `resourceRequirements` has an entry.
bool asks_for_some(const GpuRequirement& required);

/// The one with that ECS name.
std::optional<Resource> resource_named(std::string_view ecs_name);

const ReasonWords& words_of(Reason reason);

/// Why a task fails if it asks for more of it than is left.
constexpr Reason reason_of(Resource resource) {
    return static_cast<Reason>(kernels::check_of(resource));
}

/// The resource that a reason is about; nothing for ports, which are no number, and the others.
std::optional<Resource> resource_of(Reason reason);

/// Of what ECS lists, the number; interfaces, which it does not list, are none.
std::int64_t amount_in(const ResourceList& list, Resource resource);

}  // namespace berth::host::model
