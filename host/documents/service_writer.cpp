// Services, clusters and capacity providers in the form of the AWS CLI's output.
#include <string>

#include "berth/json.hpp"
#include "documents/request_writer.hpp"
#include "json/list_document.hpp"

namespace berth {

namespace host::documents {

namespace {

void write_deployment(json::Writer& writer, const Service& service) {
    if (!service.maximum_percent && !service.minimum_healthy_percent) return;
    writer.key("deploymentConfiguration");
    writer.begin_object();
    if (service.maximum_percent) writer.member("maximumPercent", *service.maximum_percent);
    if (service.minimum_healthy_percent) {
        writer.member("minimumHealthyPercent", *service.minimum_healthy_percent);
    }
    writer.end_object();
}

void write_service(json::Writer& writer, const Service& service) {
    writer.begin_object();
    json::write_optional(writer, "serviceArn", service.arn);
    writer.member("serviceName", service.name);
    writer.member("desiredCount", service.desired_count);
    writer.member("runningCount", service.running_count);
    if (service.launch_type) writer.member("launchType", text_of(*service.launch_type));
    write_provider_strategy(writer, "capacityProviderStrategy", service.capacity_providers);
    json::write_optional(writer, "taskDefinition", service.task_definition);
    write_deployment(writer, service);
    write_constraints(writer, service.constraints);
    if (service.strategies) write_strategies(writer, *service.strategies);
    const bool is_daemon = service.scheduling == SchedulingStrategy::daemon;
    writer.member("schedulingStrategy", is_daemon ? "DAEMON" : "REPLICA");
    writer.end_object();
}

void write_cluster(json::Writer& writer, const Cluster& cluster) {
    writer.begin_object();
    json::write_optional(writer, "clusterArn", cluster.arn);
    writer.member("clusterName", cluster.name);
    json::write_texts(writer, "capacityProviders", cluster.capacity_providers);
    write_provider_strategy(writer, "defaultCapacityProviderStrategy", cluster.default_strategy);
    writer.end_object();
}

std::string_view switch_text(bool is_enabled) {
    return is_enabled ? "ENABLED" : "DISABLED";
}

void write_managed_scaling(json::Writer& writer, const std::optional<ManagedScaling>& scaling) {
    writer.key("managedScaling");
    writer.begin_object();
    writer.member("status", switch_text(scaling.has_value()));
    if (scaling) {
        writer.member("targetCapacity", scaling->target_capacity);
        writer.member("minimumScalingStepSize", scaling->minimum_step);
        writer.member("maximumScalingStepSize", scaling->maximum_step);
        writer.member("instanceWarmupPeriod", scaling->instance_warmup_seconds);
    }
    writer.end_object();
}

void write_capacity_provider(json::Writer& writer, const CapacityProvider& provider) {
    writer.begin_object();
    json::write_optional(writer, "capacityProviderArn", provider.arn);
    writer.member("name", provider.name);
    if (!provider.auto_scaling_group_arn.empty()) {
        writer.key("autoScalingGroupProvider");
        writer.begin_object();
        writer.member("autoScalingGroupArn", provider.auto_scaling_group_arn);
        write_managed_scaling(writer, provider.managed_scaling);
        writer.member("managedTerminationProtection",
                      switch_text(provider.managed_termination_protection));
        writer.member("managedDraining", switch_text(provider.managed_draining));
        writer.end_object();
    }
    writer.end_object();
}

}  // namespace

}  // namespace host::documents

std::string services_document(const Snapshot& snapshot) {
    return host::json::list_document("services", snapshot.services, host::documents::write_service);
}

std::string clusters_document(const Snapshot& snapshot) {
    return host::json::list_document("clusters", snapshot.clusters, host::documents::write_cluster);
}

std::string capacity_providers_document(const Snapshot& snapshot) {
    return host::json::list_document("capacityProviders", snapshot.capacity_providers,
                                     host::documents::write_capacity_provider);
}

}  // namespace berth
