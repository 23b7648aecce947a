// Random models of what the readers and writers of JSON know.
#pragma once

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth::tests {

constexpr std::uint64_t seeds = 300;

// Models with every member now set, now absent, and with awkward text.
class RandomModel {
   public:
    explicit RandomModel(std::uint64_t seed) : engine_(seed) {}

    Snapshot snapshot() {
        Snapshot snapshot;
        for (std::size_t i = below(6); i-- > 0;) snapshot.instances.push_back(instance(i));
        for (std::size_t i = below(6); i-- > 0;) snapshot.tasks.push_back(task(i));
        for (std::size_t i = below(6); i-- > 0;) snapshot.task_definitions.push_back(definition(i));
        return snapshot;
    }

    std::vector<Request> burst() {
        std::vector<Request> burst(below(6));
        for (Request& entry : burst) entry = request();
        return burst;
    }

   protected:
    std::size_t below(std::size_t limit) { return engine_() % limit; }
    bool chance() { return below(2) == 0; }
    std::int64_t amount() { return static_cast<std::int64_t>(below(2147483648U)); }

    std::optional<std::int64_t> optional_amount() {
        return chance() ? std::optional(amount()) : std::nullopt;
    }

    std::string text() {
        static const char* const parts[] = {"web",  "\"",          "\\",   "\n",
                                            "\x01", "caf\xC3\xA9", "a/~b", "\xF0\x9F\x98\x80",
                                            ",",    "}]",          "null"};
        std::string text(1, static_cast<char>('a' + below(26)));
        for (std::size_t i = below(4); i-- > 0;) text += parts[below(std::size(parts))];
        return text;
    }

    std::string optional_text() { return chance() ? text() : std::string(); }

    PlacementStrategy strategy() {
        switch (below(5)) {
            case 0:
                return {StrategyType::random, StrategyField::none, ""};
            case 1:
                return {StrategyType::binpack, StrategyField::cpu, ""};
            case 2:
                return {StrategyType::binpack, StrategyField::memory, ""};
            case 3:
                return {StrategyType::spread, StrategyField::instance_id, ""};
            default:
                return {StrategyType::spread, StrategyField::attribute, text()};
        }
    }

    std::vector<CapacityProviderStrategyItem> provider_strategy() {
        std::vector<CapacityProviderStrategyItem> items(below(3));
        for (CapacityProviderStrategyItem& item : items) {
            item.capacity_provider = text();
            item.base = amount();
            item.weight = amount();
        }
        return items;
    }

    std::vector<PlacementConstraint> constraints() {
        std::vector<PlacementConstraint> constraints(below(3));
        for (PlacementConstraint& constraint : constraints) {
            constraint = chance() ? PlacementConstraint{ConstraintType::member_of, text()}
                                  : PlacementConstraint{ConstraintType::distinct_instance, ""};
        }
        return constraints;
    }

    std::optional<std::vector<PlacementStrategy>> strategies() {
        if (!chance()) return std::nullopt;
        std::vector<PlacementStrategy> strategies(below(3));
        for (PlacementStrategy& item : strategies) item = strategy();
        return strategies;
    }

   private:
    ResourceList resources(bool may_be_negative) {
        ResourceList list;
        list.cpu_units = may_be_negative && chance() ? -amount() : amount();
        list.memory_mib = may_be_negative && chance() ? -amount() : amount();
        for (std::uint16_t port = 1; port < 5; ++port) {
            if (chance()) list.ports.push_back({port, Protocol::tcp});
            if (chance()) list.ports.push_back({port, Protocol::udp});
        }
        for (std::size_t i = below(4); i-- > 0;) list.gpu_ids.push_back(fmt::format("GPU-{}", i));
        return list;
    }

    ContainerInstance instance(std::size_t index) {
        ContainerInstance instance;
        instance.arn = fmt::format("arn:{}/{}", index, text());
        instance.ec2_instance_id = optional_text();
        instance.status = chance() ? "ACTIVE" : "DRAINING";
        instance.agent_connected = chance();
        instance.agent_version = optional_text();
        if (chance()) {
            instance.registered_at =
                Instant(std::chrono::microseconds(static_cast<std::int64_t>(below(1'700'000'000)) *
                                                  (chance() ? 1'000'000 : 999'983)));
        }
        instance.capacity_provider = optional_text();
        instance.running_tasks_count = amount();
        instance.registered = resources(false);
        instance.remaining = resources(true);
        for (std::size_t i = below(4); i-- > 0;) instance.set_attribute(text(), optional_text());
        return instance;
    }

    Task task(std::size_t index) {
        Task task;
        task.arn = fmt::format("task:{}", index);
        task.container_instance_arn = optional_text();
        task.group = optional_text();
        task.task_definition_arn = optional_text();
        task.desired_status = optional_text();
        task.last_status = optional_text();
        task.availability_zone = optional_text();
        task.has_network_interface = chance();
        task.is_fargate = chance();
        task.is_protected = chance();
        return task;
    }

    GpuRequirement gpus() {
        return {static_cast<std::uint32_t>(below(3)), static_cast<std::uint32_t>(below(3))};
    }

    PortMapping port_mapping() {
        PortMapping mapping;
        if (chance()) mapping.container_port = static_cast<std::uint16_t>(below(65536));
        if (chance()) mapping.host_port = static_cast<std::uint16_t>(below(65536));
        mapping.protocol = chance() ? Protocol::udp : Protocol::tcp;
        return mapping;
    }

    TaskDefinition definition(std::size_t index) {
        TaskDefinition definition;
        definition.arn = chance() ? fmt::format("arn:{}", index) : std::string();
        definition.family = fmt::format("family-{}-{}", index, text());
        definition.revision = amount();
        definition.cpu_units = optional_amount();
        definition.memory_mib = optional_amount();
        definition.network_mode = static_cast<NetworkMode>(below(4));
        definition.cpu_architecture = std::vector{"", "X86_64", "ARM64"}[below(3)];
        for (std::size_t i = below(3); i-- > 0;) {
            ContainerDefinition& container = definition.containers.emplace_back();
            container = {text(), optional_amount(), optional_amount(), optional_amount(), gpus(),
                         {}};
            for (std::size_t j = below(3); j-- > 0;) {
                container.port_mappings.push_back(port_mapping());
            }
        }
        for (std::size_t i = below(3); i-- > 0;) {
            RequiredAttribute& attribute = definition.required_attributes.emplace_back();
            attribute.name = text();
            if (chance()) attribute.value = optional_text();
        }
        for (std::size_t i = below(3); i-- > 0;) {
            definition.constraints.push_back({ConstraintType::member_of, text()});
        }
        return definition;
    }

    TaskOverrides overrides() {
        TaskOverrides overrides;
        overrides.cpu_units = optional_amount();
        overrides.memory_mib = optional_amount();
        for (std::size_t i = below(3); i-- > 0;) {
            ContainerOverride& container = overrides.containers.emplace_back();
            container.name = text();
            container.cpu_units = optional_amount();
            container.memory_mib = optional_amount();
            container.memory_reservation_mib = optional_amount();
            if (chance()) container.gpus = gpus();
        }
        return overrides;
    }

    Request request() {
        Request request;
        request.task_definition = text();
        request.service_name = optional_text();
        request.group = optional_text();
        request.count = static_cast<std::int64_t>(below(1000));
        if (request.is_service() && chance()) {
            request.scheduling = SchedulingStrategy::daemon;
            request.count = 1;
        }
        if (chance()) request.launch_type = static_cast<LaunchType>(below(3));
        request.capacity_providers = provider_strategy();
        request.constraints = constraints();
        request.strategies = strategies();
        request.overrides = overrides();
        for (std::size_t i = below(3); i-- > 0;) request.subnets.push_back(text());
        return request;
    }

    std::mt19937_64 engine_;
};

}  // namespace berth::tests
