// Auto Scaling groups, launch templates and configurations, and subnets in the form of the AWS
// CLI's output.
#include <algorithm>
#include <iterator>
#include <string>

#include "berth/json.hpp"
#include "json/base64.hpp"
#include "json/list_document.hpp"

namespace berth {

namespace host::documents {

namespace {

void write_reference(json::Writer& writer, std::string_view member,
                     const LaunchTemplateReference& reference) {
    if (reference.id_or_name.empty()) return;
    const bool is_id = reference.id_or_name.starts_with("lt-");
    writer.key(member);
    writer.begin_object();
    writer.member(is_id ? "LaunchTemplateId" : "LaunchTemplateName", reference.id_or_name);
    json::write_optional(writer, "Version", reference.version);
    writer.end_object();
}

void write_override(json::Writer& writer, const LaunchOverride& launch) {
    writer.begin_object();
    json::write_optional(writer, "InstanceType", launch.instance_type);
    if (launch.weighted_capacity > 0) {
        writer.member("WeightedCapacity", std::to_string(launch.weighted_capacity));
    }
    write_reference(writer, "LaunchTemplateSpecification", launch.launch_template);
    writer.end_object();
}

// A group's template stands in its policy as soon as it has one.
void write_launch(json::Writer& writer, const AutoScalingGroup& group) {
    json::write_optional(writer, "LaunchConfigurationName", group.launch_configuration);
    if (group.overrides.empty()) {
        write_reference(writer, "LaunchTemplate", group.launch_template);
        return;
    }
    writer.key("MixedInstancesPolicy");
    writer.begin_object();
    writer.key("LaunchTemplate");
    writer.begin_object();
    write_reference(writer, "LaunchTemplateSpecification", group.launch_template);
    writer.key("Overrides");
    writer.begin_list();
    for (const LaunchOverride& launch : group.overrides) write_override(writer, launch);
    writer.end_list();
    writer.end_object();
    writer.end_object();
}

void write_group_instances(json::Writer& writer, const std::vector<std::string>& ids) {
    writer.key("Instances");
    writer.begin_list();
    for (const std::string& id : ids) {
        writer.begin_object();
        writer.member("InstanceId", id);
        writer.end_object();
    }
    writer.end_list();
}

void write_subnet_ids(json::Writer& writer, const std::vector<std::string>& ids) {
    std::string joined;
    for (const std::string& id : ids) joined += (joined.empty() ? "" : ",") + id;
    json::write_optional(writer, "VPCZoneIdentifier", joined);
}

void write_group(json::Writer& writer, const AutoScalingGroup& group) {
    writer.begin_object();
    writer.member("AutoScalingGroupName", group.name);
    json::write_optional(writer, "AutoScalingGroupARN", group.arn);
    write_launch(writer, group);
    writer.member("MinSize", group.min_size);
    writer.member("MaxSize", group.max_size);
    writer.member("DesiredCapacity", group.desired_capacity);
    json::write_texts(writer, "AvailabilityZones", group.availability_zones);
    write_group_instances(writer, group.instance_ids);
    write_subnet_ids(writer, group.subnets);
    writer.key("NewInstancesProtectedFromScaleIn");
    writer.boolean(group.new_instances_protected);
    writer.end_object();
}

void write_user_data(json::Writer& writer, const LaunchTemplate& launch) {
    if (!launch.user_data.empty()) writer.member("UserData", json::encode_base64(launch.user_data));
}

void write_configuration(json::Writer& writer, const LaunchTemplate& launch) {
    writer.begin_object();
    writer.member("LaunchConfigurationName", launch.name);
    write_user_data(writer, launch);
    json::write_optional(writer, "InstanceType", launch.instance_type);
    writer.end_object();
}

void write_template_version(json::Writer& writer, const LaunchTemplate& launch) {
    writer.begin_object();
    json::write_optional(writer, "LaunchTemplateId", launch.id);
    json::write_optional(writer, "LaunchTemplateName", launch.name);
    writer.member("VersionNumber", launch.version);
    writer.key("DefaultVersion");
    writer.boolean(launch.is_default);
    writer.key("LaunchTemplateData");
    writer.begin_object();
    json::write_optional(writer, "InstanceType", launch.instance_type);
    write_user_data(writer, launch);
    writer.end_object();
    writer.end_object();
}

std::vector<LaunchTemplate> of_kind(const std::vector<LaunchTemplate>& launches,
                                    bool is_configuration) {
    std::vector<LaunchTemplate> found;
    std::ranges::copy_if(launches, std::back_inserter(found), [&](const LaunchTemplate& launch) {
        return launch.is_configuration == is_configuration;
    });
    return found;
}

}  // namespace

}  // namespace host::documents

std::string auto_scaling_groups_document(const Snapshot& snapshot) {
    return host::json::list_document("AutoScalingGroups", snapshot.auto_scaling_groups,
                                     host::documents::write_group);
}

std::string launch_templates_document(const Snapshot& snapshot) {
    std::string out;
    host::json::Writer writer(out);
    writer.begin_object();
    host::json::write_list(writer, "LaunchConfigurations",
                           host::documents::of_kind(snapshot.launch_templates, true),
                           host::documents::write_configuration);
    host::json::write_list(writer, "LaunchTemplateVersions",
                           host::documents::of_kind(snapshot.launch_templates, false),
                           host::documents::write_template_version);
    writer.end_object();
    out += '\n';
    return out;
}

std::string subnets_document(const Snapshot& snapshot) {
    std::string out;
    host::json::Writer writer(out);
    writer.begin_object();
    writer.key("Subnets");
    writer.begin_list();
    for (const auto& [subnet, zone] : snapshot.subnet_zones) {
        writer.line(4);
        writer.begin_object();
        writer.member("SubnetId", subnet);
        writer.member("AvailabilityZone", zone);
        writer.end_object();
    }
    writer.line();
    writer.end_list();
    writer.end_object();
    out += '\n';
    return out;
}

}  // namespace berth
