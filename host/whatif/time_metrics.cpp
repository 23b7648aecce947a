#include "whatif/time_metrics.hpp"

#include <algorithm>

namespace berth::host::whatif {

namespace {

std::vector<std::string> texts_once(const std::vector<Warning>& warnings) {
    std::vector<std::string> texts;
    for (const Warning& warning : warnings) {
        if (std::ranges::find(texts, warning.text) == texts.end()) texts.push_back(warning.text);
    }
    return texts;
}

TimeMetrics time_metrics(const SimulationResult& result) {
    const SimulationTotals& totals = result.totals;
    TimeMetrics metrics;
    metrics.finished = totals.finished;
    metrics.refused = totals.refused;
    metrics.given_up = totals.given_up;
    metrics.interrupted = totals.interrupted;
    metrics.waiting = totals.waiting;
    if (totals.all_running) {
        metrics.all_running_seconds = std::chrono::duration<double>(*totals.all_running).count();
    }
    metrics.wait_p50_seconds = totals.waits.p50;
    metrics.wait_p90_seconds = totals.waits.p90;
    metrics.wait_p99_seconds = totals.waits.p99;
    metrics.wait_maximum_seconds = totals.waits.maximum;
    metrics.wait_mean_seconds = totals.waits.mean;
    metrics.cost = totals.cost;
    metrics.idle_cost = totals.idle_cost;
    metrics.instance_hours = totals.instance_hours;
    metrics.unpriced_instance_hours = totals.unpriced_instance_hours;
    metrics.peak_instances = totals.peak_instances;
    metrics.scaling_decisions = static_cast<std::uint64_t>(
        std::ranges::count_if(result.decisions, [](const ScalingDecision& decision) {
            return decision.desired_after != decision.desired_before;
        }));
    metrics.warnings = texts_once(result.warnings);
    return metrics;
}

}  // namespace

ScenarioMetrics measure(const SimulationResult& result) {
    ScenarioMetrics metrics;
    metrics.requested = result.totals.tasks;
    metrics.placed = result.totals.started;
    metrics.failed = result.totals.tasks - result.totals.started;
    metrics.over_time = time_metrics(result);
    return metrics;
}

}  // namespace berth::host::whatif
