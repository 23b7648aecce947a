// Small clusters that scale, for tests of the simulation.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "berth/simulate.hpp"
#include "support/builders.hpp"

namespace berth::test {

using namespace std::chrono_literals;

/// An empty cluster; groups, task definitions and services are added to it.
struct SimulatedCluster {
    Snapshot snapshot;
    Simulation input;

    /// A provider of that name over a group of that name, in zones of us-west-2, managed scaling
    /// and termination protection on.
    SimulatedCluster& group(const std::string& name, const std::string& type, std::int64_t max_size,
                            std::int64_t desired = 0,
                            std::vector<std::string> zones = {"us-west-2a", "us-west-2b"}) {
        LaunchTemplate launch;
        launch.name = name + "-template";
        launch.id = "lt-" + name;
        launch.version = 1;
        launch.is_default = true;
        launch.instance_type = type;
        snapshot.launch_templates.push_back(launch);
        AutoScalingGroup group;
        group.name = name;
        group.arn = "arn:aws:autoscaling:us-west-2:123456789012:autoScalingGroup:x:" + name;
        group.max_size = max_size;
        group.desired_capacity = desired;
        group.availability_zones = std::move(zones);
        group.launch_template = {launch.id, "$Default"};
        snapshot.auto_scaling_groups.push_back(group);
        CapacityProvider provider;
        provider.name = name;
        provider.auto_scaling_group_arn = group.arn;
        provider.managed_scaling = ManagedScaling{};
        provider.managed_termination_protection = true;
        snapshot.capacity_providers.push_back(provider);
        return *this;
    }

    AutoScalingGroup& last_group() { return snapshot.auto_scaling_groups.back(); }
    CapacityProvider& last_provider() { return snapshot.capacity_providers.back(); }

    SimulatedCluster& define(TaskDefinition definition) {
        snapshot.task_definitions.push_back(std::move(definition));
        return *this;
    }

    /// `count` tasks at a time, on the provider (empty = none), that run so long (0 = for ever).
    SimulatedCluster& run(SimulationTime at, const std::string& definition, std::uint32_t count,
                          const std::string& provider, std::chrono::seconds run_time) {
        TaskLoad load;
        load.request = run_task(definition);
        if (!provider.empty()) load.request.capacity_providers = {{provider, 0, 1}};
        if (run_time > 0s) {
            load.run_time = Duration::fixed(static_cast<double>(run_time.count()));
        }
        Arrival arrival;
        arrival.at = at;
        arrival.load = static_cast<std::uint32_t>(input.loads.size());
        arrival.count = count;
        input.loads.push_back(std::move(load));
        input.arrivals.push_back(arrival);
        return *this;
    }

    /// A REPLICA service of the snapshot on a provider (empty = launch type EC2).
    SimulatedCluster& serve(const std::string& name, const std::string& definition,
                            std::int64_t desired, const std::string& provider) {
        Service service;
        service.name = name;
        service.task_definition = definition;
        service.desired_count = desired;
        if (provider.empty()) {
            service.launch_type = LaunchType::ec2;
        } else {
            service.capacity_providers = {{provider, 0, 1}};
        }
        snapshot.services.push_back(std::move(service));
        return *this;
    }

    SimulationResult simulate() const { return berth::simulate(snapshot, input); }
};

/// Decisions that changed a desired capacity, of one provider.
inline std::vector<ScalingDecision> changes(const SimulationResult& result,
                                            std::uint32_t provider = 0) {
    std::vector<ScalingDecision> out;
    for (const ScalingDecision& decision : result.decisions) {
        const bool changed = decision.desired_after != decision.desired_before;
        if (decision.provider == provider && changed) out.push_back(decision);
    }
    return out;
}

inline std::vector<std::int64_t> desired_capacities(const SimulationResult& result,
                                                    std::uint32_t provider = 0) {
    std::vector<std::int64_t> out;
    for (const ScalingDecision& decision : changes(result, provider)) {
        out.push_back(decision.desired_after);
    }
    return out;
}

inline std::size_t count_events(const SimulationResult& result, EventKind kind) {
    return static_cast<std::size_t>(
        std::ranges::count(result.events, kind, &SimulationEvent::kind));
}

}  // namespace berth::test
