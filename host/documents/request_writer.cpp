#include "documents/request_writer.hpp"

#include <string>

#include "berth/json.hpp"
#include "model/resource.hpp"

namespace berth {

namespace host::documents {

namespace {

void write_optional(json::Writer& writer, std::string_view name,
                    const std::optional<std::int64_t>& value) {
    if (value) writer.member(name, *value);
}

// ECS has task-level amounts as text.
void write_optional_text(json::Writer& writer, std::string_view name,
                         const std::optional<std::int64_t>& value) {
    if (value) writer.member(name, std::to_string(*value));
}

void write_container_override(json::Writer& writer, const ContainerOverride& container) {
    writer.begin_object();
    writer.member("name", container.name);
    write_optional(writer, "cpu", container.cpu_units);
    write_optional(writer, "memory", container.memory_mib);
    write_optional(writer, "memoryReservation", container.memory_reservation_mib);
    if (container.gpus) write_gpu_requirement(writer, *container.gpus);
    writer.end_object();
}

void write_strategy(json::Writer& writer, const PlacementStrategy& strategy) {
    constexpr std::string_view types[] = {"random", "spread", "binpack"};
    writer.begin_object();
    writer.member("type", types[static_cast<std::size_t>(strategy.type)]);
    switch (strategy.field) {
        case StrategyField::none:
            break;
        case StrategyField::instance_id:
            writer.member("field", "instanceId");
            break;
        case StrategyField::attribute:
            writer.member("field", "attribute:" + strategy.attribute_name);
            break;
        case StrategyField::cpu:
            writer.member("field", "cpu");
            break;
        case StrategyField::memory:
            writer.member("field", "memory");
            break;
    }
    writer.end_object();
}

void write_amount(json::Writer& writer, const Request& request) {
    if (!request.is_service()) {
        writer.member("count", request.count);
        return;
    }
    writer.member("serviceName", request.service_name);
    if (request.scheduling == SchedulingStrategy::daemon) {
        writer.member("schedulingStrategy", "DAEMON");
    } else {
        writer.member("desiredCount", request.count);
    }
}

}  // namespace

std::string_view text_of(LaunchType type) {
    switch (type) {
        case LaunchType::fargate:
            return "FARGATE";
        case LaunchType::external:
            return "EXTERNAL";
        case LaunchType::ec2:
            break;
    }
    return "EC2";
}

void write_strategies(json::Writer& writer, const std::vector<PlacementStrategy>& strategies) {
    writer.key("placementStrategy");
    writer.begin_list();
    for (const PlacementStrategy& strategy : strategies) write_strategy(writer, strategy);
    writer.end_list();
}

void write_provider_strategy(json::Writer& writer, std::string_view name,
                             const std::vector<CapacityProviderStrategyItem>& items) {
    if (items.empty()) return;
    writer.key(name);
    writer.begin_list();
    for (const CapacityProviderStrategyItem& item : items) {
        writer.begin_object();
        writer.member("capacityProvider", item.capacity_provider);
        writer.member("base", item.base);
        writer.member("weight", item.weight);
        writer.end_object();
    }
    writer.end_list();
}

void write_gpu_requirement(json::Writer& writer, const GpuRequirement& required) {
    const auto write = [&](model::Resource resource, std::string_view value) {
        writer.begin_object();
        writer.member("type", model::words_of(resource).ecs_name);
        writer.member("value", value);
        writer.end_object();
    };
    writer.key("resourceRequirements");
    writer.begin_list();
    model::for_each_requirement([&](model::Resource resource, auto count) {
        if (required.*count > 0) write(resource, std::to_string(required.*count));
    });
    for (std::uint32_t i = 0; i < required.all; ++i) write(model::Resource::gpu, "ALL");
    writer.end_list();
}

void write_overrides(json::Writer& writer, const TaskOverrides& overrides) {
    if (!overrides.cpu_units && !overrides.memory_mib && overrides.containers.empty()) return;
    writer.key("overrides");
    writer.begin_object();
    write_optional_text(writer, "cpu", overrides.cpu_units);
    write_optional_text(writer, "memory", overrides.memory_mib);
    if (!overrides.containers.empty()) {
        writer.key("containerOverrides");
        writer.begin_list();
        for (const ContainerOverride& container : overrides.containers) {
            write_container_override(writer, container);
        }
        writer.end_list();
    }
    writer.end_object();
}

void write_network_configuration(json::Writer& writer, const std::vector<std::string>& subnets) {
    if (subnets.empty()) return;
    writer.key("networkConfiguration");
    writer.begin_object();
    writer.key("awsvpcConfiguration");
    writer.begin_object();
    writer.key("subnets");
    writer.begin_list();
    for (const std::string& subnet : subnets) writer.text(subnet);
    writer.end_list();
    writer.end_object();
    writer.end_object();
}

void write_constraints(json::Writer& writer, const std::vector<PlacementConstraint>& constraints) {
    if (constraints.empty()) return;
    writer.key("placementConstraints");
    writer.begin_list();
    for (const PlacementConstraint& constraint : constraints) {
        writer.begin_object();
        if (constraint.type == ConstraintType::member_of) {
            writer.member("type", "memberOf");
            writer.member("expression", constraint.expression);
        } else {
            writer.member("type", "distinctInstance");
        }
        writer.end_object();
    }
    writer.end_list();
}

void write_request(json::Writer& writer, const Request& request) {
    writer.begin_object();
    writer.member("taskDefinition", request.task_definition);
    write_amount(writer, request);
    if (!request.group.empty()) writer.member("group", request.group);
    if (request.launch_type) writer.member("launchType", text_of(*request.launch_type));
    write_provider_strategy(writer, "capacityProviderStrategy", request.capacity_providers);
    write_constraints(writer, request.constraints);
    if (request.strategies) write_strategies(writer, *request.strategies);
    write_overrides(writer, request.overrides);
    write_network_configuration(writer, request.subnets);
    writer.end_object();
}

}  // namespace host::documents

std::string burst_document(std::span<const Request> burst) {
    std::string out;
    host::json::Writer writer(out);
    writer.begin_list();
    for (const Request& request : burst) {
        writer.line();
        host::documents::write_request(writer, request);
    }
    writer.end_list();
    out += '\n';
    return out;
}

}  // namespace berth
