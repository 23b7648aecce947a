#include "simulate/group_launch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "berth/catalogue.hpp"
#include "documents/registration.hpp"
#include "model/amounts.hpp"
#include "user_data/user_data.hpp"

namespace berth::host::simulate {

namespace {

bool is_template(const LaunchTemplate& launch, const std::string& id_or_name) {
    return !launch.is_configuration && (launch.id == id_or_name || launch.name == id_or_name);
}

// EC2 Auto Scaling API reference, LaunchTemplateSpecification: without a version the default one.
const LaunchTemplate* find_template(const Snapshot& snapshot,
                                    const LaunchTemplateReference& reference) {
    const LaunchTemplate* found = nullptr;
    for (const LaunchTemplate& launch : snapshot.launch_templates) {
        if (reference.id_or_name.empty() || !is_template(launch, reference.id_or_name)) continue;
        const bool is_meant =
            reference.version == "$Latest"
                ? found == nullptr || launch.version > found->version
                : (reference.version.empty() || reference.version == "$Default"
                       ? launch.is_default
                       : launch.version == model::parse_integer(reference.version));
        if (is_meant) found = &launch;
    }
    return found;
}

const LaunchTemplate* find_configuration(const Snapshot& snapshot, const std::string& name) {
    for (const LaunchTemplate& launch : snapshot.launch_templates) {
        if (launch.is_configuration && launch.name == name) return &launch;
    }
    return nullptr;
}

void add_once(std::vector<std::string>& texts, const std::string& text) {
    if (!text.empty() && std::ranges::find(texts, text) == texts.end()) texts.push_back(text);
}

class LaunchReader {
   public:
    LaunchReader(const Snapshot& snapshot, const AutoScalingGroup& group)
        : snapshot_(snapshot), group_(group) {}

    GroupLaunch read() {
        const LaunchTemplate* const base = base_launch();
        read_types(base);
        if (base != nullptr) {
            read_settings(*base);
        } else {
            read_instance_attributes();
        }
        if (launch_.instance_types.empty()) {
            for (const ContainerInstance* instance : instances()) {
                const std::string* const type = instance->attribute(attribute_names::instance_type);
                if (type != nullptr) add_once(launch_.instance_types, *type);
            }
        }
        check_types();
        read_zones();
        return std::move(launch_);
    }

   private:
    const LaunchTemplate* base_launch() {
        const bool has_template = !group_.launch_template.id_or_name.empty();
        if (!has_template && group_.launch_configuration.empty()) return nullptr;
        const LaunchTemplate* const found =
            has_template ? find_template(snapshot_, group_.launch_template)
                         : find_configuration(snapshot_, group_.launch_configuration);
        if (found == nullptr) warn_missing(has_template);
        return found;
    }

    void warn_missing(bool has_template) {
        const std::string text =
            has_template
                ? fmt::format(
                      "version {} of the launch template {} is not among the documents; "
                      "add the output of `aws ec2 describe-launch-template-versions`",
                      group_.launch_template.version.empty() ? "$Default"
                                                             : group_.launch_template.version,
                      group_.launch_template.id_or_name)
                : fmt::format(
                      "the launch configuration {} is not among the documents; add the "
                      "output of `aws autoscaling describe-launch-configurations`",
                      group_.launch_configuration);
        warn(text);
    }

    void warn(const std::string& text) {
        launch_.warnings.push_back(
            {fmt::format("Auto Scaling group {}: {}", group_.name, text), {}});
    }

    void read_types(const LaunchTemplate* base) {
        for (const LaunchOverride& override : group_.overrides) {
            const LaunchTemplate* own = find_template(snapshot_, override.launch_template);
            if (own != nullptr && (base == nullptr || own->user_data != base->user_data)) {
                warn(
                    fmt::format("the launch template {} has user data of its own, which is not "
                                "looked at",
                                override.launch_template.id_or_name));
            }
            if (own == nullptr) own = base;
            add_once(launch_.instance_types, override.instance_type.empty() && own != nullptr
                                                 ? own->instance_type
                                                 : override.instance_type);
        }
        if (group_.overrides.empty() && base != nullptr) {
            add_once(launch_.instance_types, base->instance_type);
        }
    }

