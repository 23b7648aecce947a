#include "documents/fleet_reader.hpp"

#include <optional>

#include "documents/placement_reader.hpp"
#include "json/base64.hpp"
#include "json/text.hpp"
#include "model/amounts.hpp"

namespace berth::host::documents {

namespace {

constexpr json::Member<std::string> group_instance_members[] = {
    {"InstanceId", [](json::Value& value, std::string& id) { id = value.text(); }},
};

// The id of a launch template, else its name: Auto Scaling prints both.
constexpr json::Member<LaunchTemplateReference> reference_members[] = {
    {"LaunchTemplateId",
     [](json::Value& value, LaunchTemplateReference& reference) {
         reference.id_or_name = value.text_not_empty();
     }},
    {"LaunchTemplateName",
     [](json::Value& value, LaunchTemplateReference& reference) {
         if (!reference.id_or_name.starts_with("lt-")) {
             reference.id_or_name = value.text_not_empty();
         }
     }},
    {"Version", [](json::Value& value,
                   LaunchTemplateReference& reference) { reference.version = value.text(); }},
};

LaunchTemplateReference read_reference(json::Value& value) {
    LaunchTemplateReference reference;
    json::read_members(value, reference_members, reference);
    if (reference.id_or_name.empty()) {
        value.document().fail("expected the member `LaunchTemplateId` or `LaunchTemplateName`");
    }
    return reference;
}

// Auto Scaling has the weight as text.
std::int64_t read_weight(json::Value& value) {
    const std::optional<std::int64_t> weight =
        value.is_text() ? model::parse_integer(value.text()) : value.integer(1, 999);
    if (!weight || *weight < 1 || *weight > 999) {
        value.fail_expected("a weight from \"1\" to \"999\"");
    }
    return *weight;
}

struct OverrideDraft {
    LaunchOverride result;
    bool has_requirements = false;
};

constexpr json::Member<OverrideDraft> launch_override_members[] = {
    {"InstanceType",
     [](json::Value& value, OverrideDraft& draft) {
         draft.result.instance_type = value.text_not_empty();
     }},
    {"WeightedCapacity",
     [](json::Value& value, OverrideDraft& draft) {
         draft.result.weighted_capacity = read_weight(value);
     }},
    {"LaunchTemplateSpecification",
     [](json::Value& value, OverrideDraft& draft) {
         draft.result.launch_template = read_reference(value);
     }},
    {"InstanceRequirements",
     [](json::Value&, OverrideDraft& draft) { draft.has_requirements = true; }},
};

constexpr std::string_view requirements_warning =
    "instance types that are chosen by requirements (InstanceRequirements) are not known; name the "
    "types";

void read_override(json::Value& value, AutoScalingGroup& group) {
    OverrideDraft draft;
    json::read_members(value, launch_override_members, draft);
    if (draft.has_requirements) {
        value.document().warn(std::string(requirements_warning));
    } else {
        group.overrides.push_back(std::move(draft.result));
    }
}

constexpr json::Member<AutoScalingGroup> mixed_template_members[] = {
    {"LaunchTemplateSpecification",
     [](json::Value& value, AutoScalingGroup& group) {
         group.launch_template = read_reference(value);
     }},
    {"Overrides",
     [](json::Value& value, AutoScalingGroup& group) {
         value.for_each_element([&](json::Value& element) { read_override(element, group); });
     }},
};

constexpr json::Member<AutoScalingGroup> mixed_policy_members[] = {
    {"LaunchTemplate",
     [](json::Value& value, AutoScalingGroup& group) {
         json::read_members(value, mixed_template_members, group);
     }},
};

// "subnet-1, subnet-2"
std::vector<std::string> read_subnet_ids(json::Value& value) {
    std::vector<std::string> ids;
    std::string id;
    for (const char c : std::string(value.text()) + ",") {
        if (c != ',') {
            if (!json::is_blank(c)) id += c;
        } else if (!id.empty()) {
            ids.push_back(std::move(id));
            id.clear();
        }
    }
    return ids;
}

constexpr json::Member<AutoScalingGroup> group_members[] = {
    {"AutoScalingGroupName",
     [](json::Value& value, AutoScalingGroup& group) { group.name = value.text_not_empty(); }},
    {"AutoScalingGroupARN",
     [](json::Value& value, AutoScalingGroup& group) { group.arn = value.text(); }},
    {"LaunchConfigurationName",
     [](json::Value& value, AutoScalingGroup& group) {
         group.launch_configuration = value.text();
     }},
    {"LaunchTemplate",
     [](json::Value& value, AutoScalingGroup& group) {
         group.launch_template = read_reference(value);
     }},
    {"MixedInstancesPolicy",
     [](json::Value& value, AutoScalingGroup& group) {
         json::read_members(value, mixed_policy_members, group);
     }},
    {"MinSize",
     [](json::Value& value, AutoScalingGroup& group) { group.min_size = read_amount(value); }},
    {"MaxSize",
     [](json::Value& value, AutoScalingGroup& group) { group.max_size = read_amount(value); }},
    {"DesiredCapacity",
     [](json::Value& value, AutoScalingGroup& group) {
         group.desired_capacity = read_amount(value);
     }},
    {"AvailabilityZones",
     [](json::Value& value, AutoScalingGroup& group) {
         group.availability_zones = read_texts(value);
     }},
    {"Instances",
     [](json::Value& value, AutoScalingGroup& group) {
         value.for_each_element([&](json::Value& element) {
             json::read_members(element, group_instance_members, group.instance_ids.emplace_back());
         });
     }},
    {"VPCZoneIdentifier",
     [](json::Value& value, AutoScalingGroup& group) { group.subnets = read_subnet_ids(value); }},
    {"NewInstancesProtectedFromScaleIn",
     [](json::Value& value, AutoScalingGroup& group) {
         group.new_instances_protected = value.boolean();
     }},
};

std::string read_user_data(json::Value& value) {
    std::optional<std::string> decoded = json::decode_base64(value.text());
    if (!decoded) value.fail_expected("user data in base64, as the AWS CLI prints it");
    return *std::move(decoded);
}

constexpr json::Member<LaunchTemplate> configuration_members[] = {
    {"LaunchConfigurationName",
     [](json::Value& value, LaunchTemplate& launch) { launch.name = value.text_not_empty(); }},
    {"UserData",
     [](json::Value& value, LaunchTemplate& launch) { launch.user_data = read_user_data(value); }},
    {"InstanceType",
     [](json::Value& value, LaunchTemplate& launch) { launch.instance_type = value.text(); }},
};

constexpr json::Member<LaunchTemplate> template_data_members[] = {
    {"InstanceType",
     [](json::Value& value, LaunchTemplate& launch) { launch.instance_type = value.text(); }},
    {"UserData",
     [](json::Value& value, LaunchTemplate& launch) { launch.user_data = read_user_data(value); }},
    {"InstanceRequirements",
     [](json::Value& value, LaunchTemplate&) {
         value.document().warn(std::string(requirements_warning));
     }},
};

constexpr json::Member<LaunchTemplate> template_version_members[] = {
    {"LaunchTemplateId",
     [](json::Value& value, LaunchTemplate& launch) { launch.id = value.text_not_empty(); }},
    {"LaunchTemplateName",
     [](json::Value& value, LaunchTemplate& launch) { launch.name = value.text_not_empty(); }},
    {"VersionNumber",
     [](json::Value& value, LaunchTemplate& launch) {
         launch.version = value.integer(1, largest_amount);
     }},
    {"DefaultVersion",
     [](json::Value& value, LaunchTemplate& launch) { launch.is_default = value.boolean(); }},
    {"LaunchTemplateData",
     [](json::Value& value, LaunchTemplate& launch) {
         json::read_members(value, template_data_members, launch);
     }},
};

constexpr json::Member<Subnet> subnet_members[] = {
    {"SubnetId", [](json::Value& value, Subnet& subnet) { subnet.id = value.text_not_empty(); }},
    {"AvailabilityZone",
     [](json::Value& value, Subnet& subnet) { subnet.availability_zone = value.text_not_empty(); }},
};

}  // namespace

AutoScalingGroup read_auto_scaling_group(json::Value& value) {
    return read_named(value, group_members, &AutoScalingGroup::name);
}

LaunchTemplate read_launch_configuration(json::Value& value) {
    LaunchTemplate launch = read_named(value, configuration_members, &LaunchTemplate::name);
    launch.is_configuration = true;
    return launch;
}

LaunchTemplate read_launch_template_version(json::Value& value) {
    LaunchTemplate launch;
    json::read_members(value, template_version_members, launch);
    if (launch.id.empty() && launch.name.empty()) {
        value.document().fail("expected the member `LaunchTemplateId` or `LaunchTemplateName`");
    }
    if (launch.version == 0) value.document().fail("expected the member `VersionNumber`");
    return launch;
}

Subnet read_subnet(json::Value& value) {
    Subnet subnet = read_named(value, subnet_members, &Subnet::id);
    if (subnet.availability_zone.empty()) {
        value.document().fail("expected the member `AvailabilityZone`");
    }
    return subnet;
}

}  // namespace berth::host::documents
