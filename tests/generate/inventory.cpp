#include "generate/inventory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace berth {

namespace {

class Digest {
   public:
    void add(std::string_view text) {
        for (const char c : text) add_byte(static_cast<unsigned char>(c));
        add_byte(0xFF);  // "ab" + "c" differs from "a" + "bc"
    }
    void add(std::int64_t number) { add(fmt::format("{}", number)); }
    void add(const std::optional<std::int64_t>& number) { number ? add(*number) : add("absent"); }

    void add(const ResourceList& resources) {
        add(resources.cpu_units);
        add(resources.memory_mib);
        for (const HostPort& port : resources.ports) {
            add(std::int64_t{port.port} * 2 + (port.protocol == Protocol::udp ? 1 : 0));
        }
        for (const std::string& id : resources.gpu_ids) add(id);
    }

    void add(const std::vector<PlacementConstraint>& constraints) {
        for (const PlacementConstraint& constraint : constraints) {
            add(static_cast<std::int64_t>(constraint.type));
            add(constraint.expression);
        }
    }

    void add(const ContainerInstance& instance) {
        add(instance.arn);
        add(instance.ec2_instance_id);
        add(instance.status);
        add(std::int64_t{instance.agent_connected});
        add(instance.agent_version);
        add(instance.registered_at ? instance.registered_at->time_since_epoch().count() : -1);
        add(instance.running_tasks_count);
        add(instance.registered);
        add(instance.remaining);
        for (const Attribute& attribute : instance.attributes) {
            add(attribute.name);
            add(attribute.value);
        }
    }

    void add(const Task& task) {
        add(task.arn);
        add(task.container_instance_arn);
        add(task.group);
        add(task.task_definition_arn);
        add(task.desired_status);
        add(task.availability_zone);
        add(std::int64_t{task.has_network_interface});
    }

    void add(const ContainerDefinition& container) {
        add(container.name);
        add(container.cpu_units);
        add(container.memory_mib);
        add(container.memory_reservation_mib);
        add(std::int64_t{container.gpus.count});
        for (const PortMapping& mapping : container.port_mappings) {
            add(std::int64_t{mapping.container_port.value_or(0)});
            add(std::int64_t{mapping.host_port ? *mapping.host_port : -1});
            add(static_cast<std::int64_t>(mapping.protocol));
        }
    }

    void add(const TaskDefinition& definition) {
        add(definition.arn);
        add(definition.cpu_units);
        add(definition.memory_mib);
        add(static_cast<std::int64_t>(definition.network_mode));
        add(definition.cpu_architecture);
        add(definition.constraints);
        for (const ContainerDefinition& container : definition.containers) add(container);
        for (const RequiredAttribute& attribute : definition.required_attributes) {
            add(attribute.name);
        }
    }

    void add(const Request& request) {
        add(request.task_definition);
        add(request.group);
        add(request.count);
        add(request.constraints);
        add(std::int64_t{request.strategies.has_value()});
        for (const PlacementStrategy& strategy :
             request.strategies.value_or(std::vector<PlacementStrategy>())) {
            add(static_cast<std::int64_t>(strategy.type));
            add(static_cast<std::int64_t>(strategy.field));
            add(strategy.attribute_name);
        }
        for (const std::string& subnet : request.subnets) add(subnet);
    }

    std::uint64_t value() const { return hash_; }

   private:
    void add_byte(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001B3u; }

    std::uint64_t hash_ = 0xCBF29CE484222325u;
};

double share(std::int64_t asked, std::int64_t left) {
    return left == 0 ? 0.0 : static_cast<double>(asked) / static_cast<double>(left);
}

}  // namespace

Asked asked_by(const TaskDefinition& definition) {
    Asked asked;
    for (const ContainerDefinition& container : definition.containers) {
        asked.cpu_units += container.cpu_units.value_or(0);
        asked.memory_mib +=
            container.memory_reservation_mib.value_or(container.memory_mib.value_or(0));
        asked.gpus += container.gpus.count;
    }
    asked.cpu_units = definition.cpu_units.value_or(asked.cpu_units);
    asked.memory_mib = definition.memory_mib.value_or(asked.memory_mib);
    return asked;
}

std::map<std::string, const TaskDefinition*> definitions_by_name(const Snapshot& snapshot) {
    std::map<std::string, const TaskDefinition*> by_name;
    for (const TaskDefinition& definition : snapshot.task_definitions) {
        by_name[fmt::format("{}:{}", definition.family, definition.revision)] = &definition;
    }
    return by_name;
}

std::int64_t tasks_of(const std::vector<Request>& burst) {
    std::int64_t tasks = 0;
    for (const Request& request : burst) tasks += request.count;
    return tasks;
}

double load_of(const GeneratedProblem& problem) {
    Asked left;
    for (const ContainerInstance& instance : problem.snapshot.instances) {
        if (instance.status != "ACTIVE" || !instance.agent_connected) continue;
        left.cpu_units += instance.remaining.cpu_units;
        left.memory_mib += instance.remaining.memory_mib;
        left.gpus += static_cast<std::int64_t>(instance.remaining.gpu_ids.size());
    }
    const auto definitions = definitions_by_name(problem.snapshot);
    Asked sum;
    for (const Request& request : problem.burst) {
        const Asked asked = asked_by(*definitions.at(request.task_definition));
        sum.cpu_units += asked.cpu_units * request.count;
        sum.memory_mib += asked.memory_mib * request.count;
        sum.gpus += asked.gpus * request.count;
    }
    return std::max({share(sum.cpu_units, left.cpu_units), share(sum.memory_mib, left.memory_mib),
                     share(sum.gpus, left.gpus)});
}

std::uint64_t digest_of(const GeneratedProblem& problem) {
    Digest digest;
    const Snapshot& snapshot = problem.snapshot;
    for (const ContainerInstance& instance : snapshot.instances) digest.add(instance);
    for (const Task& task : snapshot.tasks) digest.add(task);
    for (const TaskDefinition& definition : snapshot.task_definitions) digest.add(definition);
    for (const auto& [subnet, zone] : snapshot.subnet_zones) {
        digest.add(subnet);
        digest.add(zone);
    }
    for (const Request& request : problem.burst) digest.add(request);
    return digest.value();
}

}  // namespace berth
