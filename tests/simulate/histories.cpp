// The histories that history_fixture.hpp offers.
#include "simulate/history_fixture.hpp"

namespace berth::test {

namespace {

using Bound = ScalingDecision::Bound;

// A datapoint of a provider of the workshop, whose group has one instance at most.
void workshop_datapoint(HistoryBuilder& history, std::uint32_t provider, std::uint32_t kind,
                        int minute) {
    ScalingDecision& decision = history.decision(provider, 60.0 * minute);
    decision.instances = minute == 1 ? 0 : 1;
    decision.desired_before = decision.instances;
    decision.desired_after = minute == 22 ? 0 : 1;
    decision.datapoints = static_cast<std::uint32_t>(minute < 8 ? 1 : minute - 7);
    if (minute < 3) {
        const std::string type = history.result().providers[provider].instance_types.front();
        decision.estimate = 1;
        decision.estimates = {{kind, 1, 1, type, ""}};
    }
    decision.used_instances = minute >= 3 && minute < 8 ? 1 : 0;
    decision.wanted = decision.used_instances + decision.estimate;
    decision.metric = minute == 1 ? 200 : minute < 8 ? 100 : 0;
}

}  // namespace

SimulationResult workshop_history() {
    HistoryBuilder history("Workshop");
    const std::uint32_t arm = history.provider("arm", 1, {"t4g.micro"});
    const std::uint32_t gpu = history.provider("gpu", 1, {"p2.xlarge"});
    const std::uint32_t web = history.kind("web:3", arm);
    const std::uint32_t train = history.kind("train:1", gpu);
    for (int minute = 1; minute <= 22; ++minute) {
        workshop_datapoint(history, arm, web, minute);
        workshop_datapoint(history, gpu, train, minute);
    }
    const HistoryBuilder::Life life{60, 150, 1320, 1320};
    const std::uint32_t first = history.instance("t4g.micro", arm, life);
    const std::uint32_t second = history.instance("p2.xlarge", gpu, life);
    const HistoryBuilder::Run run{0, 150, 155, 455, StopReason::finished};
    history.task(web, first, run);
    history.task(train, second, run);
    history.result().tasks.back().gpus = {0};
    return history.finish(1320);
}

namespace {

// One task for each stop reason.
void tasks_of_all_ends(HistoryBuilder& history, std::uint32_t kind, std::uint32_t instance) {
    const HistoryBuilder::Run run{10, 20, 25, 200, StopReason::finished};
    for (const StopReason reason : {StopReason::finished, StopReason::asked,
                                    StopReason::instance_gone, StopReason::service_scaled_in}) {
        HistoryBuilder::Run ended = run;
        ended.reason = reason;
        history.task(kind, instance, ended);
    }
    for (const StopReason reason :
         {StopReason::no_capacity, StopReason::no_instances, StopReason::provisioning_limit}) {
        history.task(kind, no_index, {30, -1, -1, 30, reason});
    }
    history.result().tasks[4].refused_for[static_cast<std::size_t>(Reason::memory)] = 2;
    history.result().tasks[4].refused_for[static_cast<std::size_t>(Reason::attribute)] = 1;
    history.task(kind, no_index, {40, -1, -1, 340, StopReason::provisioning_timeout});
    history.task(kind, instance, {50, 60, 65, -1, StopReason::simulation_ended});
    history.task(kind, no_index, {55, -1, -1, -1, StopReason::none});
}

void decisions_of_all_bounds(HistoryBuilder& history, std::uint32_t provider, std::uint32_t kind) {
    for (int bound = 0; bound <= static_cast<int>(Bound::warmup); ++bound) {
        ScalingDecision& decision = history.decision(provider, 60.0 * (bound + 1));
        decision.bound = static_cast<Bound>(bound);
        const bool grows = decision.bound <= Bound::group_maximum;
        decision.instances = decision.desired_before = 4;
        decision.used_instances = grows ? 4 : 1;
        decision.estimate = grows ? 2 : 0;
        decision.wanted = decision.used_instances + decision.estimate;
        decision.metric = grows ? 150 : 25;
        decision.desired_after = grows ? 6 : 3;
        decision.datapoints = grows ? 1 : 15;
        if (grows) decision.estimates = {{kind, 7, 2, "m5.large", ""}};
        if (bound == 0) decision.estimates.push_back({kind, 3, 0, "", "t4g.micro"});
    }
}

}  // namespace

SimulationResult odd_history() {
    const std::string hostile = "</script><script>window.harmed = 1</script>";
    HistoryBuilder history("<img src=x onerror='window.harmed=2'>");
    history.result().simulation.start = Instant{};
    history.result().simulation.running_tasks_end = Duration::exponential(600);
    history.result().simulation.task_start = Duration::uniform(2, 9);
    history.result().simulation.delays_of_type["m5.large"] = {Duration::normal(40, 5),
                                                              Duration::log_normal(50, 0.3)};
    history.result().warnings = {{"a warning of " + hostile, {"simulation.yaml", "line 3"}}};
    const std::uint32_t provider = history.provider(hostile, 9, {"t4g.micro", "m5.large"});
    const std::uint32_t service = history.service("shop \x1b[31m");
    const std::uint32_t kind = history.kind("web:3", provider, service);
    const std::uint32_t instance = history.instance("m5.large", provider, {5, 15, 300, 400});
    const std::uint32_t lost = history.instance("", no_index, {-1, -1, -1, 200});
    history.result().instances[lost].lost = true;
    history.result().instances[lost].arn += hostile;
    tasks_of_all_ends(history, kind, instance);
    history.result().tasks.front().gpus = {0, 3};
    const std::uint32_t agent = history.kind("agent:1");
    history.result().task_kinds[agent].request.scheduling = SchedulingStrategy::daemon;
    history.task(agent, lost, {0, 0, 1, 200, StopReason::instance_gone});
    history.result().tasks.back().from_snapshot = true;
    decisions_of_all_bounds(history, provider, kind);
    history.event(EventKind::service_unplaced, 70, service);
    history.event(EventKind::deployment_started, 80, service);
    history.event(EventKind::deployment_completed, 90, service);
    return history.finish(600);
}

SimulationResult day_history(std::uint32_t tasks, std::uint32_t instances) {
    constexpr double day = 86'400;
    HistoryBuilder history("A day");
    const std::uint32_t provider = history.provider("fleet", instances, {"m5.large", "m5.xlarge"});
    const std::uint32_t web = history.kind("web:3", provider);
    const std::uint32_t batch = history.kind("batch:7", provider);
    for (std::uint32_t i = 0; i < instances; ++i) {
        const double launched = 0.4 * day * i / instances;
        history.instance(i % 3 == 0 ? "m5.xlarge" : "m5.large", provider,
                         {launched, launched + 90, day - 900 - launched, day - 600 - launched});
    }
    for (std::uint32_t t = 0; t < tasks; ++t) {
        const double created = 0.5 * day * t / tasks;
        const double placed = created + 100 + (t % 97);
        const double length = 120 + 37.0 * (t % 50);
        history.task(t % 3 == 0 ? batch : web, t % (1 + instances * t / tasks),
                     {created, placed, placed + 5, placed + 5 + length, StopReason::finished});
    }
    std::int64_t desired = 0;
    for (int minute = 1; minute < 1440; ++minute) {
        ScalingDecision& decision = history.decision(provider, 60.0 * minute);
        decision.instances = decision.desired_before = desired;
        desired = std::int64_t{instances} * std::min({minute, 1440 - minute, 576}) / 576;
        decision.desired_after = desired;
        decision.wanted = desired;
        decision.used_instances = std::min(decision.instances, desired);
        decision.estimate = desired - decision.used_instances;
        decision.datapoints = desired < decision.instances ? 15 : 1;
        if (decision.estimate > 0) {
            const auto needed = static_cast<std::uint64_t>(decision.estimate);
            decision.estimates = {{web, 4 * needed, needed, "m5.xlarge", ""}};
        }
        decision.metric = decision.instances == 0 ? (desired > 0 ? 200.0 : 100.0)
                                                  : 100.0 * static_cast<double>(desired) /
                                                        static_cast<double>(decision.instances);
    }
    return history.finish(day);
}

}  // namespace berth::test
