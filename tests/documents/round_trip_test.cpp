// Property: what the writers write, the readers read back as the same model.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "berth/json.hpp"
#include "documents/random_model.hpp"

namespace berth::tests {
namespace {

// Every member of a model as text, so that unequal models can be compared and shown.
class Dump {
   public:
    std::string text;

    template <class Value>
    void add(std::string_view name, const Value& value) {
        text += fmt::format("{}={};", name, value);
    }
    void add(std::string_view name, const std::optional<std::int64_t>& value) {
        add(name, value ? std::to_string(*value) : "absent");
    }
    void add(std::string_view name, const GpuRequirement& gpus) {
        text += fmt::format("{}={}+{} ALL;", name, gpus.count, gpus.all);
    }
    void add(std::string_view name, const ResourceList& list) {
        text += fmt::format("{}: cpu {} memory {}", name, list.cpu_units, list.memory_mib);
        for (const HostPort& port : list.ports) {
            text += fmt::format(" {}/{}", port.port, static_cast<int>(port.protocol));
        }
        for (const std::string& id : list.gpu_ids) text += " " + id;
        text += ";";
    }
    void add(const std::vector<PlacementConstraint>& constraints) {
        for (const auto& [type, expression] : constraints) {
            text += fmt::format("constraint {} {};", static_cast<int>(type), expression);
        }
    }
};

std::string dump(const ContainerInstance& instance) {
    Dump dump;
    dump.add("arn", instance.arn);
    dump.add("ec2", instance.ec2_instance_id);
    dump.add("status", instance.status);
    dump.add("agent", instance.agent_connected);
    dump.add("version", instance.agent_version);
    dump.add("registered",
             instance.registered_at ? instance.registered_at->time_since_epoch().count() : -1);
    dump.add("provider", instance.capacity_provider);
    dump.add("running", instance.running_tasks_count);
    dump.add("registered", instance.registered);
    dump.add("remaining", instance.remaining);
    for (const Attribute& attribute : instance.attributes) {
        dump.add(attribute.name, attribute.value);
    }
    return dump.text;
}

std::string dump(const Task& task) {
    return fmt::format("{};{};{};{};{};{};{};{}{}{}", task.arn, task.container_instance_arn,
                       task.group, task.task_definition_arn, task.desired_status, task.last_status,
                       task.availability_zone, task.has_network_interface, task.is_fargate,
                       task.is_protected);
}

std::string dump(const TaskDefinition& definition) {
    Dump dump;
    dump.add("arn", definition.arn);
    dump.add("family", definition.family);
    dump.add("revision", definition.revision);
    dump.add("cpu", definition.cpu_units);
    dump.add("memory", definition.memory_mib);
    dump.add("network", static_cast<int>(definition.network_mode));
    dump.add("architecture", definition.cpu_architecture);
    for (const ContainerDefinition& container : definition.containers) {
        dump.add("container", container.name);
        dump.add("cpu", container.cpu_units);
        dump.add("memory", container.memory_mib);
        dump.add("reservation", container.memory_reservation_mib);
        dump.add("gpus", container.gpus);
        for (const PortMapping& mapping : container.port_mappings) {
            dump.text += fmt::format(
                "port {}:{}/{};",
                mapping.container_port.value_or(0) + (mapping.container_port ? 0 : 100'000),
                mapping.host_port.value_or(0) + (mapping.host_port ? 0 : 100'000),
                static_cast<int>(mapping.protocol));
        }
    }
    for (const auto& [name, value] : definition.required_attributes) {
        dump.add(name, value ? "is " + *value : "absent");
    }
    dump.add(definition.constraints);
    return dump.text;
}

std::string dump(const Request& request) {
    Dump dump;
    dump.add("definition", request.task_definition);
    dump.add("service", request.service_name);
    dump.add("group", request.group);
    dump.add("count", request.count);
    dump.add("scheduling", static_cast<int>(request.scheduling));
    dump.add("launch", request.launch_type ? static_cast<int>(*request.launch_type) : -1);
    for (const auto& [provider, base, weight] : request.capacity_providers) {
        dump.text += fmt::format("provider {} {} {};", provider, base, weight);
    }
    dump.add(request.constraints);
    dump.add("strategies", request.strategies.has_value());
    for (const auto& [type, field, name] :
         request.strategies.value_or(std::vector<PlacementStrategy>())) {
        dump.text += fmt::format("strategy {} {} {};", static_cast<int>(type),
                                 static_cast<int>(field), name);
    }
    dump.add("cpu", request.overrides.cpu_units);
    dump.add("memory", request.overrides.memory_mib);
    for (const ContainerOverride& container : request.overrides.containers) {
        dump.add("override", container.name);
        dump.add("cpu", container.cpu_units);
        dump.add("memory", container.memory_mib);
        dump.add("reservation", container.memory_reservation_mib);
        dump.add("gpus", container.gpus.value_or(GpuRequirement{99, 99}));
    }
    for (const std::string& subnet : request.subnets) dump.add("subnet", subnet);
    return dump.text;
}

template <class Item>
void expect_equal(const std::vector<Item>& expected, const std::vector<Item>& actual,
                  const std::string& document) {
    ASSERT_EQ(expected.size(), actual.size()) << document;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(dump(expected[i]), dump(actual[i])) << document;
    }
}

TEST(RoundTrip, GivesTheSameInstances) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        const Snapshot written = RandomModel(seed).snapshot();
        const std::string document = container_instances_document(written);
        expect_equal(written.instances, read_cluster_text(document, "test").instances, document);
    }
}

TEST(RoundTrip, GivesTheSameTasks) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        const Snapshot written = RandomModel(seed).snapshot();
        const std::string document = tasks_document(written);
        expect_equal(written.tasks, read_cluster_text(document, "test").tasks, document);
    }
}

TEST(RoundTrip, GivesTheSameTaskDefinitions) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        const Snapshot written = RandomModel(seed).snapshot();
        const std::string document = task_definitions_document(written);
        expect_equal(written.task_definitions, read_cluster_text(document, "test").task_definitions,
                     document);
    }
}

TEST(RoundTrip, GivesTheSameBurst) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        const std::vector<Request> written = RandomModel(seed).burst();
        const std::string document = burst_document(written);
        expect_equal(written, read_burst_text(document, "test"), document);
    }
}

}  // namespace
}  // namespace berth::tests
