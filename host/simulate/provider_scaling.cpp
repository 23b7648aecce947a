// Datapoints of the providers, and what follows from them.
#include <algorithm>
#include <tuple>
#include <utility>

#include "simulate/providers.hpp"

namespace berth::host::simulate {

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
    std::vector<compile::TaskNeeds> needs_of;
    for (const Tasks::Waiting& waiting : tasks_.waiting()) {
        if (recorder_.result().task_kinds[waiting.kind].provider != group.provider) continue;
        const compile::TaskNeeds& needs = world_.task_class(waiting.kind).needs;
        const auto same = std::ranges::find_if(needs_of, [&](const compile::TaskNeeds& other) {
            return std::tie(needs.amounts, needs.gpus_all, needs.ports) ==
                   std::tie(other.amounts, other.gpus_all, other.ports);
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

}  // namespace berth::host::simulate
