#include "solve/batch/host_batch.hpp"

#include <atomic>
#include <mutex>

#include "solve/batch/threads.hpp"

namespace berth::host::solve::batch {

namespace {

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

std::vector<ScenarioAnswer> solve_on_threads(std::span<const Scenario> scenarios,
                                             const BatchOptions& options,
                                             const SolveScenario& solve_scenario) {
    std::vector<ScenarioAnswer> answers(scenarios.size());
    BatchProgress progress(options, scenarios.size());
    on_threads(scenarios.size(), options.threads, [&](std::size_t s) {
        answers[s] = solve_scenario(scenarios[s]);
        progress.one_more();
    });
    return answers;
}

}  // namespace berth::host::solve::batch
