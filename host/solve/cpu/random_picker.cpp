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

namespace berth::host::solve::cpu {

namespace {

class RandomPicker : public Picker {
   public:
    RandomPicker(const compile::TaskClass& task_class, const CpuTuning& tuning)
        : task_class_(task_class),
          asked_(asked_amounts(task_class.needs)),
          first_steps_(tuning.random_steps_at_most),
          steps_at_most_(first_steps_) {}

    std::optional<std::size_t> pick(const CpuState& state, const NextOrders& orders) override {
        const RandomOrder order = orders.front();
        if (is_ranking_) return rank(state, order);
        const compile::BitPlane& plane =
            may_fit_.empty() ? state.problem.planes[task_class_.eligible] : may_fit_;
        const std::size_t n = state.instance_count();
        const std::size_t steps = std::min(steps_at_most_, n);
        const bool is_ahead = n >= group && draw_ahead(orders, plane);
        if (is_ahead) {
            if (const auto found = first_ahead(state, order, plane)) return found;
        }
        if (const auto found = walk(state, order, plane, is_ahead ? group : 0, steps)) {
            return found;
        }
        const std::size_t count = look_again(state, plane);
        is_ranking_ = count * count <= n;
        if (is_ranking_) return rank(state, order);
        steps_at_most_ = std::max(first_steps_, 4 * n / count);
        return walk(state, order, may_fit_, 0, n);
    }

   private:
    static constexpr std::size_t group = 8;  // positions of a task that are drawn ahead
    static constexpr std::size_t groups_at_most = vectors::Walks::size / group;

    auto has_room_in(const CpuState& state) const {
        return [&](std::size_t i) { return state.has_room(task_class_, asked_, i); };
    }

    std::optional<std::size_t> walk(const CpuState& state, const RandomOrder& order,
                                    const compile::BitPlane& plane, std::size_t from,
                                    std::size_t until) const {
        return vectors::first_drawn(order, from, until, plane, has_room_in(state));
    }

    // A step waits for itself, eight rounds long, and one of several tasks takes hardly longer. Two
    // steps end five walks in six or more. Whether the first positions of the task are drawn.
    bool draw_ahead(const NextOrders& orders, const compile::BitPlane& plane) {
        const RandomOrder order = orders.front();
        if (next_group_ < groups_ && ahead_.key[next_group_ * group] == order.key()) return true;
        if (orders.tasks() < 2) return false;
        groups_ = std::min<std::size_t>(groups_at_most, orders.tasks());
        next_group_ = 0;
        for (std::size_t g = 0; g < groups_; ++g) ahead_.begin(g * group, group, orders.of(g), 0);
        ahead_.first_step(order, plane.data(), 0, groups_ * group);
        ends_ = ahead_.step(order, plane.data(), 0, groups_ * group);
        return true;
    }

    // The plane may have shrunk since, by instances that have no room.
    std::optional<std::size_t> first_ahead(const CpuState& state, const RandomOrder& order,
                                           const compile::BitPlane& plane) {
        const std::size_t first = next_group_++ * group;
        return vectors::first_that_does(ahead_, order, plane.data(), first, group, ends_,
                                        has_room_in(state));
    }

    // Makes `may_fit_` exact and returns how many do fit.
    std::size_t look_again(const CpuState& state, const compile::BitPlane& within) {
        compile::BitPlane fits(state.instance_count());
        vectors::covering(state.tiles, asked_, within.data(), fits.data());
        std::size_t count = 0;
        for (std::size_t w = 0; w < fits.word_count(); ++w) {
            compile::for_each_bit(fits.word(w), w, [&](std::size_t i) {
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
            compile::for_each_bit(may_fit_.word(w), w, [&](std::size_t i) {
                list_.push_back(static_cast<std::uint32_t>(i));
            });
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

    const compile::TaskClass& task_class_;
    Amounts asked_;
    std::size_t first_steps_;
    std::size_t steps_at_most_;
    compile::BitPlane may_fit_;  // empty = as eligible
    vectors::Walks ahead_;
    vectors::Walks::Ends ends_{};  // of all groups, when they were drawn
    std::size_t groups_ = 0;
    std::size_t next_group_ = 0;
    bool is_ranking_ = false;
    std::vector<std::uint32_t> list_;  // in instance order; while ranking
    std::vector<std::uint64_t> ranks_;
};

}  // namespace

std::unique_ptr<Picker> make_random_picker(const compile::TaskClass& task_class,
                                           const CpuTuning& tuning) {
    return std::make_unique<RandomPicker>(task_class, tuning);
}

}  // namespace berth::host::solve::cpu
