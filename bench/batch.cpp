// What-if sweeps: a base cluster and burst, and many scenarios of it solved in one call.
//
// The base is a fifth of the preset fleet-5k: 1,000 instances, 10,000 tasks, the same 40 task
// definitions. Scenarios differ in their seed and in up to 50 instances that are not there.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "scenarios.hpp"
#include "workload.hpp"

namespace berth::bench {
namespace {

constexpr std::size_t instances_kept_of = 5;
constexpr std::int64_t tasks_wanted = 10'000;

/// Every fifth instance with its tasks, and the first 10,000 tasks of the burst.
Problem sweep_base() {
    GeneratedProblem whole = generate({.preset = "fleet-5k", .seed = seed, .load = {}});
    std::vector<ContainerInstance> kept;
    std::unordered_set<std::string> kept_arns;
    for (std::size_t i = 0; i < whole.snapshot.instances.size(); i += instances_kept_of) {
        kept.push_back(std::move(whole.snapshot.instances[i]));
        kept_arns.insert(kept.back().arn);
    }
    whole.snapshot.instances = std::move(kept);
    std::erase_if(whole.snapshot.tasks, [&](const Task& task) {
        return !kept_arns.contains(task.container_instance_arn);
    });
    std::vector<Request> burst;
    std::int64_t tasks = 0;
    for (Request& request : whole.burst) {
        if (tasks == tasks_wanted) break;
        request.count = std::min(request.count, tasks_wanted - tasks);
        tasks += request.count;
        burst.push_back(std::move(request));
    }
    return compile(std::move(whole.snapshot), std::move(burst));
}

const Problem& base() {
    static const Problem problem = sweep_base();
    return problem;
}

/// The first one is the base itself; the others lack every 20th to every 69th instance.
std::vector<Scenario> make_scenarios(std::size_t count) {
    const auto instances = static_cast<Ordinal>(base().instance_count());
    std::vector<Scenario> scenarios(count);
    for (std::size_t s = 1; s < count; ++s) {
        scenarios[s].seed = s;
        const auto step = static_cast<Ordinal>(20 + s % 50);
        for (auto i = static_cast<Ordinal>(s % 20); i < instances; i += step) {
            scenarios[s].removed.push_back(i);
        }
    }
    return scenarios;
}

/// A GPU wants thousands of scenarios at a time; two cores have enough with a few.
std::size_t scenario_count(const std::string& backend) {
    if (const char* const asked = std::getenv("BERTH_BENCH_SCENARIOS")) {
        return std::max<std::size_t>(1, std::strtoull(asked, nullptr, 10));
    }
    return backend == "cuda" ? 1'000 : 20;
}

/// What is wrong with the answers, judged by the first few scenarios; empty = nothing.
std::string wrong_answers(const std::vector<Scenario>& scenarios,
                          const std::vector<ScenarioAnswer>& answers) {
    if (answers.size() != scenarios.size()) return "answers are missing";
    for (const ScenarioAnswer& answer : answers) {
        if (answer.placed == 0) return "a scenario places no task";
        if (answer.placed + answer.failed < base().requested_tasks()) return "tasks are lost";
    }
    const std::size_t judged = std::min<std::size_t>(3, scenarios.size());
    const auto truths = solve_batch(base(), std::span(scenarios).first(judged),
                                    {.backend = "reference", .progress = {}});
    for (std::size_t s = 0; s < judged; ++s) {
        if (answers[s].placed_of_request != truths[s].placed_of_request) {
            return "scenario " + std::to_string(s) + " differs from what reference gives it alone";
        }
    }
    return {};
}

void batch_with(benchmark::State& state, const std::string& backend) {
    const std::vector<Scenario> scenarios = make_scenarios(scenario_count(backend));
    const BatchOptions options{.backend = backend, .progress = {}};
    const std::vector<ScenarioAnswer> verified = solve_batch(base(), scenarios, options);
    if (const std::string fault = wrong_answers(scenarios, verified); !fault.empty()) {
        state.SkipWithError(fault.c_str());
        return;
    }
    std::uint64_t tasks = 0;
    for (const ScenarioAnswer& answer : verified) tasks += answer.placed + answer.failed;
    for (auto _ : state) {
        benchmark::DoNotOptimize(solve_batch(base(), scenarios, options).data());
    }
    state.counters["scenarios"] = static_cast<double>(scenarios.size());
    state.counters["placed"] = static_cast<double>(verified.front().placed);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(tasks));
}

}  // namespace

void register_batch() {
    for (const BackendInfo& backend : backends()) {
        if (!backend.unavailable.empty() || backend.name == "reference") continue;
        const std::string name = "batch/sweep-1k/" + std::string(backend.name);
        benchmark::RegisterBenchmark(name.c_str(), batch_with, std::string(backend.name))
            ->Unit(benchmark::kMillisecond)
            ->UseRealTime();
    }
}

}  // namespace berth::bench
