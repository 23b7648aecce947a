// A cluster at one moment: what the `describe-*` calls of the AWS CLI print, joined.
//
// Example:
//
//     const berth::Snapshot cluster = berth::read_cluster("examples/mixed-fleet/cluster");
//     assert(cluster.instances.size() == 10 && cluster.services.size() == 1);
//     assert(cluster.find_task_definition("web")->revision == 7);  // the newest of the family
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/error.hpp"
#include "berth/instance.hpp"
#include "berth/request.hpp"
#include "berth/task_definition.hpp"

namespace berth {

/// A task that exists already.
struct Task {
    std::string arn;
    std::string container_instance_arn;  ///< empty for Fargate tasks
    std::string group;                   ///< empty = absent
    std::string task_definition_arn;
    std::string desired_status;  ///< empty = RUNNING
    std::string last_status;
    std::string availability_zone;
    bool has_network_interface = false;  ///< an attachment of type ElasticNetworkInterface
    bool is_fargate = false;
    bool is_protected = false;  ///< from `aws ecs get-task-protection`

    /// Only tasks that are meant to run count in groups and hold network interfaces.
    bool counts() const noexcept { return desired_status.empty() || desired_status == "RUNNING"; }
};

struct Service {
    std::string name;
    std::string arn;
    std::string task_definition;
    std::int64_t desired_count = 0;
    std::int64_t running_count = 0;
    std::optional<std::int64_t> minimum_healthy_percent;  ///< deploymentConfiguration; absent =
    std::optional<std::int64_t> maximum_percent;          ///< ECS's default for the scheduling
    SchedulingStrategy scheduling = SchedulingStrategy::replica;
    std::optional<LaunchType> launch_type;
    std::vector<CapacityProviderStrategyItem> capacity_providers;
    std::vector<PlacementConstraint> constraints;
    std::optional<std::vector<PlacementStrategy>> strategies;

    friend bool operator==(const Service&, const Service&) = default;
};

struct Cluster {
    std::string name;
    std::string arn;
    std::vector<std::string> capacity_providers;
    std::vector<CapacityProviderStrategyItem> default_strategy;

    friend bool operator==(const Cluster&, const Cluster&) = default;
};

/// `managedScaling`, with ECS's defaults (API reference, ManagedScaling).
struct ManagedScaling {
    std::int64_t target_capacity = 100;          ///< percent, 1 to 100
    std::int64_t minimum_step = 1;               ///< instances, 1 to 10,000
    std::int64_t maximum_step = 10'000;          ///< instances, 1 to 10,000
    std::int64_t instance_warmup_seconds = 300;  ///< 0 to 10,000

    friend bool operator==(const ManagedScaling&, const ManagedScaling&) = default;
};

struct CapacityProvider {
    std::string name;
    std::string arn;
    std::string auto_scaling_group_arn;             ///< or the group's name; empty for Fargate
    std::optional<ManagedScaling> managed_scaling;  ///< absent = not given, or DISABLED
    bool managed_termination_protection = false;
    bool managed_draining = true;

    friend bool operator==(const CapacityProvider&, const CapacityProvider&) = default;
};

/// What a launch template or a launch configuration says about the instances that it launches.
struct LaunchTemplate {
    std::string id;            ///< LaunchTemplateId; empty for a launch configuration
    std::string name;          ///< LaunchTemplateName or LaunchConfigurationName
    std::int64_t version = 0;  ///< of a launch template
    bool is_default = false;   ///< the template's default version
    bool is_configuration = false;
    std::string instance_type;  ///< empty = the group sets it
    std::string user_data;      ///< as text, decoded

    friend bool operator==(const LaunchTemplate&, const LaunchTemplate&) = default;
};

/// Which launch template a group or an override of it uses; both parts empty = none.
struct LaunchTemplateReference {
    std::string id_or_name;
    std::string version;  ///< a number, "$Default", "$Latest"; empty = "$Default"

    friend bool operator==(const LaunchTemplateReference&,
                           const LaunchTemplateReference&) = default;
};

/// One of the types of a mixed instances policy.
struct LaunchOverride {
    std::string instance_type;
    std::int64_t weighted_capacity = 0;  ///< 0 = not given
    LaunchTemplateReference launch_template;

    friend bool operator==(const LaunchOverride&, const LaunchOverride&) = default;
};

struct AutoScalingGroup {
    std::string name;
    std::string arn;
    std::int64_t min_size = 0;
    std::int64_t max_size = 0;
    std::int64_t desired_capacity = 0;
    std::vector<std::string> availability_zones;
    std::vector<std::string> subnets;  ///< VPCZoneIdentifier, split
    std::vector<std::string> instance_ids;
    std::string launch_configuration;         ///< name; empty = none
    LaunchTemplateReference launch_template;  ///< its own, or that of the mixed instances policy
    std::vector<LaunchOverride> overrides;    ///< of the mixed instances policy, in its order
    bool new_instances_protected = false;     ///< NewInstancesProtectedFromScaleIn

    friend bool operator==(const AutoScalingGroup&, const AutoScalingGroup&) = default;
};

struct Snapshot {
    std::vector<ContainerInstance> instances;  ///< in any order; ARNs are unique
    std::vector<Task> tasks;
    std::vector<TaskDefinition> task_definitions;
    std::vector<Service> services;
    std::vector<Cluster> clusters;
    std::vector<CapacityProvider> capacity_providers;
    std::vector<AutoScalingGroup> auto_scaling_groups;
    std::vector<LaunchTemplate> launch_templates;  ///< every version given, and configurations
    std::map<std::string, std::string, std::less<>> subnet_zones;  ///< SubnetId -> zone name
    std::optional<Instant> taken_at;  ///< modification time of the oldest file read
    std::vector<Warning> warnings;

    /// Finds a task definition by ARN, `family:revision`, or `family` (its highest revision).
    /// Returns nullptr if there is none. O(task definitions).
    const TaskDefinition* find_task_definition(std::string_view name) const;
};

/// ECS's answer to a request that needs an instance in a cluster that has none.
inline constexpr std::string_view no_instances_message =
    "No Container Instances were found in your cluster.";

}  // namespace berth
