#include "solve/batch/host_batch.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

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

std::vector<ScenarioAnswer> solve_on_threads(std::span<const Scenario> scenarios,
                                             const BatchOptions& options,
                                             const SolveScenario& solve_scenario) {
    std::vector<ScenarioAnswer> answers(scenarios.size());
    std::vector<std::exception_ptr> errors(scenarios.size());
    BatchProgress progress(options, scenarios.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t s = next++; s < scenarios.size(); s = next++) {
            try {
                answers[s] = solve_scenario(scenarios[s]);
            } catch (...) {
                errors[s] = std::current_exception();
                next = scenarios.size();
            }
            progress.one_more();
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t t = 1; t < thread_count(options, scenarios.size()); ++t) {
            helpers.emplace_back(work);
        }
        work();
    }
    for (const std::exception_ptr& error : errors) {
        if (error) std::rethrow_exception(error);
    }
    return answers;
}

}  // namespace berth::engine
