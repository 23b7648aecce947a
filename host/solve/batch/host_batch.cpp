#include "solve/batch/host_batch.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "solve/batch/scenario_answer.hpp"
#include "solve/block/host_block.hpp"

namespace berth::engine {

namespace {

std::size_t thread_count(const BatchOptions& options, std::size_t scenarios) {
    const std::size_t allowed =
        options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    return std::min(allowed, scenarios);
}

/// Tells the caller how far the batch is, one thread at a time.
class BatchProgress {
   public:
    BatchProgress(const BatchOptions& options, std::size_t scenarios)
        : options_(options), scenarios_(scenarios) {}

    void one_more() {
        const std::uint64_t solved = ++solved_;
        if (!options_.progress) return;
        const std::scoped_lock lock(mutex_);
        options_.progress(solved, scenarios_);
    }

   private:
    const BatchOptions& options_;
    std::size_t scenarios_;
    std::atomic<std::uint64_t> solved_ = 0;
    std::mutex mutex_;
};

}  // namespace

std::vector<ScenarioAnswer> solve_batch_on_host(const CompiledProblem& problem,
                                                std::span<const Scenario> scenarios,
                                                const BatchOptions& options) {
    const PackedProblem packed(problem, most_tasks_of_group(problem, scenarios));

    std::vector<ScenarioAnswer> answers(scenarios.size());
    BatchProgress progress(options, scenarios.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        HostBlock block(packed);
        for (std::size_t s = next++; s < scenarios.size(); s = next++) {
            const ScenarioInput input = scenario_input(problem, scenarios[s]);
            answers[s] = scenario_answer(problem, scenarios[s], input,
                                         block.place(input, options.plans), options.plans);
            progress.one_more();
        }
    };
    std::vector<std::jthread> helpers;
    for (std::size_t t = 1; t < thread_count(options, scenarios.size()); ++t) {
        helpers.emplace_back(work);
    }
    work();
    return answers;
}

}  // namespace berth::engine
