#include "simulate/intervention_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "berth/query.hpp"
#include "documents/placement_reader.hpp"
#include "simulate/fields.hpp"
#include "yaml/record_reader.hpp"

namespace berth::host::simulate {

namespace {

using yaml::Member;
using yaml::Value;

std::uint64_t read_count(const Value& value) {
    return static_cast<std::uint64_t>(value.integer(1, documents::largest_amount));
}

constexpr Member<ServiceUpdate> update_members[] = {
    {"service",
     [](const Value& value, ServiceUpdate& update) { update.service = value.text_not_empty(); },
     true},
    {"desiredCount",
     [](const Value& value, ServiceUpdate& update) {
         update.desired_count = value.integer(0, documents::largest_amount);
     }},
    {"taskDefinition",
     [](const Value& value, ServiceUpdate& update) {
         update.task_definition = value.text_not_empty();
     }},
};

constexpr Member<ServiceUpdate> service_members[] = {
    {"at", [](const Value& value, ServiceUpdate& update) { update.at = read_time(value); }, true},
    {"updateService",
     [](const Value& value, ServiceUpdate& update) {
         yaml::read_members(value, update_members, update);
         if (!update.desired_count && !update.task_definition) {
             value.fail("expected the member `desiredCount` or `taskDefinition`");
         }
     },
     true},
};

struct LossDraft {
    InstanceLoss loss;
    std::string zone;
};

std::string read_zone(const Value& value) {
    const std::string zone = value.text_not_empty();
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (!std::ranges::all_of(zone, is_plain)) {
        value.fail_expected("the name of an availability zone, as us-east-1a");
    }
    return zone;
}

constexpr Member<LossDraft> loss_members[] = {
    {"at", [](const Value& value, LossDraft& draft) { draft.loss.at = read_time(value); }, true},
    {"zone", [](const Value& value, LossDraft& draft) { draft.zone = read_zone(value); }},
    {"expression",
     [](const Value& value, LossDraft& draft) {
         draft.loss.expression = value.text_not_empty();
         value.located([&] { Expression::parse(draft.loss.expression); });
     }},
    {"count", [](const Value& value, LossDraft& draft) { draft.loss.count = read_count(value); }},
};

InstanceLoss finish(LossDraft draft) {
    std::string& expression = draft.loss.expression;
    if (!draft.zone.empty()) {
        const std::string in_zone =
            fmt::format("attribute:{} == {}", attribute_names::availability_zone, draft.zone);
        expression = expression.empty() ? in_zone : fmt::format("({}) and {}", expression, in_zone);
    }
    return std::move(draft.loss);
}

}  // namespace

void read_stops(const Value& list, Simulation& simulation) {
    for (const Value& element : list.elements()) {
        yaml::read_record(element, simulation.stops.emplace_back());
    }
}

void read_service_updates(const Value& list, Simulation& simulation) {
    for (const Value& element : list.elements()) {
        yaml::read_members(element, service_members, simulation.service_updates.emplace_back());
    }
}

void read_losses(const Value& list, Simulation& simulation) {
    for (const Value& element : list.elements()) {
        LossDraft draft;
        yaml::read_members(element, loss_members, draft);
        simulation.losses.push_back(finish(std::move(draft)));
    }
}

void list_intervention_members(KnownMembers& known) {
    yaml::list_members<StopTasks>(known);
    known["service"] = yaml::names_of(service_members);
    known["updateService"] = yaml::names_of(update_members);
    known["loss"] = yaml::names_of(loss_members);
}

}  // namespace berth::host::simulate
