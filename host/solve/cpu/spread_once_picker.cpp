// Spread by instance, alone or after spread by one attribute, for a class of few tasks.
//
// Goes through the feasible instances, and stops at one that no other can beat: of the bucket with
// the fewest tasks, without a task of the group. That is how most groups begin, and nothing has to
// be kept between the tasks.
#include <algorithm>
#include <limits>

#include "solve/cpu/picker.hpp"
#include "solve/cpu/vectors.hpp"

namespace berth::host::solve::cpu {

namespace {

using kernels::KeyKind;

class SpreadOncePicker : public Picker {
   public:
    SpreadOncePicker(const CpuState& state, const compile::TaskClass& task_class)
        : task_class_(task_class),
          asked_(asked_amounts(task_class.needs)),
          by_level_(task_class.keys.back().kind == KeyKind::group_on_instance) {
        if (task_class.keys.front().kind != KeyKind::group_in_bucket) return;
        const std::uint32_t counter = task_class.keys.front().counter;
        const ProblemParts& problem = state.problem;
        bucket_of_ = problem.spread_buckets[problem.counters[counter].buckets].bucket.data();
        tasks_in_ = &state.cluster.bucket_counts[counter];
    }

    std::optional<std::size_t> pick(const CpuState& state, const NextOrders&) override {
        const compile::BitPlane& eligible = state.problem.planes[task_class_.eligible];
        const std::int32_t least = tasks_in_ == nullptr ? 0 : *std::ranges::min_element(*tasks_in_);
        Best best;
        for (std::size_t w = 0; w < eligible.word_count(); ++w) {
            if (eligible.word(w) == 0) continue;
            compile::PlaneWord open = eligible.word(w) & vectors::covering(state.tiles[w], asked_);
            for (; open != 0; open &= open - 1) {
                look_at(
                    state,
                    w * compile::plane_word_bits + static_cast<std::size_t>(std::countr_zero(open)),
                    best);
                if (best.tasks == least && best.level == 0) return best.instance;
            }
        }
        return best.instance;
    }

   private:
    static constexpr std::int32_t most = std::numeric_limits<std::int32_t>::max();

    struct Best {
        std::int32_t tasks = most;
        std::int32_t level = most;
        std::optional<std::size_t> instance;
    };

    void look_at(const CpuState& state, std::size_t instance, Best& best) const {
        const std::int32_t tasks = tasks_in_ == nullptr ? 0 : (*tasks_in_)[bucket_of_[instance]];
        if (tasks > best.tasks || !state.has_special_room(task_class_, instance)) return;
        const std::int32_t level =
            by_level_ ? state.cluster.group_counts.get(task_class_.group, instance) : 0;
        if (tasks == best.tasks && level >= best.level) return;
        best = {tasks, level, instance};
    }

    const compile::TaskClass& task_class_;
    Amounts asked_;
    bool by_level_;
    const std::uint32_t* bucket_of_ = nullptr;             // [N]
    const std::vector<std::int32_t>* tasks_in_ = nullptr;  // [bucket]; nullptr = one bucket
};

}  // namespace

std::unique_ptr<Picker> make_spread_once_picker(const CpuState& state,
                                                const compile::TaskClass& task_class) {
    return std::make_unique<SpreadOncePicker>(state, task_class);
}

}  // namespace berth::host::solve::cpu
