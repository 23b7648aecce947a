#include "documents/task_definition_reader.hpp"

#include <fmt/format.h>

#include "documents/placement_reader.hpp"

namespace berth::host::documents {

namespace {

std::uint16_t read_port(json::Value& value) {
    return static_cast<std::uint16_t>(value.integer(0, 65535));
}

Protocol read_protocol(json::Value& value) {
    const std::string_view text = value.text();
    if (equals_without_case(text, "tcp")) return Protocol::tcp;
    if (equals_without_case(text, "udp")) return Protocol::udp;
    value.fail_expected("tcp or udp");
}

constexpr json::Member<PortMapping> port_mapping_members[] = {
    {"containerPort",
     [](json::Value& value, PortMapping& mapping) { mapping.container_port = read_port(value); }},
    {"hostPort",
     [](json::Value& value, PortMapping& mapping) { mapping.host_port = read_port(value); }},
    {"protocol",
     [](json::Value& value, PortMapping& mapping) { mapping.protocol = read_protocol(value); }},
    {"containerPortRange",
     [](json::Value& value, PortMapping&) {
         value.document().warn("port ranges are not modelled: these ports are not reserved");
     }},
};

void read_port_mappings(json::Value& value, ContainerDefinition& container) {
    value.for_each_element([&](json::Value& element) {
        json::read_members(element, port_mapping_members, container.port_mappings.emplace_back());
    });
}

void read_requirements(json::Value& value, ContainerDefinition& container) {
    std::vector<std::string> other_types;
    container.gpus = read_gpu_requirement(value, other_types);
    for (const std::string& type : other_types) {
        value.document().warn(
            fmt::format("resources of type {} are not modelled: this one is not asked for", type));
    }
}

constexpr json::Member<ContainerDefinition> container_members[] = {
    {"name",
     [](json::Value& value, ContainerDefinition& container) { container.name = value.text(); }},
    {"cpu", [](json::Value& value,
               ContainerDefinition& container) { container.cpu_units = read_amount(value); }},
    {"memory", [](json::Value& value,
                  ContainerDefinition& container) { container.memory_mib = read_amount(value); }},
    {"memoryReservation",
     [](json::Value& value, ContainerDefinition& container) {
         container.memory_reservation_mib = read_amount(value);
     }},
    {"resourceRequirements", read_requirements},
    {"portMappings", read_port_mappings},
};

constexpr json::Member<RequiredAttribute> required_attribute_members[] = {
    {"name", [](json::Value& value,
                RequiredAttribute& attribute) { attribute.name = value.text_not_empty(); }},
    {"value",
     [](json::Value& value, RequiredAttribute& attribute) { attribute.value = value.text(); }},
};

void read_required_attributes(json::Value& value, TaskDefinition& definition) {
    value.for_each_element([&](json::Value& element) {
        RequiredAttribute& attribute = definition.required_attributes.emplace_back();
        json::read_members(element, required_attribute_members, attribute);
        if (attribute.name.empty()) element.document().fail("expected the member `name`");
    });
}

NetworkMode read_network_mode(json::Value& value) {
    static constexpr json::Choice<NetworkMode> choices[] = {{"bridge", NetworkMode::bridge},
                                                            {"host", NetworkMode::host},
                                                            {"awsvpc", NetworkMode::awsvpc},
                                                            {"none", NetworkMode::none}};
    return read_choice(value, choices);
}

constexpr json::Member<TaskDefinition> platform_members[] = {
    {"cpuArchitecture",
     [](json::Value& value, TaskDefinition& definition) {
         static constexpr json::Choice<std::string_view> choices[] = {{"X86_64", "X86_64"},
                                                                      {"ARM64", "ARM64"}};
         definition.cpu_architecture = read_choice(value, choices);
     }},
};

struct DefinitionDraft {
    TaskDefinition definition;
    bool has_containers = false;
};

constexpr json::Member<DefinitionDraft> definition_members[] = {
    {"taskDefinitionArn",
     [](json::Value& value, DefinitionDraft& draft) { draft.definition.arn = value.text(); }},
    {"family", [](json::Value& value,
                  DefinitionDraft& draft) { draft.definition.family = value.text_not_empty(); }},
    {"revision", [](json::Value& value,
                    DefinitionDraft& draft) { draft.definition.revision = read_amount(value); }},
    {"cpu", [](json::Value& value,
               DefinitionDraft& draft) { draft.definition.cpu_units = read_cpu_units(value); }},
    {"memory",
     [](json::Value& value, DefinitionDraft& draft) {
         draft.definition.memory_mib = read_memory_mib(value);
     }},
    {"networkMode",
     [](json::Value& value, DefinitionDraft& draft) {
         draft.definition.network_mode = read_network_mode(value);
     }},
    {"runtimePlatform",
     [](json::Value& value, DefinitionDraft& draft) {
         json::read_members(value, platform_members, draft.definition);
     }},
    {"containerDefinitions",
     [](json::Value& value, DefinitionDraft& draft) {
         draft.has_containers = true;
         value.for_each_element([&](json::Value& element) {
             json::read_members(element, container_members,
                                draft.definition.containers.emplace_back());
         });
     }},
    {"requiresAttributes",
     [](json::Value& value, DefinitionDraft& draft) {
         read_required_attributes(value, draft.definition);
     }},
    {"placementConstraints",
     [](json::Value& value, DefinitionDraft& draft) {
         draft.definition.constraints = read_definition_constraints(value);
     }},
};

}  // namespace

TaskDefinition read_task_definition(json::Value& value) {
    DefinitionDraft draft;
    json::read_members(value, definition_members, draft);
    const json::Document& document = value.document();
    if (draft.definition.family.empty()) document.fail("expected the member `family`");
    if (!draft.has_containers) document.fail("expected the member `containerDefinitions`");
    draft.definition.where = document.here();
    return std::move(draft.definition);
}

}  // namespace berth::host::documents
