#include "simulate/totals.hpp"

#include <algorithm>

#include "simulate/busy_periods.hpp"
#include "simulate/outcome_counts.hpp"
#include "simulate/wait_times.hpp"

namespace berth::host::simulate {

namespace {

double hours(SimulationTime time) {
    return std::chrono::duration<double, std::ratio<3600>>(time).count();
}

void add_tasks(SimulationResult& result) {
    SimulationTotals& totals = result.totals;
    OutcomeCounts counts;
    std::vector<double> waits;
    bool all_ran = true;
    SimulationTime last{0};
    for (const SimulatedTask& task : result.tasks) {
        if (task.from_snapshot) continue;
        count_outcome(counts, task);
        if (const auto wait = wait_of(task)) waits.push_back(*wait);
        all_ran &= task.running.has_value();
        last = std::max(last, task.running.value_or(last));
    }
    totals.tasks = counts.tasks;
    totals.started = counts.started;
    totals.finished = counts.finished;
    totals.refused = counts.refused;
    totals.given_up = counts.given_up;
    totals.interrupted = counts.interrupted;
    totals.waiting = counts.waiting;
    totals.waits = wait_times(std::move(waits));
    if (all_ran && totals.tasks > 0) totals.all_running = last;
}

void add_instances(SimulationResult& result, const PriceList& prices) {
    SimulationTotals& totals = result.totals;
    const std::vector<InstanceUse> uses = instance_uses(result);
    for (std::size_t i = 0; i < result.instances.size(); ++i) {
        const SimulatedInstance& instance = result.instances[i];
        const SimulationTime life =
            instance.gone.value_or(totals.ended) - instance.launched.value_or(SimulationTime(0));
        totals.instance_hours[instance.instance_type] += hours(life);
        const auto price = prices.per_hour.find(instance.instance_type);
        if (price == prices.per_hour.end()) {
            totals.unpriced_instance_hours += hours(life);
            continue;
        }
        SimulationTime busy{0};
        for (const Period& period : uses[i].busy) busy += period.to - period.from;
        totals.cost += price->second * hours(life);
        totals.idle_cost += price->second * hours(life - busy);
    }
}

}  // namespace

void add_totals(SimulationResult& result, const PriceList& prices, SimulationTime ended) {
    result.totals.ended = ended;
    result.currency = prices.currency;
    result.price_source = prices.source;
    add_tasks(result);
    add_instances(result, prices);
}

}  // namespace berth::host::simulate
