// `random`: the first feasible instance in the pseudo-random order of the task.
//
// An instance drawn at random has room with the probability feasible / N, so a walk along the order
// takes N / feasible steps, and ranking the feasible instances takes one step for each. The walk is
// the cheaper one until about the square root of N are left. The set of instances that may still
// have room only shrinks, so it may be out of date: whoever draws an instance makes sure.
#include <algorithm>
#include <limits>
#include <vector>

#include "solve/cpu/picker.hpp"
#include "solve/cpu/vectors.hpp"

namespace berth::engine {

namespace {

class RandomPicker : public Picker {
   public:
    RandomPicker(const TaskClass& task_class, const CpuTuning& tuning)
        : task_class_(task_class),
          asked_(asked_amounts(task_class.needs)),
          first_steps_(tuning.random_steps_at_most),
          steps_at_most_(first_steps_) {}

    std::optional<std::size_t> pick(const CpuState& state, const RandomOrder& order) override {
        if (is_ranking_) return rank(state, order);
        const BitPlane& eligible = state.problem.planes[task_class_.eligible];
        const std::size_t n = state.instance_count();
        const std::size_t steps = std::min(steps_at_most_, n);
        if (const auto found = walk(state, order, may_fit_.empty() ? eligible : may_fit_, steps)) {
            return found;
        }
        const std::size_t count = look_again(state, may_fit_.empty() ? eligible : may_fit_);
        is_ranking_ = count * count <= n;
        if (is_ranking_) return rank(state, order);
        steps_at_most_ = std::max(first_steps_, 4 * n / count);
        return walk(state, order, may_fit_, n);
    }

   private:
    std::optional<std::size_t> walk(const CpuState& state, const RandomOrder& order,
                                    const BitPlane& plane, std::size_t steps) const {
        return vectors::first_drawn(order, steps, plane, [&](std::size_t i) {
            return state.has_room(task_class_, asked_, i);
        });
    }

    // Makes `may_fit_` exact and returns how many do fit.
    std::size_t look_again(const CpuState& state, const BitPlane& within) {
        BitPlane fits(state.instance_count());
        vectors::covering(state.tiles, asked_, within.data(), fits.data());
        std::size_t count = 0;
        for (std::size_t w = 0; w < fits.word_count(); ++w) {
            for_each_bit(fits.word(w), w, [&](std::size_t i) {
                if (state.has_special_room(task_class_, i)) {
                    ++count;
                } else {
                    fits.clear(i);
                }
            });
        }
        may_fit_ = std::move(fits);
        list_.clear();
        if (count * count > state.instance_count()) return count;
        for (std::size_t w = 0; w < may_fit_.word_count(); ++w) {
            for_each_bit(may_fit_.word(w), w,
                         [&](std::size_t i) { list_.push_back(static_cast<std::uint32_t>(i)); });
        }
        return count;
    }

    std::optional<std::size_t> rank(const CpuState& state, const RandomOrder& order) {
        std::erase_if(list_,
                      [&](std::uint32_t i) { return !state.has_room(task_class_, asked_, i); });
        if (list_.empty()) return std::nullopt;
        ranks_.resize(list_.size());
        vectors::ranks(order, list_, ranks_.data());
        return list_[static_cast<std::size_t>(std::ranges::min_element(ranks_) - ranks_.begin())];
    }

    const TaskClass& task_class_;
    Amounts asked_;
    std::size_t first_steps_;
    std::size_t steps_at_most_;
    BitPlane may_fit_;  // empty = as eligible
    bool is_ranking_ = false;
    std::vector<std::uint32_t> list_;  // in instance order; while ranking
    std::vector<std::uint64_t> ranks_;
};

}  // namespace

std::unique_ptr<Picker> make_random_picker(const TaskClass& task_class, const CpuTuning& tuning) {
    return std::make_unique<RandomPicker>(task_class, tuning);
}

}  // namespace berth::engine
