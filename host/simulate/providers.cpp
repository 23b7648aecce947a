#include "simulate/providers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "compile/instance_columns.hpp"
#include "compile/request_rules.hpp"
#include "model/new_instances.hpp"
#include "model/resource.hpp"
#include "simulate/group_launch.hpp"

namespace berth::host::simulate {

namespace {

TypeCapacity capacity_of(const std::string& type, const ContainerInstance& instance) {
    TypeCapacity capacity{type, {}};
    for (const kernels::Resource resource : model::all_resources) {
        capacity.amounts[model::index_of(resource)] =
            compile::registered_amount(instance, resource);
    }
    return capacity;
}

const AutoScalingGroup* group_of(const Snapshot& base, const CapacityProvider& provider) {
    const auto found = std::ranges::find_if(
        base.auto_scaling_groups,
        [&](const AutoScalingGroup& group) { return starts(provider, group); });
    return found == base.auto_scaling_groups.end() ? nullptr : &*found;
}

}  // namespace

Providers::Providers(const Snapshot& base, const Simulation& input, World& world, EventQueue& queue,
                     Recorder& recorder, Tasks& tasks)
    : base_(base), input_(input), world_(world), queue_(queue), recorder_(recorder), tasks_(tasks) {
    std::vector<SimulatedProvider>& providers = recorder.result().providers;
    for (const CapacityProvider& source : base.capacity_providers) {
        if (compile::is_fargate_provider(source.name)) continue;
        SimulatedProvider& provider = providers.emplace_back();
        provider.name = source.name;
        provider.managed_scaling = source.managed_scaling;
        const auto own = input.managed_scaling.find(source.name);
        if (own != input.managed_scaling.end()) {
            provider.managed_scaling =
                own->second.applied_to(source.managed_scaling.value_or(ManagedScaling()));
        }
        group_of_provider_.push_back(no_index);
        const AutoScalingGroup* const group = simulate::group_of(base, source);
        if (group != nullptr) {
            add_group(static_cast<std::uint32_t>(providers.size() - 1), source, *group);
        } else if (provider.managed_scaling) {
            recorder.result().warnings.push_back(
                {fmt::format("the capacity provider '{}' does not scale: its Auto Scaling group "
                             "'{}' is not in the snapshot; add the output of: aws autoscaling "
                             "describe-auto-scaling-groups",
                             source.name, source.auto_scaling_group_arn),
                 {}});
        }
    }
    for (const auto& [name, settings] : input.managed_scaling) {
        if (!find(name)) {
            throw InputError(
                fmt::format("there are settings for the capacity provider '{}', which "
                            "the snapshot lacks",
                            name));
        }
    }
    recorder.set_provider_count(providers.size());
    adopt_instances();
}

std::optional<std::uint32_t> Providers::find(std::string_view name) const {
    const std::vector<SimulatedProvider>& providers = recorder_.result().providers;
    const auto found = std::ranges::find(providers, name, &SimulatedProvider::name);
    if (found == providers.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - providers.begin());
}

bool Providers::has_managed_scaling(std::uint32_t provider) const {
    return recorder_.result().providers[provider].managed_scaling.has_value();
}

void Providers::add_group(std::uint32_t provider, const CapacityProvider& source,
                          const AutoScalingGroup& from) {
    if (from.min_size > from.max_size) {
        throw InputError(
            fmt::format("the Auto Scaling group '{}' has a minimum of {} and a "
                        "maximum of {} instances",
                        from.name, from.min_size, from.max_size));
    }
    SimulatedProvider& shown = recorder_.result().providers[provider];
    shown.group = from.name;
    shown.min_size = from.min_size;
    shown.max_size = from.max_size;
    group_of_provider_[provider] = static_cast<std::uint32_t>(groups_.size());
    Group& group = groups_.emplace_back();
    group.provider = provider;
    group.desired = std::clamp(from.desired_capacity, from.min_size, from.max_size);
    group.is_protected = source.managed_termination_protection;
    group.drains = source.managed_draining;
    add_launchable(group, from);
    for (const TypeCapacity& type : group.types) shown.instance_types.push_back(type.instance_type);
}

// The first type of the policy is what the group launches; the others count in estimates.
void Providers::add_launchable(Group& group, const AutoScalingGroup& source) {
    const GroupLaunch launch = group_launch(base_, source);
    std::ranges::copy(launch.warnings, std::back_inserter(recorder_.result().warnings));
    const model::NewInstances new_instances(base_, input_.registration, "simulated");
    const std::string& provider = recorder_.result().providers[group.provider].name;
    const auto make = [&](const std::string& type, const std::string& zone) {
        ContainerInstance instance = new_instances.make(*find_instance_type(type), zone);
        instance.capacity_provider = provider;
        for (const Attribute& attribute : launch.attributes) {
            instance.set_attribute(attribute.name, attribute.value);
        }
        instance.registered.memory_mib =
            std::max<std::int64_t>(0, instance.registered.memory_mib - launch.reserved_memory_mib);
        instance.remaining = instance.registered;
        return instance;
    };
    for (const std::string& type : launch.instance_types) {
        group.types.push_back(capacity_of(type, make(type, "")));
    }
    const std::string& type = launch.instance_types.front();
    const auto own = input_.delays_of_type.find(type);
    group.delays =
        own == input_.delays_of_type.end() ? input_.delays : own->second.applied_to(input_.delays);
    std::vector<std::string> zones = launch.zones;
    if (zones.empty()) zones.emplace_back();
    for (const std::string& zone : zones) {
        group.launchable.push_back({zone, world_.add_slot_kind(make(type, zone))});
    }
}

// The snapshot's instances belong to the group of their capacity provider.
void Providers::adopt_instances() {
    for (InstanceId id = 0; id < world_.instance_count(); ++id) {
        SimulatedInstance life = life_of(id);
        life.from_snapshot = true;
        const bool is_active = world_.instance(id).status == "ACTIVE";
        recorder_.add_instance(std::move(life),
                               is_active ? InstanceState::active : InstanceState::draining);
        Group* const group = group_of(id);
        if (is_active && group != nullptr) group->instances.push_back(id);
    }
}

void Providers::start() {
    for (Group& group : groups_) {
        const auto present = static_cast<std::int64_t>(group.instances.size());
        const SimulatedProvider& provider = recorder_.result().providers[group.provider];
        if (present > group.desired) {
            recorder_.result().warnings.push_back(
                {fmt::format("the Auto Scaling group '{}' has {} instances in the snapshot and a "
                             "desired capacity of {}; it starts with {}",
                             provider.group, present, group.desired, present),
                 {}});
            group.desired = present;
        }
        recorder_.set_desired(group.provider, group.desired);
        launch_missing(group);
    }
    queue_.add(input_.model.metric_period, Due::datapoint, 0, true);
}

}  // namespace berth::host::simulate