    void read_settings(const LaunchTemplate& base) {
        user_data::AgentSettings settings = user_data::read_user_data(base.user_data);
        launch_.attributes = std::move(settings.attributes);
        launch_.reserved_memory_mib = settings.reserved_memory_mib;
        for (const Warning& warning : settings.warnings) warn(warning.text);
    }

    // Custom attributes that the group's instances have alike.
    void read_instance_attributes() {
        const std::vector<const ContainerInstance*> members = instances();
        if (members.empty()) return;
        for (const Attribute& attribute : members.front()->attributes) {
            const bool is_ecs = attribute.name.starts_with("ecs.") ||
                                attribute.name.starts_with("com.amazonaws.ecs.");
            const auto has_it = [&](const ContainerInstance* instance) {
                const std::string* const value = instance->attribute(attribute.name);
                return value != nullptr && *value == attribute.value;
            };
            if (!is_ecs && std::ranges::all_of(members, has_it)) {
                launch_.attributes.push_back(attribute);
            }
        }
    }

    bool is_member(const ContainerInstance& instance) const {
        const auto& ids = group_.instance_ids;
        if (!instance.ec2_instance_id.empty() &&
            std::ranges::find(ids, instance.ec2_instance_id) != ids.end()) {
            return true;
        }
        return std::ranges::any_of(
            snapshot_.capacity_providers, [&](const CapacityProvider& provider) {
                return provider.name == instance.capacity_provider && starts(provider, group_);
            });
    }

    std::vector<const ContainerInstance*> instances() const {
        std::vector<const ContainerInstance*> members;
        for (const ContainerInstance& instance : snapshot_.instances) {
            if (is_member(instance)) members.push_back(&instance);
        }
        std::ranges::sort(members, {}, &ContainerInstance::arn);
        return members;
    }

    void check_types() const {
        if (launch_.instance_types.empty()) {
            throw InputError(
                fmt::format("the instance types of the Auto Scaling group {} are not known; give "
                            "its launch template (aws ec2 describe-launch-template-versions) or "
                            "launch configuration (aws autoscaling describe-launch-configurations)",
                            group_.name));
        }
        for (const std::string& type : launch_.instance_types) {
            try {
                documents::require_instance_type(type);
            } catch (const InputError& error) {
                throw InputError(
                    fmt::format("Auto Scaling group {}: {}", group_.name, error.problem()));
            }
        }
    }

    void read_zones() {
        launch_.zones = group_.availability_zones;
        if (launch_.zones.empty()) read_zones_of_subnets();
        if (launch_.zones.empty()) {
            for (const ContainerInstance* instance : instances()) {
                const std::string* const zone =
                    instance->attribute(attribute_names::availability_zone);
                if (zone != nullptr) add_once(launch_.zones, *zone);
            }
        }
        std::ranges::sort(launch_.zones);
    }

    void read_zones_of_subnets() {
        for (const std::string& subnet : group_.subnets) {
            const auto found = snapshot_.subnet_zones.find(subnet);
            if (found == snapshot_.subnet_zones.end()) {
                warn(
                    fmt::format("the availability zone of the subnet {} is not known; add the "
                                "output of `aws ec2 describe-subnets`",
                                subnet));
            } else {
                add_once(launch_.zones, found->second);
            }
        }
    }

    const Snapshot& snapshot_;
    const AutoScalingGroup& group_;
    GroupLaunch launch_;
};

}  // namespace

bool starts(const CapacityProvider& provider, const AutoScalingGroup& group) {
    const std::string& arn = provider.auto_scaling_group_arn;
    return !arn.empty() &&
           (arn == group.arn || arn == group.name ||
            (group.arn.empty() && arn.ends_with(":autoScalingGroupName/" + group.name)));
}

GroupLaunch group_launch(const Snapshot& snapshot, const AutoScalingGroup& group) {
    return LaunchReader(snapshot, group).read();
}

}  // namespace berth::host::simulate
