#include "json/fleet_reader.hpp"

#include <optional>

#include "json/base64.hpp"
#include "json/placement_reader.hpp"
#include "json/text.hpp"
#include "model/amounts.hpp"

namespace berth::json {

namespace {

constexpr Member<std::string> group_instance_members[] = {
    {"InstanceId", [](Value& value, std::string& id) { id = value.text(); }},
};

// The id of a launch template, else its name: Auto Scaling prints both.
constexpr Member<LaunchTemplateReference> reference_members[] = {
    {"LaunchTemplateId",
     [](Value& value, LaunchTemplateReference& reference) {
         reference.id_or_name = value.text_not_empty();
     }},
    {"LaunchTemplateName",
     [](Value& value, LaunchTemplateReference& reference) {
         if (!reference.id_or_name.starts_with("lt-")) {
             reference.id_or_name = value.text_not_empty();
         }
     }},
    {"Version",
     [](Value& value, LaunchTemplateReference& reference) { reference.version = value.text(); }},
};

LaunchTemplateReference read_reference(Value& value) {
    LaunchTemplateReference reference;
    read_members(value, reference_members, reference);
    if (reference.id_or_name.empty()) {
        value.document().fail("expected the member `LaunchTemplateId` or `LaunchTemplateName`");
    }
    return reference;
}

// Auto Scaling has the weight as text.
std::int64_t read_weight(Value& value) {
    const std::optional<std::int64_t> weight =
        value.is_text() ? parse_integer(value.text()) : value.integer(1, 999);
    if (!weight || *weight < 1 || *weight > 999) {
        value.fail_expected("a weight from \"1\" to \"999\"");
    }
    return *weight;
}

struct OverrideDraft {
    LaunchOverride result;
    bool has_requirements = false;
};

constexpr Member<OverrideDraft> override_members[] = {
    {"InstanceType",
     [](Value& value, OverrideDraft& draft) {
         draft.result.instance_type = value.text_not_empty();
     }},
    {"WeightedCapacity",
     [](Value& value, OverrideDraft& draft) {
         draft.result.weighted_capacity = read_weight(value);
     }},
    {"LaunchTemplateSpecification",
     [](Value& value, OverrideDraft& draft) {
         draft.result.launch_template = read_reference(value);
     }},
    {"InstanceRequirements", [](Value&, OverrideDraft& draft) { draft.has_requirements = true; }},
};

constexpr std::string_view requirements_warning =
    "instance types that are chosen by requirements (InstanceRequirements) are not known; name the "
    "types";

void read_override(Value& value, AutoScalingGroup& group) {
    OverrideDraft draft;
    read_members(value, override_members, draft);
    if (draft.has_requirements) {
        value.document().warn(std::string(requirements_warning));
    } else {
        group.overrides.push_back(std::move(draft.result));
    }
}

constexpr Member<AutoScalingGroup> mixed_template_members[] = {
    {"LaunchTemplateSpecification",
     [](Value& value, AutoScalingGroup& group) { group.launch_template = read_reference(value); }},
    {"Overrides",
     [](Value& value, AutoScalingGroup& group) {
         value.for_each_element([&](Value& element) { read_override(element, group); });
     }},
};

constexpr Member<AutoScalingGroup> mixed_policy_members[] = {
    {"LaunchTemplate",
     [](Value& value, AutoScalingGroup& group) {
         read_members(value, mixed_template_members, group);
     }},
};

// "subnet-1, subnet-2"
std::vector<std::string> read_subnet_ids(Value& value) {
    std::vector<std::string> ids;
    std::string id;
    for (const char c : std::string(value.text()) + ",") {
        if (c != ',') {
            if (!is_blank(c)) id += c;
        } else if (!id.empty()) {
            ids.push_back(std::move(id));
            id.clear();
        }
    }
    return ids;
}

constexpr Member<AutoScalingGroup> group_members[] = {
    {"AutoScalingGroupName",
     [](Value& value, AutoScalingGroup& group) { group.name = value.text_not_empty(); }},
    {"AutoScalingGroupARN",
     [](Value& value, AutoScalingGroup& group) { group.arn = value.text(); }},
    {"LaunchConfigurationName",
     [](Value& value, AutoScalingGroup& group) { group.launch_configuration = value.text(); }},
    {"LaunchTemplate",
     [](Value& value, AutoScalingGroup& group) { group.launch_template = read_reference(value); }},
    {"MixedInstancesPolicy",
     [](Value& value, AutoScalingGroup& group) {
         read_members(value, mixed_policy_members, group);
     }},
    {"MinSize", [](Value& value, AutoScalingGroup& group) { group.min_size = read_amount(value); }},
    {"MaxSize", [](Value& value, AutoScalingGroup& group) { group.max_size = read_amount(value); }},
    {"DesiredCapacity",
     [](Value& value, AutoScalingGroup& group) { group.desired_capacity = read_amount(value); }},
    {"AvailabilityZones",
     [](Value& value, AutoScalingGroup& group) { group.availability_zones = read_texts(value); }},
    {"Instances",
     [](Value& value, AutoScalingGroup& group) {
         value.for_each_element([&](Value& element) {
             read_members(element, group_instance_members, group.instance_ids.emplace_back());
         });
     }},
    {"VPCZoneIdentifier",
     [](Value& value, AutoScalingGroup& group) { group.subnets = read_subnet_ids(value); }},
    {"NewInstancesProtectedFromScaleIn",
     [](Value& value, AutoScalingGroup& group) {
         group.new_instances_protected = value.boolean();
     }},
};

std::string read_user_data(Value& value) {
    std::optional<std::string> decoded = decode_base64(value.text());
    if (!decoded) value.fail_expected("user data in base64, as the AWS CLI prints it");
    return *std::move(decoded);
}

constexpr Member<LaunchTemplate> configuration_members[] = {
    {"LaunchConfigurationName",
     [](Value& value, LaunchTemplate& launch) { launch.name = value.text_not_empty(); }},
    {"UserData",
     [](Value& value, LaunchTemplate& launch) { launch.user_data = read_user_data(value); }},
    {"InstanceType",
     [](Value& value, LaunchTemplate& launch) { launch.instance_type = value.text(); }},
};

constexpr Member<LaunchTemplate> template_data_members[] = {
    {"InstanceType",
     [](Value& value, LaunchTemplate& launch) { launch.instance_type = value.text(); }},
    {"UserData",
     [](Value& value, LaunchTemplate& launch) { launch.user_data = read_user_data(value); }},
    {"InstanceRequirements",
     [](Value& value, LaunchTemplate&) {
         value.document().warn(std::string(requirements_warning));
     }},
};

constexpr Member<LaunchTemplate> version_members[] = {
    {"LaunchTemplateId",
     [](Value& value, LaunchTemplate& launch) { launch.id = value.text_not_empty(); }},
    {"LaunchTemplateName",
     [](Value& value, LaunchTemplate& launch) { launch.name = value.text_not_empty(); }},
    {"VersionNumber",
     [](Value& value, LaunchTemplate& launch) {
         launch.version = value.integer(1, largest_amount);
     }},
    {"DefaultVersion",
     [](Value& value, LaunchTemplate& launch) { launch.is_default = value.boolean(); }},
    {"LaunchTemplateData",
     [](Value& value, LaunchTemplate& launch) {
         read_members(value, template_data_members, launch);
     }},
};

constexpr Member<Subnet> subnet_members[] = {
    {"SubnetId", [](Value& value, Subnet& subnet) { subnet.id = value.text_not_empty(); }},
    {"AvailabilityZone",
     [](Value& value, Subnet& subnet) { subnet.availability_zone = value.text_not_empty(); }},
};

}  // namespace

AutoScalingGroup read_auto_scaling_group(Value& value) {
    return read_named(value, group_members, &AutoScalingGroup::name);
}

LaunchTemplate read_launch_configuration(Value& value) {
    LaunchTemplate launch = read_named(value, configuration_members, &LaunchTemplate::name);
    launch.is_configuration = true;
    return launch;
}

LaunchTemplate read_launch_template_version(Value& value) {
    LaunchTemplate launch;
    read_members(value, version_members, launch);
    if (launch.id.empty() && launch.name.empty()) {
        value.document().fail("expected the member `LaunchTemplateId` or `LaunchTemplateName`");
    }
    if (launch.version == 0) value.document().fail("expected the member `VersionNumber`");
    return launch;
}

Subnet read_subnet(Value& value) {
    Subnet subnet = read_named(value, subnet_members, &Subnet::id);
    if (subnet.availability_zone.empty()) {
        value.document().fail("expected the member `AvailabilityZone`");
    }
    return subnet;
}

}  // namespace berth::json
