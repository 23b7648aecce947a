#include "model/new_instances.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/amounts.hpp"
#include "model/instance.hpp"

namespace berth::host::model {

namespace {

std::string up_to_last_slash(const std::string& arn) {
    return arn.substr(0, arn.rfind('/') + 1);
}

// The ARNs of a cluster's instances begin with that of the cluster, but for the kind of resource.
std::string arn_prefix_of(const Snapshot& base, std::string_view label) {
    if (!base.instances.empty()) {
        return up_to_last_slash(std::ranges::min(base.instances, {}, &ContainerInstance::arn).arn);
    }
    constexpr std::string_view kind = ":cluster/";
    if (!base.clusters.empty()) {
        const std::string& arn = base.clusters.front().arn;
        const std::size_t at = arn.find(kind);
        if (at != std::string::npos) {
            return arn.substr(0, at) + ":container-instance/" + arn.substr(at + kind.size()) + "/";
        }
    }
    return fmt::format("arn:aws:ecs:us-east-1:000000000000:container-instance/{}/", label);
}

std::string newest_agent(const Snapshot& base) {
    std::string newest;
    std::optional<DottedVersion> highest;
    for (const ContainerInstance& instance : base.instances) {
        const std::optional<DottedVersion> version = parse_dotted_version(instance.agent_version);
        if (!version || (highest && *version <= *highest)) continue;
        highest = version;
        newest = instance.agent_version;
    }
    return newest;
}

bool is_set_by_ecs(std::string_view name) {
    return (name.starts_with("ecs.") || name.starts_with("com.amazonaws.ecs.")) &&
           name != attribute_names::external && name != attribute_names::awsvpc_trunk_id;
}

bool is_example(const ContainerInstance& instance) {
    return instance.status == "ACTIVE" && instance.attribute(attribute_names::external) == nullptr;
}

bool has(const ContainerInstance& instance, std::string_view name, std::string_view value) {
    const std::string* const present = instance.attribute(name);
    return present != nullptr && *present == value;
}

// The instances that a new one resembles most: of its type, else of its architecture, else all.
std::vector<const ContainerInstance*> examples_of(const Snapshot& base, const InstanceType& type) {
    std::vector<const ContainerInstance*> all;
    std::vector<const ContainerInstance*> of_architecture;
    std::vector<const ContainerInstance*> of_type;
    for (const ContainerInstance& instance : base.instances) {
        if (!is_example(instance)) continue;
        all.push_back(&instance);
        if (has(instance, attribute_names::cpu_architecture, type.cpu_architecture)) {
            of_architecture.push_back(&instance);
        }
        if (has(instance, attribute_names::instance_type, type.name)) of_type.push_back(&instance);
    }
    if (!of_type.empty()) return of_type;
    return of_architecture.empty() ? all : of_architecture;
}

// What ECS has set alike on all of them: capabilities, the machine image, the VPC.
void add_common_attributes(const std::vector<const ContainerInstance*>& examples,
                           ContainerInstance& instance) {
    if (examples.empty()) return;
    for (const Attribute& attribute : examples.front()->attributes) {
        const bool common = std::ranges::all_of(examples, [&](const ContainerInstance* example) {
            return has(*example, attribute.name, attribute.value);
        });
        if (common && is_set_by_ecs(attribute.name)) {
            instance.set_attribute(attribute.name, attribute.value);
        }
    }
}

void remove_attribute(ContainerInstance& instance, std::string_view name) {
    std::erase_if(instance.attributes, [name](const Attribute& a) { return a.name == name; });
}

}  // namespace

NewInstances::NewInstances(const Snapshot& base, const Registration& registration,
                           std::string label)
    : base_(base),
      registration_(registration),
      label_(std::move(label)),
      arn_prefix_(arn_prefix_of(base, label_)),
      agent_version_(newest_agent(base)) {
    for (const ContainerInstance& instance : base.instances) {
        registered_at_ = std::max(registered_at_, instance.registered_at);
    }
}

ContainerInstance NewInstances::make(const InstanceType& type, const std::string& zone) const {
    ContainerInstance instance;
    add_common_attributes(examples_of(base_, type), instance);
    if (zone.empty()) {
        remove_attribute(instance, attribute_names::availability_zone);
    } else {
        instance.set_attribute(attribute_names::availability_zone, zone);
    }
    register_as(type, instance);
    return instance;
}

ContainerInstance NewInstances::replacement(const ContainerInstance& old,
                                            const InstanceType& type) const {
    ContainerInstance instance;
    instance.capacity_provider = old.capacity_provider;
    instance.attributes = old.attributes;
    if (!can_trunk(type)) remove_attribute(instance, attribute_names::awsvpc_trunk_id);
    register_as(type, instance);
    return instance;
}

void NewInstances::register_as(const InstanceType& type, ContainerInstance& instance) const {
    set_type_attributes(type, instance);
    instance.agent_version = agent_version_;
    instance.registered_at = registered_at_;
    instance.registered =
        registered_resources(type, planned_memory_mib(type, registration_.memory_factor));
    const auto own = registration_.types.find(type.name);
    if (own != registration_.types.end()) {
        const RegisteredAmounts& amounts = own->second;
        instance.registered.cpu_units = amounts.cpu_units.value_or(instance.registered.cpu_units);
        instance.registered.memory_mib =
            amounts.memory_mib.value_or(instance.registered.memory_mib);
    }
    for (std::int32_t i = 0; i < type.gpus; ++i) {
        instance.registered.gpu_ids.push_back(fmt::format("GPU-{}-{}", label_, i));
    }
    instance.remaining = instance.registered;
}

}  // namespace berth::host::model
