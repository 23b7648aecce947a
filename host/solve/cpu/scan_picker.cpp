#include "solve/cpu/feasible_set.hpp"
#include "solve/cpu/picker.hpp"
#include "solve/cpu/selection.hpp"

namespace berth::engine {

namespace {

class ScanPicker : public Picker {
   public:
    explicit ScanPicker(const TaskClass& task_class) : task_class_(task_class) {}

    void prepare(const CpuState& state) override { feasible_.update(state, task_class_); }

    std::optional<std::size_t> pick(const CpuState& state, const RandomOrder& order) override {
        feasible_.update(state, task_class_);
        if (feasible_.count() == 0) return std::nullopt;
        return selection_.best(state, task_class_, feasible_, order);
    }

   private:
    const TaskClass& task_class_;
    FeasibleSet feasible_;
    Selection selection_;
};

// Walks until too many instances in a row had no room, then keeps to the scan.
class RandomPicker : public Picker {
   public:
    RandomPicker(const TaskClass& task_class, std::size_t steps_at_most)
        : task_class_(task_class),
          asked_(asked_amounts(task_class.needs)),
          steps_at_most_(steps_at_most),
          scan_(task_class) {}

    std::optional<std::size_t> pick(const CpuState& state, const RandomOrder& order) override {
        if (!scanning_ && task_class_.dynamic_expressions.empty()) {
            const BitPlane& eligible = state.problem.planes[task_class_.eligible];
            const std::size_t steps = std::min(steps_at_most_, state.rows.size());
            for (std::uint64_t p = 0; p < steps; ++p) {
                const std::uint64_t i = order.at(p);
                if (eligible.test(i) && state.has_room(task_class_, asked_, i)) return i;
            }
        }
        scanning_ = true;
        return scan_.pick(state, order);
    }

   private:
    const TaskClass& task_class_;
    Amounts asked_;
    std::size_t steps_at_most_;
    ScanPicker scan_;
    bool scanning_ = false;
};

}  // namespace

std::unique_ptr<Picker> make_scan_picker(const TaskClass& task_class) {
    return std::make_unique<ScanPicker>(task_class);
}

std::unique_ptr<Picker> make_random_picker(const TaskClass& task_class, std::size_t steps_at_most) {
    return std::make_unique<RandomPicker>(task_class, steps_at_most);
}

}  // namespace berth::engine
