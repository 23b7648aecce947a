// A fingerprint of everything that the results of a sweep depend on.
//
// FNV-1a, 64 bits (G. Fowler, L. C. Noll, K.-P. Vo): enough to tell sweeps of one's own apart, no
// protection against somebody who wants two to look alike.
#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "berth/json.hpp"
#include "whatif/results_file.hpp"

namespace berth::host::whatif {

namespace {

class Hasher {
   public:
    void add(std::string_view text) {
        add(std::uint64_t{text.size()});
        for (const char c : text) add_byte(static_cast<unsigned char>(c));
    }
    void add(const std::string& text) { add(std::string_view(text)); }
    void add(double value) { add(std::bit_cast<std::uint64_t>(value)); }
    template <typename T>
    requires(std::is_integral_v<T> || std::is_enum_v<T>) void add(T value) {
        const auto bits = static_cast<std::uint64_t>(value);
        for (unsigned shift = 0; shift < 64; shift += 8) {
            add_byte(static_cast<unsigned char>(bits >> shift));
        }
    }
    template <typename T>
    void add(const std::optional<T>& value) {
        add(value.has_value());
        if (value) add(*value);
    }
    template <typename T>
    void add(const std::map<std::string, T, std::less<>>& values) {
        add(values.size());
        for (const auto& [name, value] : values) all(name, value);
    }
    template <typename T>
    void add(const std::vector<T>& values) {
        add(values.size());
        for (const T& value : values) add(value);
    }

    void add(const Attribute& attribute) { all(attribute.name, attribute.value); }
    void add(const PlacementConstraint& constraint) { all(constraint.type, constraint.expression); }
    void add(const PlacementStrategy& strategy) {
        all(strategy.type, strategy.field, strategy.attribute_name);
    }
    void add(const CapacityProviderStrategyItem& item) {
        all(item.capacity_provider, item.base, item.weight);
    }
    void add(const Service& service) {
        all(service.name, service.task_definition, service.desired_count, service.scheduling,
            service.launch_type, service.capacity_providers, service.constraints,
            service.strategies);
    }
    void add(const RequestSelector& selector) { all(selector.task_definitions, selector.services); }

    void add(const AddInstances& edit) {
        all(edit.instance_type, edit.count, edit.zones, edit.attributes, edit.capacity_provider);
    }
    void add(const RemoveInstances& edit) { all(edit.expression, edit.count); }
    void add(const DrainInstances& edit) { all(edit.expression, edit.count); }
    void add(const SwapInstances& edit) { all(edit.from, edit.to, edit.count); }
    void add(const LoseZone& edit) { all(edit.zone); }
    void add(const LoseInstances& edit) { all(edit.count, edit.expression, edit.seed); }
    void add(const ScaleCounts& edit) { all(edit.factor, edit.requests); }
    void add(const ScaleSizes& edit) { all(edit.cpu, edit.memory, edit.requests); }
    void add(const SetStrategies& edit) { all(edit.strategies, edit.requests); }
    void add(const SetConstraints& edit) { all(edit.constraints, edit.keep, edit.requests); }
    void add(const UseGpuModels& edit) { all(edit.models, edit.requests); }
    void add(const SetOrder& edit) { all(edit.order); }
    void add(const SetProviderStrategy& edit) { all(edit.capacity_providers, edit.requests); }
    void add(const SetManagedScaling& edit) {
        all(edit.capacity_providers, edit.target_capacity, edit.minimum_step, edit.maximum_step,
            edit.instance_warmup_seconds);
    }
    void add(const GroupSelector& selector) {
        all(selector.auto_scaling_groups, selector.capacity_providers);
    }
    void add(const SetGroupSize& edit) {
        all(edit.groups, edit.min_size, edit.max_size, edit.desired_capacity);
    }
    void add(const SetInstanceTypes& edit) { all(edit.groups, edit.instance_types); }
    void add(const Edit& edit) {
        add(edit.index());
        std::visit([&](const auto& one) { add(one); }, edit);
    }
    void add(const Option& option) { all(option.name, option.edits); }
    void add(const Axis& axis) { all(axis.name, axis.options); }
    void add(const RegisteredAmounts& amounts) { all(amounts.cpu_units, amounts.memory_mib); }
    void add(const Registration& registration) {
        all(registration.memory_factor, registration.types);
    }

