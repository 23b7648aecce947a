#include "sweep.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>
#include <unordered_set>
#include <utility>

#include "workload.hpp"

namespace berth::bench {
namespace {

constexpr std::size_t instances_kept_of = 5;
constexpr std::int64_t tasks_wanted = 10'000;

/// Every fifth instance with its tasks, and the first 10,000 tasks of the burst.
Problem make_base() {
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

}  // namespace

const Problem& sweep_base() {
    static const Problem problem = make_base();
    return problem;
}

std::vector<Scenario> sweep_scenarios(std::size_t count) {
    const auto instances = static_cast<Ordinal>(sweep_base().instance_count());
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

std::size_t sweep_size(const std::string& backend) {
    if (const char* const asked = std::getenv("BERTH_BENCH_SCENARIOS")) {
        return std::max<std::size_t>(1, std::strtoull(asked, nullptr, 10));
    }
    return backend == "cuda" ? 1'000 : 20;
}

std::string wrong_sweep(const std::vector<Scenario>& scenarios,
                        const std::vector<ScenarioAnswer>& answers) {
    if (answers.size() != scenarios.size()) return "answers are missing";
    for (const ScenarioAnswer& answer : answers) {
        if (answer.placed == 0) return "a scenario places no task";
        if (answer.placed + answer.failed < sweep_base().requested_tasks()) return "tasks are lost";
    }
    const std::size_t judged = std::min<std::size_t>(3, scenarios.size());
    const auto truths = solve_batch(sweep_base(), std::span(scenarios).first(judged),
                                    {.backend = "reference", .progress = {}});
    for (std::size_t s = 0; s < judged; ++s) {
        if (answers[s].placed_of_request != truths[s].placed_of_request) {
            return "scenario " + std::to_string(s) + " differs from what reference gives it alone";
        }
    }
    return {};
}

}  // namespace berth::bench
