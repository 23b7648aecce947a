#include <algorithm>
#include <array>
#include <utility>

#include "model/resource.hpp"

namespace berth {

namespace host::model {

namespace {

using Row = std::pair<Reason, ReasonWords>;

// The reasons that no resource brings.
constexpr Row other_reasons[] = {
    {Reason::agent,
     {.ecs = "AGENT",
      .sentence = "its ECS agent is not connected",
      .event = "encountered error \"AGENT\""}},
    {Reason::ports,
     {.ecs = "RESOURCE:PORTS",
      .sentence = "a host port is taken, or 100 ports would be passed",
      .event = "is already using a port required by your task",
      .unit = "port",
      .units = "ports",
      .is_resource = true}},
    {Reason::attribute,
     {.ecs = "ATTRIBUTE",
      .sentence = "an attribute that the task requires is absent or differs",
      .event = "is missing an attribute required by your task"}},
    {Reason::location,
     {.ecs = "LOCATION",
      .sentence = "its zone is none of the request's subnets",
      .event = "is in none of the Availability Zones of your task's subnets",
      .event_is_ours = true}},
    {Reason::member_of,
     {.ecs = "MemberOf placement constraint unsatisfied.",
      .sentence = "a memberOf expression is false",
      .event = "encountered error \"MemberOf placement constraint unsatisfied.\""}},
    {Reason::distinct_instance,
     {.ecs = "DistinctInstance placement constraint unsatisfied.",
      .sentence = "it runs a task of the group already",
      .event = "encountered error \"DistinctInstance placement constraint unsatisfied.\"",
      .event_is_ours = true}},
};
static_assert(std::size(other_reasons) + resource_count == reason_count, "each reason has a row");

// By Reason.
constexpr std::array<ReasonWords, reason_count> reason_table = [] {
    std::array<ReasonWords, reason_count> table{};
    for (const Resource resource : all_resources) {
        table[static_cast<std::size_t>(reason_of(resource))] = words_of(resource).reason;
    }
    for (const auto& [reason, words] : other_reasons) {
        table[static_cast<std::size_t>(reason)] = words;
    }
    return table;
}();
static_assert(std::ranges::none_of(reason_table, &std::string_view::empty, &ReasonWords::ecs));

}  // namespace

const ReasonWords& words_of(Reason reason) {
    return reason_table[static_cast<std::size_t>(reason)];
}

std::optional<Resource> resource_of(Reason reason) {
    for (const Resource resource : all_resources) {
        if (reason_of(resource) == reason) return resource;
    }
    return std::nullopt;
}

bool asks_for_some(const GpuRequirement& required) {
    bool asks = required.all > 0;
    for_each_requirement([&](Resource, auto count) { asks |= required.*count > 0; });
    return asks;
}

std::optional<Resource> resource_named(std::string_view ecs_name) {
    for (const Resource resource : all_resources) {
        const std::string_view name = words_of(resource).ecs_name;
        if (!name.empty() && name == ecs_name) return resource;
    }
    return std::nullopt;
}

std::int64_t amount_in(const ResourceList& list, Resource resource) {
    if (words_of(resource).amount != nullptr) return list.*words_of(resource).amount;
    return resource == Resource::gpu ? static_cast<std::int64_t>(list.gpu_ids.size()) : 0;
}

}  // namespace host::model

std::string_view to_string(Reason reason) {
    return host::model::words_of(reason).ecs;
}

std::string_view describe(Reason reason) {
    return host::model::words_of(reason).sentence;
}

std::string_view unit_of(Reason reason) {
    return host::model::words_of(reason).units;
}

std::uint64_t Plan::failed() const noexcept {
    std::uint64_t sum = 0;
    for (const FailedTasks& failure : failures) sum += failure.count;
    return sum;
}

}  // namespace berth
