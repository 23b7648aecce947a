// Looking at every instance that may do: all of the feasible ones, or a short list.
#include <algorithm>
#include <vector>

#include "solve/cpu/feasible_set.hpp"
#include "solve/cpu/picker.hpp"
#include "solve/cpu/selection.hpp"

namespace berth::host::solve::cpu {

namespace {

class ScanPicker : public Picker {
   public:
    ScanPicker(const compile::TaskClass& task_class, const CpuTuning& tuning)
        : task_class_(task_class), feasible_(tuning) {}

    std::optional<std::size_t> pick(const CpuState& state, const NextOrders& orders) override {
        feasible_.update(state, task_class_);
        if (feasible_.count() == 0) return std::nullopt;
        return selection_.best(state, task_class_, feasible_, orders.front());
    }

   private:
    const compile::TaskClass& task_class_;
    FeasibleSet feasible_;
    Selection selection_;
};

class ListPicker : public Picker {
   public:
    ListPicker(const compile::TaskClass& task_class, const std::vector<std::uint32_t>& eligible)
        : task_class_(task_class), asked_(asked_amounts(task_class.needs)), eligible_(eligible) {}

    std::optional<std::size_t> pick(const CpuState& state, const NextOrders& orders) override {
        std::vector<std::uint32_t>& feasible = selection_.kept();
        feasible.clear();
        for (const std::uint32_t i : eligible_) {
            if (state.has_room(task_class_, asked_, i) &&
                state.dynamic_expressions_hold(task_class_, i)) {
                feasible.push_back(i);
            }
        }
        if (feasible.empty()) return std::nullopt;
        return selection_.narrow(state, task_class_, 0, orders.front());
    }

   private:
    const compile::TaskClass& task_class_;
    Amounts asked_;
    const std::vector<std::uint32_t>& eligible_;
    Selection selection_;
};

}  // namespace

std::unique_ptr<Picker> make_scan_picker(const compile::TaskClass& task_class,
                                         const CpuTuning& tuning) {
    return std::make_unique<ScanPicker>(task_class, tuning);
}

std::unique_ptr<Picker> make_list_picker(const compile::TaskClass& task_class,
                                         const std::vector<std::uint32_t>& eligible) {
    return std::make_unique<ListPicker>(task_class, eligible);
}

}  // namespace berth::host::solve::cpu
