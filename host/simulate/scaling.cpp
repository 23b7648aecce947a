#include "simulate/scaling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/resource.hpp"

namespace berth::host::simulate {

namespace {

using Bound = ScalingDecision::Bound;

std::int64_t rounded_up(std::int64_t value, std::int64_t divisor) {
    return (value + divisor - 1) / divisor;
}

// The amount of one resource, for algorithms.
auto amount_of(kernels::Resource resource) {
    return [r = model::index_of(resource)](const TypeCapacity& type) { return type.amounts[r]; };
}

std::int64_t total_estimate(const std::vector<ScalingEstimate>& estimates,
                            ScalingModel::EstimateGroups groups) {
    std::int64_t total = 0;
    for (const ScalingEstimate& estimate : estimates) {
        const auto instances = static_cast<std::int64_t>(estimate.instances);
        total = groups == ScalingModel::EstimateGroups::sum ? total + instances
                                                            : std::max(total, instances);
    }
    return total;
}

// -1, 0 or 1: the metric below, at or above the target.
int side_of(const ScalingDecision& decision, std::int64_t target, bool is_held) {
    if (is_held) return 0;
    if (decision.instances == 0) return decision.metric > static_cast<double>(target) ? 1 : 0;
    const std::int64_t reached = decision.wanted * 100;
    const std::int64_t aimed = target * decision.instances;
    return static_cast<int>(reached > aimed) - static_cast<int>(reached < aimed);
}

void advance(Streak& streak, int side) {
    streak.datapoints = side == streak.side ? streak.datapoints + 1 : 1;
    streak.side = side;
}

void scale_out(ScalingDecision& decision, const ProviderState& state,
               const ManagedScaling& settings, const ScalingModel& model) {
    std::int64_t required = decision.wanted;
    if (state.instances > 0) {
        required = rounded_up(decision.wanted * 100, settings.target_capacity);
    } else if (model.from_zero && decision.wanted > 0) {
        required = *model.from_zero;
    }
    if (required <= state.desired) return;
    decision.desired_after = std::max(state.desired, std::min(required, state.max_size));
    if (required > state.max_size) decision.bound = Bound::group_maximum;
}

void scale_in(ScalingDecision& decision, const ProviderState& state, const ManagedScaling& settings,
              const ScalingModel& model) {
    const std::int64_t required = rounded_up(decision.wanted * 100, settings.target_capacity);
    const std::int64_t kept = std::max(required, state.min_size);
    if (kept >= state.desired) {
        if (required < state.desired) decision.bound = Bound::group_minimum;
        return;
    }
    if (state.is_warming_up) {
        decision.bound = Bound::warmup;
        return;
    }
    if (kept > required) decision.bound = Bound::group_minimum;
    std::int64_t step = state.desired - kept;
    const double share = static_cast<double>(state.desired) * model.scale_in_share;
    const auto limit = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(share)) - 1);
    if (step > limit) {
        step = limit;
        decision.bound = Bound::share;
    }
    if (step > state.removable) {
        step = state.removable;
        decision.bound = Bound::protection;
    }
    decision.desired_after = state.desired - step;
}

}  // namespace

ScalingEstimate estimate_instances(const compile::TaskNeeds& needs, std::uint64_t tasks,
                                   const std::vector<TypeCapacity>& types) {
    ScalingEstimate estimate;
    estimate.tasks = tasks;
    const auto gpus = amount_of(kernels::Resource::gpu);
    const std::int64_t most_gpus = gpus(*std::ranges::max_element(types, {}, gpus));
    // Two tasks that ask for the same host port never share an instance.
    std::int64_t per_instance = needs.ports.empty() ? std::numeric_limits<std::int64_t>::max() : 1;
    estimate.largest_type = types.front().instance_type;
    for (const kernels::Resource resource : model::all_resources) {
        const auto amount = amount_of(resource);
        const std::int64_t asked = needs.amount_on(resource, static_cast<std::int32_t>(most_gpus));
        if (asked == 0) continue;
        const TypeCapacity& smallest = *std::ranges::min_element(types, {}, amount);
        if (amount(smallest) < asked) {
            estimate.unfit_type = smallest.instance_type;
            return estimate;
        }
        const TypeCapacity& largest = *std::ranges::max_element(types, {}, amount);
        if (amount(largest) / asked < per_instance) {
            per_instance = amount(largest) / asked;
            estimate.largest_type = largest.instance_type;
        }
    }
    const auto room = static_cast<std::uint64_t>(per_instance);
    estimate.instances = tasks / room + (tasks % room == 0 ? 0 : 1);
    return estimate;
}

ScalingDecision decide(const ProviderState& state, const ManagedScaling& settings,
                       const ScalingModel& model, std::vector<ScalingEstimate> estimates,
                       Streak& streak) {
    ScalingDecision decision;
    decision.instances = state.instances;
    decision.used_instances = state.used_instances;
    decision.desired_before = decision.desired_after = state.desired;
    decision.estimate = total_estimate(estimates, model.estimate_groups);
    decision.estimates = std::move(estimates);
    const bool is_held = !decision.estimates.empty() && decision.estimate == 0;

    std::int64_t step = decision.estimate;
    if (step > 0) {
        const std::int64_t raised = std::max(step, settings.minimum_step);
        step = std::min(raised, settings.maximum_step);
        if (step > decision.estimate) decision.bound = Bound::minimum_step;
        if (step < decision.estimate) decision.bound = Bound::maximum_step;
    }
    const bool over_all =
        step > 0 && model.estimate_base == ScalingModel::EstimateBase::all_instances;
    decision.wanted = (over_all ? state.instances : state.used_instances) + step;
    if (is_held) {
        decision.metric = static_cast<double>(settings.target_capacity);
    } else if (state.instances == 0) {
        decision.metric = decision.wanted > 0 ? 200 : 100;
    } else {
        decision.metric =
            100 * static_cast<double>(decision.wanted) / static_cast<double>(state.instances);
    }
    advance(streak, side_of(decision, settings.target_capacity, is_held));
    decision.datapoints = streak.datapoints;
    if (streak.side > 0 && streak.datapoints >= model.scale_out_datapoints) {
        scale_out(decision, state, settings, model);
    } else if (streak.side < 0 && streak.datapoints >= model.scale_in_datapoints) {
        scale_in(decision, state, settings, model);
    }
    return decision;
}

}  // namespace berth::host::simulate
