// Task definitions in the form of the AWS CLI's output.
#include <string>

#include "berth/json.hpp"
#include "documents/request_writer.hpp"
#include "json/list_document.hpp"
#include "model/resource.hpp"

namespace berth {

namespace host::documents {

namespace {

void write_port_mapping(json::Writer& writer, const PortMapping& mapping) {
    writer.begin_object();
    if (mapping.container_port) writer.member("containerPort", *mapping.container_port);
    if (mapping.host_port) writer.member("hostPort", *mapping.host_port);
    writer.member("protocol", mapping.protocol == Protocol::udp ? "udp" : "tcp");
    writer.end_object();
}

void write_container(json::Writer& writer, const ContainerDefinition& container) {
    writer.begin_object();
    writer.member("name", container.name);
    if (container.cpu_units) writer.member("cpu", *container.cpu_units);
    if (container.memory_mib) writer.member("memory", *container.memory_mib);
    if (container.memory_reservation_mib) {
        writer.member("memoryReservation", *container.memory_reservation_mib);
    }
    if (model::asks_for_some(container.gpus)) write_gpu_requirement(writer, container.gpus);
    writer.key("portMappings");
    writer.begin_list();
    for (const PortMapping& mapping : container.port_mappings) write_port_mapping(writer, mapping);
    writer.end_list();
    writer.end_object();
}

void write_required_attributes(json::Writer& writer,
                               const std::vector<RequiredAttribute>& attributes) {
    if (attributes.empty()) return;
    writer.key("requiresAttributes");
    writer.begin_list();
    for (const RequiredAttribute& attribute : attributes) {
        writer.begin_object();
        writer.member("name", attribute.name);
        if (attribute.value) writer.member("value", *attribute.value);
        writer.end_object();
    }
    writer.end_list();
}

void write_task_definition(json::Writer& writer, const TaskDefinition& definition) {
    constexpr std::string_view network_modes[] = {"bridge", "host", "awsvpc", "none"};
    writer.begin_object();
    json::write_optional(writer, "taskDefinitionArn", definition.arn);
    writer.member("family", definition.family);
    writer.member("revision", definition.revision);
    writer.member("networkMode", network_modes[static_cast<std::size_t>(definition.network_mode)]);
    if (definition.cpu_units) writer.member("cpu", std::to_string(*definition.cpu_units));
    if (definition.memory_mib) writer.member("memory", std::to_string(*definition.memory_mib));
    if (!definition.cpu_architecture.empty()) {
        writer.key("runtimePlatform");
        writer.begin_object();
        writer.member("cpuArchitecture", definition.cpu_architecture);
        writer.end_object();
    }
    writer.key("containerDefinitions");
    writer.begin_list();
    for (const ContainerDefinition& container : definition.containers) {
        write_container(writer, container);
    }
    writer.end_list();
    write_required_attributes(writer, definition.required_attributes);
    write_constraints(writer, definition.constraints);
    writer.end_object();
}

}  // namespace

}  // namespace host::documents

std::string task_definitions_document(const Snapshot& snapshot) {
    return host::json::list_document("taskDefinitions", snapshot.task_definitions,
                                     host::documents::write_task_definition);
}

}  // namespace berth
