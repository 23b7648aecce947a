#include "import/cloudformation/resource_type.hpp"

#include <algorithm>
#include <vector>

#include "query/vocabulary.hpp"

namespace berth::host::import::cloudformation {

namespace {

using enum PropertyKind;

constexpr PropertyRule constraint_rules[] = {{"Type"}, {"Expression"}};
constexpr Shape constraint{constraint_rules, ""};

constexpr PropertyRule strategy_rules[] = {{"Type"}, {"Field"}};
constexpr Shape strategy{strategy_rules, ""};

constexpr PropertyRule provider_item_rules[] = {
    {"CapacityProvider"}, {"Base", integer}, {"Weight", integer}};
constexpr Shape provider_item{provider_item_rules, ""};

constexpr PropertyRule requirement_rules[] = {{"Type"}, {"Value"}};
constexpr Shape requirement{requirement_rules, ""};

constexpr PropertyRule port_mapping_rules[] = {
    {"ContainerPort", integer}, {"HostPort", integer}, {"Protocol"}, {"ContainerPortRange"}};
constexpr Shape port_mapping{port_mapping_rules, "AppProtocol Name"};

constexpr PropertyRule container_rules[] = {
    {"Name"},
    {"Cpu", integer},
    {"Memory", integer},
    {"MemoryReservation", integer},
    {"ResourceRequirements", objects, &requirement},
    {"PortMappings", objects, &port_mapping},
};
constexpr Shape container{
    container_rules,
    "Command CredentialSpecs DependsOn DisableNetworking DnsSearchDomains DnsServers DockerLabels "
    "DockerSecurityOptions EntryPoint Environment EnvironmentFiles Essential ExtraHosts "
    "FirelensConfiguration HealthCheck Hostname Image Interactive Links LinuxParameters "
    "LogConfiguration MountPoints Privileged PseudoTerminal ReadonlyRootFilesystem "
    "RepositoryCredentials RestartPolicy Secrets StartTimeout StopTimeout SystemControls Ulimits "
    "User VersionConsistency VolumesFrom WorkingDirectory"};

constexpr PropertyRule platform_rules[] = {{"CpuArchitecture"}};
constexpr Shape platform{platform_rules, "OperatingSystemFamily"};

constexpr PropertyRule task_definition_rules[] = {
    {"Family"},
    {"Cpu"},
    {"Memory"},
    {"NetworkMode"},
    {"RuntimePlatform", object, &platform},
    {"ContainerDefinitions", objects, &container},
    {"PlacementConstraints", objects, &constraint},
    {"TaskDefinitionArn"},
    {"Revision", integer},
};
constexpr Shape task_definition{
    task_definition_rules,
    "EnableFaultInjection EphemeralStorage ExecutionRoleArn InferenceAccelerators IpcMode PidMode "
    "ProxyConfiguration RequiresCompatibilities Tags TaskRoleArn Volumes"};
constexpr AttributeRule task_definition_attributes[] = {
    {"TaskDefinitionArn", AttributeSource::arn}};

constexpr PropertyRule deployment_rules[] = {{"MaximumPercent", integer},
                                             {"MinimumHealthyPercent", integer}};
constexpr Shape deployment{deployment_rules,
                           "Alarms BakeTimeInMinutes CanaryConfiguration DeploymentCircuitBreaker "
                           "LifecycleHooks LinearConfiguration Strategy"};

constexpr PropertyRule service_rules[] = {
    {"ServiceName"},
    {"ServiceArn"},
    {"TaskDefinition"},
    {"DesiredCount", integer},
    {"SchedulingStrategy"},
    {"LaunchType"},
    {"CapacityProviderStrategy", objects, &provider_item},
    {"PlacementConstraints", objects, &constraint},
    {"PlacementStrategies", objects, &strategy, "placementStrategy"},
    {"DeploymentConfiguration", object, &deployment},
};
constexpr Shape service{
    service_rules,
    "AvailabilityZoneRebalancing Cluster DeploymentController EnableECSManagedTags "
    "EnableExecuteCommand ForceNewDeployment HealthCheckGracePeriodSeconds LoadBalancers "
    "NetworkConfiguration PlatformVersion PropagateTags Role ServiceConnectConfiguration "
    "ServiceRegistries Tags VolumeConfigurations VpcLatticeConfigurations"};
constexpr AttributeRule service_attributes[] = {{"Name", AttributeSource::name},
                                                {"ServiceArn", AttributeSource::arn}};

constexpr PropertyRule cluster_rules[] = {
    {"ClusterName"},
    {"ClusterArn"},
    {"CapacityProviders", texts},
    {"DefaultCapacityProviderStrategy", objects, &provider_item},
};
constexpr Shape cluster{cluster_rules, "ClusterSettings Configuration ServiceConnectDefaults Tags"};
constexpr AttributeRule cluster_attributes[] = {{"Arn", AttributeSource::arn}};

constexpr PropertyRule association_rules[] = {
    {"Cluster"},
    {"CapacityProviders", texts},
    {"DefaultCapacityProviderStrategy", objects, &provider_item},
};
constexpr Shape association{association_rules, ""};

constexpr PropertyRule scaling_rules[] = {
    {"Status"},
    {"TargetCapacity", integer},
    {"MinimumScalingStepSize", integer},
    {"MaximumScalingStepSize", integer},
    {"InstanceWarmupPeriod", integer},
};
constexpr Shape scaling{scaling_rules, ""};

constexpr PropertyRule group_provider_rules[] = {{"AutoScalingGroupArn"},
                                                 {"ManagedScaling", object, &scaling},
                                                 {"ManagedTerminationProtection"},
                                                 {"ManagedDraining"}};
constexpr Shape group_provider{group_provider_rules, ""};

constexpr PropertyRule provider_rules[] = {
    {"CapacityProviderArn"}, {"Name"}, {"AutoScalingGroupProvider", object, &group_provider}};
constexpr Shape provider{provider_rules, "ClusterName ManagedInstancesProvider Tags"};

constexpr PropertyRule template_reference_rules[] = {
    {"LaunchTemplateId"}, {"LaunchTemplateName"}, {"Version"}};
constexpr Shape template_reference{template_reference_rules, ""};

constexpr Shape any_object{{}, ""};

constexpr PropertyRule override_rules[] = {
    {"InstanceType"},
    {"WeightedCapacity"},
    {"LaunchTemplateSpecification", object, &template_reference},
    {"InstanceRequirements", object, &any_object},
};
constexpr Shape launch_override{override_rules, "ImageId"};

constexpr PropertyRule mixed_template_rules[] = {
    {"LaunchTemplateSpecification", object, &template_reference},
    {"Overrides", objects, &launch_override}};
constexpr Shape mixed_template{mixed_template_rules, ""};

constexpr PropertyRule mixed_policy_rules[] = {{"LaunchTemplate", object, &mixed_template}};
constexpr Shape mixed_policy{mixed_policy_rules, "InstancesDistribution"};

constexpr PropertyRule group_rules[] = {
    {"AutoScalingGroupName"},
    {"AutoScalingGroupARN"},
    {"LaunchConfigurationName"},
    {"LaunchTemplate", object, &template_reference},
    {"MixedInstancesPolicy", object, &mixed_policy},
    {"MinSize", integer},
    {"MaxSize", integer},
    {"DesiredCapacity", integer},
    {"AvailabilityZones", texts},
    {"VPCZoneIdentifier", joined_texts},
    {"NewInstancesProtectedFromScaleIn", boolean},
};
constexpr Shape group{
    group_rules,
    "AvailabilityZoneDistribution AvailabilityZoneIds AvailabilityZoneImpairmentPolicy "
    "CapacityRebalance CapacityReservationSpecification Context Cooldown DefaultInstanceWarmup "
    "DeletionProtection DesiredCapacityType HealthCheckGracePeriod HealthCheckType InstanceId "
    "InstanceLifecyclePolicy InstanceMaintenancePolicy LifecycleHookSpecificationList "
    "LoadBalancerNames MaxInstanceLifetime MetricsCollection NotificationConfiguration "
    "NotificationConfigurations PlacementGroup ServiceLinkedRoleARN SkipZonalShiftValidation Tags "
    "TargetGroupARNs TerminationPolicies TrafficSources"};
constexpr AttributeRule group_attributes[] = {{"AutoScalingGroupARN", AttributeSource::arn}};

constexpr PropertyRule configuration_rules[] = {
    {"LaunchConfigurationName"}, {"InstanceType"}, {"UserData", script}};
constexpr Shape configuration{
    configuration_rules,
    "AssociatePublicIpAddress BlockDeviceMappings ClassicLinkVPCId ClassicLinkVPCSecurityGroups "
    "EbsOptimized IamInstanceProfile ImageId InstanceId InstanceMonitoring KernelId KeyName "
    "MetadataOptions PlacementTenancy RamDiskId SecurityGroups SpotPrice"};

constexpr PropertyRule template_data_rules[] = {
    {"InstanceType"}, {"UserData", script}, {"InstanceRequirements", object, &any_object}};
constexpr Shape template_data{
    template_data_rules,
    "BlockDeviceMappings CapacityReservationSpecification CpuOptions CreditSpecification "
    "DisableApiStop DisableApiTermination EbsOptimized ElasticGpuSpecifications "
    "ElasticInferenceAccelerators EnclaveOptions HibernationOptions IamInstanceProfile ImageId "
    "InstanceInitiatedShutdownBehavior InstanceMarketOptions KernelId KeyName "
    "LicenseSpecifications MaintenanceOptions MetadataOptions Monitoring NetworkInterfaces "
    "NetworkPerformanceOptions Operator Placement PrivateDnsNameOptions RamDiskId "
    "SecondaryInterfaces SecurityGroupIds SecurityGroups TagSpecifications"};

constexpr PropertyRule launch_template_rules[] = {
    {"LaunchTemplateId"},
    {"LaunchTemplateName"},
    {"VersionNumber", integer},
    {"DefaultVersion", boolean},
    {"LaunchTemplateData", object, &template_data},
};
constexpr Shape launch_template{launch_template_rules, "TagSpecifications VersionDescription"};
constexpr AttributeRule launch_template_attributes[] = {
    {"LaunchTemplateId", AttributeSource::id},
    {"DefaultVersionNumber", AttributeSource::first_version},
    {"LatestVersionNumber", AttributeSource::first_version}};

constexpr PropertyRule subnet_rules[] = {{"SubnetId"}, {"AvailabilityZone"}};
constexpr Shape subnet{
    subnet_rules,
    "AssignIpv6AddressOnCreation AvailabilityZoneId CidrBlock EnableDns64 EnableLniAtDeviceIndex "
    "Ipv4IpamPoolId Ipv4NetmaskLength Ipv6CidrBlock Ipv6IpamPoolId Ipv6Native Ipv6NetmaskLength "
    "MapPublicIpOnLaunch OutpostArn PrivateDnsNameOptionsOnLaunch Tags VpcId"};
constexpr AttributeRule subnet_attributes[] = {{"SubnetId", AttributeSource::id},
                                               {"AvailabilityZone", AttributeSource::property}};

constexpr ResourceType resource_types[] = {
    {"AWS::ECS::TaskDefinition", "taskDefinitions", true, &task_definition, Identity::arn, "Family",
     "TaskDefinitionArn", "", "", "ecs", "task-definition/", ":1", task_definition_attributes},
    {"AWS::ECS::Service", "services", true, &service, Identity::arn, "ServiceName", "ServiceArn",
     "", "", "ecs", "service/", "", service_attributes},
    {cluster_type, "clusters", true, &cluster, Identity::name, "ClusterName", "ClusterArn", "", "",
     "ecs", "cluster/", "", cluster_attributes},
    {cluster_associations_type, "", true, &association, Identity::name},
    {"AWS::ECS::CapacityProvider", "capacityProviders", true, &provider, Identity::name, "Name",
     "CapacityProviderArn", "", "", "ecs", "capacity-provider/"},
    {group_type, "AutoScalingGroups", false, &group, Identity::name, "AutoScalingGroupName",
     "AutoScalingGroupARN", "", "", "autoscaling", "autoScalingGroup:{}:autoScalingGroupName/", "",
     group_attributes},
    {"AWS::AutoScaling::LaunchConfiguration", "LaunchConfigurations", false, &configuration,
     Identity::name, "LaunchConfigurationName"},
    {"AWS::EC2::LaunchTemplate", "LaunchTemplateVersions", false, &launch_template, Identity::id,
     "LaunchTemplateName", "", "LaunchTemplateId", "lt-", "", "", "", launch_template_attributes},
    {"AWS::EC2::Subnet", "Subnets", false, &subnet, Identity::id, "", "", "SubnetId", "subnet-", "",
     "", "", subnet_attributes},
};

std::vector<std::string_view> property_names(const Shape& shape) {
    std::vector<std::string_view> names;
    for (const PropertyRule& rule : shape.rules) names.push_back(rule.name);
    for (std::string_view rest = shape.others; !rest.empty();) {
        const std::size_t blank = std::min(rest.find(' '), rest.size());
        names.push_back(rest.substr(0, blank));
        rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
    return names;
}

std::size_t longest_common_part(std::string_view a, std::string_view b) {
    std::size_t longest = 0;
    for (std::size_t begin = 0; begin < a.size(); ++begin) {
        while (begin + longest < a.size() &&
               b.find(a.substr(begin, longest + 1)) != std::string_view::npos) {
            ++longest;
        }
    }
    return longest;
}

}  // namespace

const ResourceType* find_resource_type(std::string_view name) {
    const auto found = std::ranges::find(resource_types, name, &ResourceType::name);
    return found == std::end(resource_types) ? nullptr : found;
}

bool knows_property(const Shape& shape, std::string_view name) {
    if (&shape == &any_object) return true;
    const std::vector<std::string_view> names = property_names(shape);
    return std::ranges::find(names, name) != names.end();
}

// A typing error, else the property with the longest part in common, if that is most of it.
std::string_view likely_property(const Shape& shape, std::string_view name) {
    constexpr std::size_t longest_name = 64;
    if (name.size() > longest_name) return {};
    const std::vector<std::string_view> names = property_names(shape);
    std::string_view best = query::nearest_word(name, names);
    if (!best.empty()) return best;
    std::size_t most = 0;
    for (const std::string_view candidate : names) {
        const std::size_t common = longest_common_part(name, candidate);
        if (common > most && 2 * common > candidate.size()) {
            most = common;
            best = candidate;
        }
    }
    return best;
}

}  // namespace berth::host::import::cloudformation
