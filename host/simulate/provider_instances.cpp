// Instances of the groups: launched, registered, drained, lost.
#include <algorithm>

#include "model/random.hpp"
#include "simulate/duration.hpp"
#include "simulate/providers.hpp"

namespace berth::host::simulate {

namespace {

constexpr std::uint64_t purpose_launch = 11;
constexpr std::uint64_t purpose_registration = 12;
constexpr std::uint64_t purpose_loss = 13;

std::string attribute_of(const ContainerInstance& instance, std::string_view name) {
    const std::string* const value = instance.attribute(name);
    return value == nullptr ? std::string() : *value;
}

}  // namespace

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
        const InstanceId id = world_.launch(next_zone(group).slot_kind);
        recorder_.add_instance(life_of(id), InstanceState::launching);
        group.instances.push_back(id);
        queue_.add(recorder_.now() + draw_for(id, group.delays.launch, purpose_launch),
                   Due::in_service, id);
    }
}

SimulatedInstance Providers::life_of(InstanceId instance) const {
    const ContainerInstance& form = world_.instance(instance);
    SimulatedInstance life;
    life.arn = form.arn;
    life.instance_type = attribute_of(form, attribute_names::instance_type);
    life.availability_zone = attribute_of(form, attribute_names::availability_zone);
    life.provider = find(form.capacity_provider).value_or(no_index);
    return life;
}

SimulationTime Providers::draw_for(InstanceId instance, const Duration& duration,
                                   std::uint64_t purpose) const {
    model::Random random(input_.seed, purpose, instance);
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
        model::Random random(input_.seed, purpose_loss, number);
        random.shuffle(gone);
        gone.resize(*loss.count);
        std::ranges::sort(gone);
    }
    for (const InstanceId id : gone) end(id, true);
    for (Group& group : groups_) launch_missing(group);
}

}  // namespace berth::host::simulate
