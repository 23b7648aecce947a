#include "whatif/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "capacity/binding_reason.hpp"
#include "model/resource.hpp"
#include "whatif/placed_state.hpp"
#include "whatif/room.hpp"
#include "whatif/shares.hpp"

namespace berth::host::whatif {

namespace {

using compile::BitPlane;

void add_outcomes(const MetricsContext& context, const Scenario& scenario,
                  const ScenarioAnswer& answer, ScenarioMetrics& metrics) {
    metrics.placed = answer.placed;
    metrics.failed = answer.failed;
    metrics.requested = answer.placed + answer.failed;
    metrics.requests.resize(context.batch.outcome_count);
    const auto outcome_of = [&](std::size_t position) -> RequestOutcome& {
        return metrics.requests[context.batch.outcomes[context.request_at(scenario, position)]];
    };
    for (std::size_t p = 0; p < answer.placed_of_request.size(); ++p) {
        outcome_of(p).placed += answer.placed_of_request[p];
    }
    for (const FailedTasks& failure : answer.plan.failures) {
        outcome_of(failure.request_index).failed += failure.count;
    }
    for (RequestOutcome& outcome : metrics.requests) {
        outcome.requested = outcome.placed + outcome.failed;
    }
}

void add_reasons(const Plan& plan, ScenarioMetrics& metrics) {
    for (const FailedTasks& failure : plan.failures) {
        const std::optional<Reason> reason = capacity::binding_reason(failure.reasons);
        (reason ? metrics.failed_by_reason[static_cast<std::size_t>(*reason)]
                : metrics.failed_without_candidate) += failure.count;
    }
}

template <typename Visit>
void for_each_in(const BitPlane& plane, const Visit& visit) {
    for (std::size_t w = 0; w < plane.word_count(); ++w) {
        compile::for_each_bit(plane.word(w), w, visit);
    }
}

void add_counts(const MetricsContext& context, const BitPlane& active, const PlacedState& state,
                ScenarioMetrics& metrics) {
    std::vector<ZoneUse> zones(context.zones.size());
    for_each_in(active, [&](std::size_t i) {
        ++metrics.instances;
        ++zones[context.zone[i]].instances;
        if (state.tasks[i] > 0) ++metrics.instances_used;
        if (state.tasks[i] == 0 && !context.busy.test(i)) ++metrics.instances_idle;
    });
    for (std::size_t place = 0; place < state.tasks.size(); ++place) {
        zones[context.zone[place]].tasks += state.tasks[place];
    }
    for (std::size_t z = 0; z < zones.size(); ++z) {
        if (zones[z] != ZoneUse{}) metrics.zones.emplace(context.zones[z], zones[z]);
    }
}

// Counted per type first, so that the sum does not depend on how instances are numbered.
void add_costs(const MetricsContext& context, const PlacedState& state, ScenarioMetrics& metrics) {
    std::vector<std::uint64_t> all(context.types.size(), 0);
    std::vector<std::uint64_t> idle(context.types.size(), 0);
    for_each_in(state.present, [&](std::size_t i) {
        ++all[context.type[i]];
        if (state.tasks[i] == 0 && !context.busy.test(i)) ++idle[context.type[i]];
    });
    for (std::size_t t = 0; t < all.size(); ++t) {
        const double price = context.type_price[t];
        if (std::isnan(price)) {
            metrics.unpriced_instances += all[t];
            continue;
        }
        metrics.cost_per_hour += price * static_cast<double>(all[t]);
        metrics.idle_cost_per_hour += price * static_cast<double>(idle[t]);
    }
}

// What is left of each resource; an instance without a limit of interfaces has nothing to strand.
std::array<std::int64_t, metric_resource_count> amounts_left(const PlacedState& state,
                                                             std::size_t i) {
    const kernels::Amounts left = state.left[i / 64].get(i % 64);
    std::array<std::int64_t, metric_resource_count> amounts{};
    for (const model::Resource resource : model::all_resources) {
        if (left.is_limited(resource)) amounts[model::index_of(resource)] = left[resource];
    }
    return amounts;
}

void add_resources(const MetricsContext& context, const BitPlane& active, const PlacedState& state,
                   const Room& room, ScenarioMetrics& metrics) {
    for_each_in(active, [&](std::size_t i) {
        const bool is_stranded = room.has_requests && !room.takes_more.test(i);
        const auto left = amounts_left(state, i);
        const auto used = used_after(context, state, i);
        for (std::size_t r = 0; r < metric_resource_count; ++r) {
            ResourceUse& resource = metrics.resources[r];
            resource.registered += context.registered[i][r];
            resource.used += used[r];
            if (is_stranded) resource.stranded += std::max<std::int64_t>(left[r], 0);
        }
    });
}

}  // namespace

ScenarioMetrics measure(const MetricsContext& context, std::size_t scenario,
                        const ScenarioAnswer& answer) {
    if (answer.placed != answer.plan.tasks.size()) {
        throw std::invalid_argument(
            "the metrics of a scenario need its plan (BatchOptions::plans)");
    }
    const Scenario& solved = context.batch.scenarios.at(scenario);
    const PlacedState state(context, solved, answer);
    const Room room = room_after(context, solved, state);
    BitPlane active = context.active;
    active &= state.present;

    ScenarioMetrics metrics;
    add_outcomes(context, solved, answer, metrics);
    add_reasons(answer.plan, metrics);
    add_counts(context, active, state, metrics);
    add_resources(context, active, state, room, metrics);
    add_costs(context, state, metrics);
    LargestShares shares = largest_shares(context, state);
    metrics.largest_on_instance = std::move(shares.on_instance);
    metrics.largest_in_zone = std::move(shares.in_zone);
    metrics.room = room.fits;
    return metrics;
}

}  // namespace berth::host::whatif
