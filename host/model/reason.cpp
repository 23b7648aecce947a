#include <array>

#include "berth/plan.hpp"

namespace berth {

namespace {

struct ReasonText {
    std::string_view ecs;
    std::string_view sentence;
    std::string_view unit;
};

// In the order of Reason.
constexpr std::array<ReasonText, reason_count> reason_texts = {{
    {"AGENT", "its ECS agent is not connected", ""},
    {"RESOURCE:CPU", "the task asks for more CPU than is left", "CPU units"},
    {"RESOURCE:MEMORY", "the task asks for more memory than is left", "MiB"},
    {"RESOURCE:GPU", "the task asks for more GPUs than are free", "GPUs"},
    {"RESOURCE:PORTS", "a host port is taken, or 100 ports would be passed", "ports"},
    {"RESOURCE:ENI", "no network interface is left for another awsvpc task", "network interfaces"},
    {"ATTRIBUTE", "an attribute that the task requires is absent or differs", ""},
    {"LOCATION", "its zone is none of the request's subnets", ""},
    {"MemberOf placement constraint unsatisfied.", "a memberOf expression is false", ""},
    {"DistinctInstance placement constraint unsatisfied.", "it runs a task of the group already",
     ""},
}};

}  // namespace

std::string_view to_string(Reason reason) {
    return reason_texts[static_cast<std::size_t>(reason)].ecs;
}

std::string_view describe(Reason reason) {
    return reason_texts[static_cast<std::size_t>(reason)].sentence;
}

std::string_view unit_of(Reason reason) {
    return reason_texts[static_cast<std::size_t>(reason)].unit;
}

std::uint64_t Plan::failed() const noexcept {
    std::uint64_t sum = 0;
    for (const FailedTasks& failure : failures) sum += failure.count;
    return sum;
}

}  // namespace berth
