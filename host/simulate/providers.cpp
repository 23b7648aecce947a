#include "simulate/providers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compile/instance_columns.hpp"
#include "compile/request_rules.hpp"
#include "model/new_instances.hpp"
#include "simulate/duration.hpp"
#include "simulate/group_launch.hpp"

namespace berth::simulation {

namespace {

constexpr std::uint64_t purpose_launch = 11;
constexpr std::uint64_t purpose_registration = 12;
constexpr std::uint64_t purpose_loss = 13;

const std::string& zone_of(const ContainerInstance& instance) {
    static const std::string none;
    const std::string* const zone = instance.attribute(attribute_names::availability_zone);
    return zone == nullptr ? none : *zone;
}

const std::string& type_of(const ContainerInstance& instance) {
    static const std::string unknown;
    const std::string* const type = instance.attribute(attribute_names::instance_type);
    return type == nullptr ? unknown : *type;
}

TypeCapacity capacity_of(const ContainerInstance& instance) {
    const ResourceList& has = instance.registered;
    return {type_of(instance), has.cpu_units, has.memory_mib,
            static_cast<std::int64_t>(has.gpu_ids.size()), engine::eni_limit(instance)};
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
        if (engine::is_fargate_provider(source.name)) continue;
        SimulatedProvider& provider = providers.emplace_back();
        provider.name = source.name;
        provider.managed_scaling = source.managed_scaling;
        const auto own = input.managed_scaling.find(source.name);
        if (own != input.managed_scaling.end()) {
            provider.managed_scaling =
                own->second.applied_to(source.managed_scaling.value_or(ManagedScaling()));
        }
        group_of_provider_.push_back(no_index);
        const AutoScalingGroup* const group = simulation::group_of(base, source);
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
    const NewInstances new_instances(base_, input_.registration, "simulated");
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
        group.types.push_back(capacity_of(make(type, "")));
    }
    const std::string& type = launch.instance_types.front();
    const auto own = input_.delays_of_type.find(type);
    group.delays = own == input_.delays_of_type.end() ? input_.delays : own->second;
    std::vector<std::string> zones = launch.zones;
    if (zones.empty()) zones.emplace_back();
    for (const std::string& zone : zones) {
        group.launchable.push_back({zone, world_.add_slot_kind(make(type, zone))});
    }
}

// The snapshot's instances belong to the group of their capacity provider.
void Providers::adopt_instances() {
    for (InstanceId id = 0; id < world_.instance_count(); ++id) {
        const ContainerInstance& form = world_.instance(id);
        SimulatedInstance life;
        life.arn = form.arn;
        life.instance_type = type_of(form);
        life.availability_zone = zone_of(form);
        life.from_snapshot = true;
        const auto provider = find(form.capacity_provider);
        if (provider) life.provider = *provider;
        const bool is_active = form.status == "ACTIVE";
        recorder_.add_instance(std::move(life),
                               is_active ? InstanceState::active : InstanceState::draining);
        if (!is_active || !provider || group_of_provider_[*provider] == no_index) continue;
        groups_[group_of_provider_[*provider]].instances.push_back(id);
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

std::int64_t Providers::in_zone(const Group& group, std::string_view zone) const {
    return std::ranges::count_if(group.instances, [&](InstanceId id) {
        return recorder_.instance_state(id) != InstanceState::draining &&
               recorder_.result().instances[id].availability_zone == zone;
    });
}

const Providers::Launchable& Providers::next_zone(const Group& group) const {
    return *std::ranges::min_element(
        group.launchable, {}, [&](const Launchable& zone) { return in_zone(group, zone.zone); });
}

void Providers::launch_missing(Group& group) {
    const auto present = std::ranges::count_if(group.instances, [&](InstanceId id) {
        return recorder_.instance_state(id) != InstanceState::draining;
    });
    for (std::int64_t k = present; k < group.desired; ++k) {
        const Launchable& where = next_zone(group);
        const InstanceId id = world_.launch(where.slot_kind);
        const ContainerInstance& form = world_.instance(id);
        SimulatedInstance life;
        life.arn = form.arn;
        life.instance_type = type_of(form);
        life.availability_zone = where.zone;
        life.provider = group.provider;
        recorder_.add_instance(std::move(life), InstanceState::launching);
        group.instances.push_back(id);
        queue_.add(recorder_.now() + draw_for(id, group.delays.launch, purpose_launch),
                   Due::in_service, id);
    }
}

SimulationTime Providers::draw_for(InstanceId instance, const Duration& duration,
                                   std::uint64_t purpose) const {
    Random random(input_.seed, purpose, instance);
    return draw(duration, random);
}

Providers::Group* Providers::group_of(InstanceId instance) {
    const std::uint32_t provider = recorder_.result().instances[instance].provider;
    if (provider == no_index || group_of_provider_[provider] == no_index) return nullptr;
    return &groups_[group_of_provider_[provider]];
}

// [AWS] The warm-up of an instance begins when it is in service.
void Providers::on_in_service(InstanceId instance) {
    Group& group = *group_of(instance);
    recorder_.set_instance(instance, InstanceState::in_service);
    const auto& settings = recorder_.result().providers[group.provider].managed_scaling;
    if (settings) {
        group.warm_until =
            std::max(group.warm_until,
                     recorder_.now() + std::chrono::seconds(settings->instance_warmup_seconds));
    }
    queue_.add(
        recorder_.now() + draw_for(instance, group.delays.registration, purpose_registration),
        Due::registered, instance);
}

void Providers::on_registered(InstanceId instance) {
    recorder_.set_instance(instance, InstanceState::active);
    world_.join(instance);
}

void Providers::end(InstanceId instance, bool is_lost) {
    if (Group* const group = group_of(instance)) std::erase(group->instances, instance);
    if (world_.is_present(instance)) world_.close(instance);
    recorder_.set_instance(instance, InstanceState::gone, is_lost);
    tasks_.stop_all_on(instance);
    world_.leave(instance);
}

void Providers::on_idle(InstanceId instance) {
    if (recorder_.instance_state(instance) != InstanceState::draining) return;
    if (recorder_.result().instances[instance].draining) end(instance, false);
}

void Providers::on_drain_limit(InstanceId instance) {
    if (recorder_.instance_state(instance) == InstanceState::draining) end(instance, false);
}

// [ECS] With managed draining an instance that runs tasks drains first; without, it goes at once.
void Providers::take_away(Group& group, InstanceId instance) {
    if (recorder_.work(instance) == 0 || !group.drains) return end(instance, false);
    world_.close(instance);
    recorder_.set_instance(instance, InstanceState::draining);
    if (input_.model.drain_limit) {
        queue_.add(recorder_.now() + *input_.model.drain_limit, Due::drain_limit, instance);
    }
    on_draining(instance);
}

std::vector<InstanceId> Providers::removable(const Group& group) const {
    std::vector<InstanceId> out;
    for (const InstanceId id : group.instances) {
        if (recorder_.instance_state(id) != InstanceState::active) continue;
        if (!group.is_protected || recorder_.work(id) == 0) out.push_back(id);
    }
    return out;
}

InstanceId Providers::next_to_go(const Group& group,
                                 const std::vector<InstanceId>& candidates) const {
    return *std::ranges::max_element(candidates, {}, [&](InstanceId id) {
        return std::pair(in_zone(group, recorder_.result().instances[id].availability_zone),
                         -static_cast<std::int64_t>(id));
    });
}

void Providers::scale_in(Group& group, std::int64_t instances) {
    std::vector<InstanceId> candidates = removable(group);
    for (std::int64_t k = 0; k < instances; ++k) {
        const InstanceId id = next_to_go(group, candidates);
        std::erase(candidates, id);
        take_away(group, id);
    }
}

std::vector<ScalingEstimate> Providers::estimates(const Group& group) const {
    std::vector<ScalingEstimate> out;
    std::vector<engine::TaskNeeds> needs_of;
    for (const Tasks::Waiting& waiting : tasks_.waiting()) {
        if (recorder_.result().task_kinds[waiting.kind].provider != group.provider) continue;
        const engine::TaskNeeds& needs = world_.task_class(waiting.kind).needs;
        const auto same = std::ranges::find_if(needs_of, [&](const engine::TaskNeeds& other) {
            return std::tie(needs.cpu_units, needs.memory_mib, needs.gpus, needs.gpus_all,
                            needs.enis, needs.ports) == std::tie(other.cpu_units, other.memory_mib,
                                                                 other.gpus, other.gpus_all,
                                                                 other.enis, other.ports);
        });
        std::uint64_t tasks = waiting.tasks;
        std::uint32_t kind = waiting.kind;
        const auto place = same - needs_of.begin();
        if (same != needs_of.end()) {
            tasks += out[static_cast<std::size_t>(place)].tasks;
            kind = out[static_cast<std::size_t>(place)].kind;
        } else {
            needs_of.push_back(needs);
            out.emplace_back();
        }
        ScalingEstimate& estimate = out[static_cast<std::size_t>(place)];
        estimate = estimate_instances(needs, tasks, group.types);
        estimate.kind = kind;
    }
    return out;
}

void Providers::datapoint(Group& group) {
    const SimulatedProvider& provider = recorder_.result().providers[group.provider];
    ProviderState state;
    for (const InstanceId id : group.instances) {
        const InstanceState instance = recorder_.instance_state(id);
        if (instance != InstanceState::active) {
            state.is_warming_up |= instance != InstanceState::draining;
            continue;
        }
        ++state.instances;
        if (recorder_.work(id) > 0) ++state.used_instances;
    }
    state.removable = std::ssize(removable(group));
    state.desired = group.desired;
    state.min_size = provider.min_size;
    state.max_size = provider.max_size;
    state.is_warming_up |= recorder_.now() < group.warm_until;
    ScalingDecision decision =
        decide(state, *provider.managed_scaling, input_.model, estimates(group), group.streak);
    decision.provider = group.provider;
    decision.at = recorder_.now();
    const std::int64_t before = decision.desired_before;
    const std::int64_t after = decision.desired_after;
    recorder_.set_metric(group.provider, decision.metric);
    recorder_.set_desired(group.provider, after);
    const auto number = static_cast<std::uint32_t>(recorder_.result().decisions.size());
    recorder_.result().decisions.push_back(std::move(decision));
    recorder_.decision_event(EventKind::metric, number);
    if (after == before) return;
    group.desired = after;
    recorder_.decision_event(after > before ? EventKind::scale_out : EventKind::scale_in, number);
    after > before ? launch_missing(group) : scale_in(group, before - after);
}

void Providers::on_datapoint() {
    for (Group& group : groups_) {
        if (recorder_.result().providers[group.provider].managed_scaling) datapoint(group);
    }
    queue_.add(recorder_.now() + input_.model.metric_period, Due::datapoint, 0, true);
}

bool Providers::may_scale_in() const {
    return std::ranges::any_of(groups_, [this](const Group& group) {
        const SimulatedProvider& provider = recorder_.result().providers[group.provider];
        return provider.managed_scaling && group.streak.side < 0 &&
               group.desired > provider.min_size && !removable(group).empty() &&
               (group.streak.datapoints < input_.model.scale_in_datapoints ||
                recorder_.now() < group.warm_until);
    });
}

void Providers::lose(const InstanceLoss& loss, std::uint64_t number) {
    std::vector<InstanceId> gone;
    if (loss.expression.empty()) {
        for (InstanceId id = 0; id < world_.instance_count(); ++id) {
            if (world_.is_present(id)) gone.push_back(id);
        }
    } else {
        gone = world_.matching(loss.expression);
    }
    if (loss.count && *loss.count < gone.size()) {
        Random random(input_.seed, purpose_loss, number);
        random.shuffle(gone);
        gone.resize(*loss.count);
        std::ranges::sort(gone);
    }
    for (const InstanceId id : gone) end(id, true);
    for (Group& group : groups_) launch_missing(group);
}

}  // namespace berth::simulation
