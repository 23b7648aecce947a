#include "solve/device/tiles.hpp"

#include <algorithm>
#include <map>

namespace berth::host::solve::device {

namespace {

using kernels::RunKind;
using kernels::RunView;

class TilePlanner {
   public:
    TilePlanner(const kernels::ProblemView& problem, const std::vector<RunView>& runs,
                const TileLimits& limits)
        : problem_(problem), runs_(runs), limits_(limits) {
        plan_.slot_of_run.resize(runs.size(), 0);
    }

    TilePlan plan() {
        for (std::uint32_t r = 0; r < runs_.size(); ++r) add(r);
        close(static_cast<std::uint32_t>(runs_.size()));
        return std::move(plan_);
    }

   private:
    void add(std::uint32_t r) {
        const RunView& run = runs_[r];
        const bool daemon = run.kind == RunKind::daemon;
        const std::uint32_t tasks = run.kind == RunKind::replica ? run.count : 0;
        const bool new_class = is_scored(run) && !slots_.contains(run.task_class);
        if (daemon || after_daemon_ || tasks_ + tasks > limits_.tasks ||
            slots_.size() + (new_class ? 1 : 0) > limits_.classes) {
            close(r);
        }
        after_daemon_ = daemon;
        tasks_ += tasks;
        if (is_scored(run)) slots_.emplace(run.task_class, 0);
    }

    bool is_scored(const RunView& run) const {
        return run.kind == RunKind::replica && problem_.classes[run.task_class].chunks_keep_best;
    }

    // Ends the tile before run `end`.
    void close(std::uint32_t end) {
        if (end == first_run_) return;
        std::vector<std::uint32_t> classes;
        for (const auto& [task_class, slot] : slots_) classes.push_back(task_class);
        std::ranges::stable_sort(classes, {}, [&](std::uint32_t task_class) {
            return problem_.classes[task_class].lane_order;
        });
        for (std::uint32_t s = 0; s < classes.size(); ++s) slots_[classes[s]] = s;
        for (std::uint32_t r = first_run_; r < end; ++r) {
            if (is_scored(runs_[r])) plan_.slot_of_run[r] = slots_[runs_[r].task_class];
        }
        const auto class_count = static_cast<std::uint32_t>(classes.size());
        plan_.tiles.push_back({first_run_, end - first_run_,
                               static_cast<std::uint32_t>(plan_.classes.size()), class_count});
        plan_.classes.insert(plan_.classes.end(), classes.begin(), classes.end());
        plan_.most_classes = std::max(plan_.most_classes, class_count);
        plan_.most_tasks = std::max(plan_.most_tasks, tasks_);
        first_run_ = end;
        tasks_ = 0;
        slots_.clear();
    }

    const kernels::ProblemView& problem_;
    const std::vector<RunView>& runs_;
    const TileLimits& limits_;
    TilePlan plan_;
    std::uint32_t first_run_ = 0;
    std::uint32_t tasks_ = 0;
    bool after_daemon_ = false;
    std::map<std::uint32_t, std::uint32_t> slots_;  // class -> position in the tile's list
};

}  // namespace

TilePlan plan_tiles(const PackedProblem& problem, const ScenarioInput& input,
                    const TileLimits& limits) {
    const kernels::ProblemView view = problem.view();
    TilePlan plan = TilePlanner(view, input.burst->packed.runs, limits).plan();
    plan.lane_orders = view.lane_order_count;
    for (const kernels::LaneOrderView& order : problem.lane_orders()) {
        plan.most_chunks = std::max(plan.most_chunks, order.chunk_count);
        plan.most_segments = std::max(plan.most_segments, order.segment_count);
    }
    return plan;
}

}  // namespace berth::host::solve::device
