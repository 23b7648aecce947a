// Instances and tasks in the form of the AWS CLI's output.
#include <algorithm>
#include <string>

#include "berth/json.hpp"
#include "json/list_document.hpp"
#include "json/writer.hpp"
#include "model/amounts.hpp"
#include "model/resource.hpp"

namespace berth {

namespace host::documents {

namespace {

// ECS prints every kind of value for each resource, whatever its type.
void begin_resource(json::Writer& writer, std::string_view name, std::string_view type,
                    std::int64_t integer_value) {
    writer.begin_object();
    writer.member("name", name);
    writer.member("type", type);
    writer.key("doubleValue");
    writer.raw("0.0");
    writer.member("longValue", std::int64_t{0});
    writer.member("integerValue", integer_value);
}

void write_amount(json::Writer& writer, std::string_view name, std::int64_t amount) {
    begin_resource(writer, name, "INTEGER", amount);
    writer.end_object();
}

void write_ports(json::Writer& writer, std::string_view name, const ResourceList& list,
                 Protocol protocol) {
    begin_resource(writer, name, "STRINGSET", 0);
    writer.key("stringSetValue");
    writer.begin_list();
    for (const HostPort& port : list.ports) {
        if (port.protocol == protocol) writer.text(std::to_string(port.port));
    }
    writer.end_list();
    writer.end_object();
}

void write_gpus(json::Writer& writer, const ResourceList& list) {
    begin_resource(writer, model::words_of(model::Resource::gpu).ecs_name, "STRINGSET", 0);
    writer.key("stringSetValue");
    writer.begin_list();
    for (const std::string& id : list.gpu_ids) writer.text(id);
    writer.end_list();
    writer.end_object();
}

void write_resources(json::Writer& writer, std::string_view name, const ResourceList& list,
                     bool has_gpus) {
    writer.key(name);
    writer.begin_list();
    model::for_each_listed_amount([&](model::Resource resource, auto amount) {
        write_amount(writer, model::words_of(resource).ecs_name, list.*amount);
    });
    write_ports(writer, "PORTS", list, Protocol::tcp);
    write_ports(writer, "PORTS_UDP", list, Protocol::udp);
    if (has_gpus) write_gpus(writer, list);
    writer.end_list();
}

void write_attributes(json::Writer& writer, const std::vector<Attribute>& attributes) {
    writer.key("attributes");
    writer.begin_list();
    for (const Attribute& attribute : attributes) {
        writer.begin_object();
        writer.member("name", attribute.name);
        json::write_optional(writer, "value", attribute.value);
        writer.end_object();
    }
    writer.end_list();
}

void write_instance(json::Writer& writer, const ContainerInstance& instance) {
    const bool has_gpus =
        !instance.registered.gpu_ids.empty() || !instance.remaining.gpu_ids.empty();
    writer.begin_object();
    writer.member("containerInstanceArn", instance.arn);
    json::write_optional(writer, "ec2InstanceId", instance.ec2_instance_id);
    json::write_optional(writer, "capacityProviderName", instance.capacity_provider);
    if (!instance.agent_version.empty()) {
        writer.key("versionInfo");
        writer.begin_object();
        writer.member("agentVersion", instance.agent_version);
        writer.end_object();
    }
    write_resources(writer, "remainingResources", instance.remaining, has_gpus);
    write_resources(writer, "registeredResources", instance.registered, has_gpus);
    writer.member("status", instance.status);
    writer.key("agentConnected");
    writer.boolean(instance.agent_connected);
    writer.member("runningTasksCount", instance.running_tasks_count);
    write_attributes(writer, instance.attributes);
    if (instance.registered_at) {
        writer.member("registeredAt", model::to_iso8601(*instance.registered_at));
    }
    writer.end_object();
}

void write_task(json::Writer& writer, const Task& task) {
    writer.begin_object();
    writer.member("taskArn", task.arn);
    json::write_optional(writer, "containerInstanceArn", task.container_instance_arn);
    json::write_optional(writer, "group", task.group);
    json::write_optional(writer, "taskDefinitionArn", task.task_definition_arn);
    json::write_optional(writer, "desiredStatus", task.desired_status);
    json::write_optional(writer, "lastStatus", task.last_status);
    json::write_optional(writer, "availabilityZone", task.availability_zone);
    writer.member("launchType", task.is_fargate ? "FARGATE" : "EC2");
    writer.key("attachments");
    writer.begin_list();
    if (task.has_network_interface) {
        writer.begin_object();
        writer.member("type", "ElasticNetworkInterface");
        writer.member("status", "ATTACHED");
        writer.end_object();
    }
    writer.end_list();
    writer.end_object();
}

// As get-task-protection prints it. Protection is no part of a task in describe-tasks.
void write_protections(json::Writer& writer, const std::vector<Task>& tasks) {
    writer.line();
    writer.key("protectedTasks");
    writer.begin_list();
    for (const Task& task : tasks) {
        if (!task.is_protected) continue;
        writer.line();
        writer.begin_object();
        writer.member("taskArn", task.arn);
        writer.key("protectionEnabled");
        writer.boolean(true);
        writer.end_object();
    }
    writer.end_list();
}

}  // namespace

}  // namespace host::documents

std::string container_instances_document(const Snapshot& snapshot) {
    return host::json::list_document("containerInstances", snapshot.instances,
                                     host::documents::write_instance);
}

std::string tasks_document(const Snapshot& snapshot) {
    std::string out;
    host::json::Writer writer(out);
    writer.begin_object();
    host::json::write_list(writer, "tasks", snapshot.tasks, host::documents::write_task);
    if (std::ranges::any_of(snapshot.tasks, &Task::is_protected)) {
        host::documents::write_protections(writer, snapshot.tasks);
    }
    writer.end_object();
    out += '\n';
    return out;
}

}  // namespace berth