    void add(SimulationTime time) { add(static_cast<std::int64_t>(time.count())); }
    void add(const Duration& duration) { all(duration.kind, duration.first, duration.second); }
    void add(const Arrival& arrival) {
        all(arrival.at, arrival.load, arrival.count, arrival.run_time);
    }
    void add(const StopTasks& stop) { all(stop.at, stop.group, stop.task_definition, stop.count); }
    void add(const ServiceUpdate& update) {
        all(update.at, update.service, update.desired_count, update.task_definition);
    }
    void add(const InstanceLoss& loss) { all(loss.at, loss.expression, loss.count); }
    void add(const LaunchDelays& delays) { all(delays.launch, delays.registration); }
    void add(const ManagedScaling& scaling) {
        all(scaling.target_capacity, scaling.minimum_step, scaling.maximum_step,
            scaling.instance_warmup_seconds);
    }
    void add(const ManagedScalingChange& change) {
        all(change.target_capacity, change.minimum_step, change.maximum_step,
            change.instance_warmup_seconds);
    }
    void add(const ScalingModel& model) {
        all(model.provisioning_limit, model.provisioning_timeout, model.metric_period,
            model.scale_out_datapoints, model.scale_in_datapoints, model.scale_in_share,
            model.from_zero, model.estimate_base, model.estimate_groups, model.service_retry,
            model.drain_limit);
    }
    void add(const CapacityProvider& provider) {
        all(provider.name, provider.auto_scaling_group_arn, provider.managed_scaling,
            provider.managed_termination_protection, provider.managed_draining);
    }
    void add(const LaunchTemplateReference& reference) {
        all(reference.id_or_name, reference.version);
    }
    void add(const LaunchOverride& one) {
        all(one.instance_type, one.weighted_capacity, one.launch_template);
    }
    void add(const AutoScalingGroup& group) {
        all(group.name, group.arn, group.min_size, group.max_size, group.desired_capacity,
            group.availability_zones, group.subnets, group.instance_ids, group.launch_configuration,
            group.launch_template, group.overrides, group.new_instances_protected);
    }
    void add(const LaunchTemplate& launch) {
        all(launch.id, launch.name, launch.version, launch.is_default, launch.is_configuration,
            launch.instance_type, launch.user_data);
    }

    std::string digits() const { return fmt::format("{:016x}", hash_); }

   private:
    template <typename... Parts>
    void all(const Parts&... parts) {
        (add(parts), ...);
    }
    void add_byte(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001B3U; }

    std::uint64_t hash_ = 0xCBF29CE484222325U;
};

void add_base(Hasher& hasher, const Snapshot& base, const std::vector<Request>& burst) {
    hasher.add(container_instances_document(base));
    hasher.add(tasks_document(base));
    hasher.add(task_definitions_document(base));
    hasher.add(subnets_document(base));
    hasher.add(base.services);
    for (const Cluster& cluster : base.clusters) hasher.add(cluster.default_strategy);
    hasher.add(burst_document(burst));
}

void add_sweep(Hasher& hasher, const Sweep& sweep) {
    hasher.add(sweep.mode);
    hasher.add(sweep.axes);
    hasher.add(sweep.sample_size);
    hasher.add(sweep.sample_seed);
    hasher.add(sweep.list);
    hasher.add(sweep.trials);
    hasher.add(sweep.seed);
    hasher.add(sweep.replace_displaced);
    hasher.add(sweep.registration);
}

// What a single placement does not look at, and the simulation. The loads' requests are the burst.
void add_simulation(Hasher& hasher, const Snapshot& base, const Simulation& simulation) {
    hasher.add(base.capacity_providers);
    hasher.add(base.auto_scaling_groups);
    hasher.add(base.launch_templates);
    for (const Service& service : base.services) {
        hasher.add(service.minimum_healthy_percent);
        hasher.add(service.maximum_percent);
    }
    hasher.add(simulation.seed);
    hasher.add(simulation.end);
    for (const TaskLoad& load : simulation.loads) hasher.add(load.run_time);
    hasher.add(simulation.arrivals);
    hasher.add(simulation.stops);
    hasher.add(simulation.service_updates);
    hasher.add(simulation.losses);
    hasher.add(simulation.delays);
    hasher.add(simulation.delays_of_type);
    hasher.add(simulation.task_start);
    hasher.add(simulation.task_stop);
    hasher.add(simulation.running_tasks_end);
    hasher.add(simulation.registration);
    hasher.add(simulation.model);
    hasher.add(simulation.managed_scaling);
}

Hasher hasher_of(const ScenarioWorld& world, const MeasureBasis& basis) {
    Hasher hasher;
    add_base(hasher, world.base(), world.burst());
    add_sweep(hasher, world.sweep());
    hasher.add(basis.prices.currency);
    hasher.add(basis.prices.per_hour);
    return hasher;
}

}  // namespace

std::string fingerprint(const ScenarioWorld& world, const MeasureBasis& basis) {
    return hasher_of(world, basis).digits();
}

std::string fingerprint(const ScenarioWorld& world, const MeasureBasis& basis,
                        const Simulation& simulation) {
    Hasher hasher = hasher_of(world, basis);
    add_simulation(hasher, world.base(), simulation);
    return hasher.digits();
}

}  // namespace berth::host::whatif
