// Property: what the writers write, the readers read back as the same model.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "berth/json.hpp"

namespace berth {
namespace {

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

   private:
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
        for (std::size_t i = below(3); i-- > 0;) {
            request.capacity_providers.push_back({text(), amount(), amount()});
        }
        for (std::size_t i = below(3); i-- > 0;) {
            request.constraints.push_back(
                chance() ? PlacementConstraint{ConstraintType::member_of, text()}
                         : PlacementConstraint{ConstraintType::distinct_instance, ""});
        }
        if (chance()) {
            request.strategies.emplace();
            for (std::size_t i = below(3); i-- > 0;) request.strategies->push_back(strategy());
        }
        request.overrides = overrides();
        for (std::size_t i = below(3); i-- > 0;) request.subnets.push_back(text());
        return request;
    }

    std::mt19937_64 engine_;
};

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

constexpr std::uint64_t seeds = 300;

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
}  // namespace berth
