// Spread by instance, alone or after spread by one attribute.
//
// Within a bucket the winner is the feasible instance with the fewest tasks of the group, the first
// one in instance order. Counts only grow and room only shrinks, so a cursor that stands at
// (level, ordinal) has for good left behind it every instance of its level: it never turns back.
// A level ends at the last instance; the next one is the smallest count met on the way.
#include <bit>
#include <limits>
#include <vector>

#include "solve/cpu/picker.hpp"
#include "solve/cpu/vectors.hpp"

namespace berth::host::solve::cpu {

namespace {

using kernels::KeyKind;

class SpreadPicker : public Picker {
   public:
    SpreadPicker(const CpuState& state, const compile::TaskClass& task_class,
                 const std::vector<compile::BitPlane>* bucket_planes)
        : task_class_(task_class),
          asked_(asked_amounts(task_class.needs)),
          eligible_(state.problem.planes[task_class.eligible]),
          bucket_planes_(bucket_planes),
          by_level_(task_class.keys.back().kind == KeyKind::group_on_instance),
          cursors_(bucket_planes == nullptr ? 1 : bucket_planes->size()) {}

    std::optional<std::size_t> pick(const CpuState& state, const NextOrders&) override {
        Cursor* best = nullptr;
        std::int32_t fewest = std::numeric_limits<std::int32_t>::max();
        for (std::size_t b = 0; b < cursors_.size(); ++b) {
            Cursor& cursor = cursors_[b];
            const std::int32_t tasks = tasks_in(state, b);
            if (tasks > fewest || !settle(state, b)) continue;
            if (tasks < fewest || best == nullptr || is_before(cursor, *best)) best = &cursor;
            fewest = tasks;
        }
        return best == nullptr ? std::nullopt : std::optional(best->instance());
    }

   private:
    static constexpr std::int32_t no_level = std::numeric_limits<std::int32_t>::max();
    static constexpr std::size_t before_first_word = ~std::size_t{0};

    struct Cursor {
        compile::PlaneWord open = 0;  // instances of the word that are still to be looked at
        std::size_t word = before_first_word;
        std::int32_t level = 0;
        std::int32_t next_level = no_level;
        bool exhausted = false;

        // The first of them.
        std::size_t instance() const {
            return word * compile::plane_word_bits +
                   static_cast<std::size_t>(std::countr_zero(open));
        }
    };

    static bool is_before(const Cursor& a, const Cursor& b) {
        return a.level != b.level ? a.level < b.level : a.instance() < b.instance();
    }

    std::int32_t level_of(const CpuState& state, std::size_t instance) const {
        return by_level_ ? state.cluster.group_counts.get(task_class_.group, instance) : 0;
    }

    std::int32_t tasks_in(const CpuState& state, std::size_t bucket) const {
        if (bucket_planes_ == nullptr) return 0;
        return state.cluster.bucket_counts[task_class_.keys.front().counter][bucket];
    }

    // Moves the cursor of a bucket to its winner: the first instance from where it stands that is
    // of its level and has room. False where the bucket has no room left.
    bool settle(const CpuState& state, std::size_t bucket) {
        Cursor& cursor = cursors_[bucket];
        while (!cursor.exhausted) {
            do {
                for (; cursor.open != 0; cursor.open &= cursor.open - 1) {
                    const std::size_t i = cursor.instance();
                    if (!state.has_room(task_class_, asked_, i)) continue;
                    const std::int32_t level = level_of(state, i);
                    if (level == cursor.level) return true;
                    cursor.next_level = std::min(cursor.next_level, level);
                }
            } while (next_word(state, bucket));
            cursor.exhausted = cursor.next_level == no_level;
            cursor.level = cursor.next_level;
            cursor.next_level = no_level;
            cursor.word = before_first_word;
        }
        return false;
    }

    // Opens the next word that has an eligible instance with room; false at the end of the plane.
    bool next_word(const CpuState& state, std::size_t bucket) {
        Cursor& cursor = cursors_[bucket];
        while (++cursor.word < eligible_.word_count()) {
            const compile::PlaneWord bits = eligible_word(bucket, cursor.word);
            if (bits == 0) continue;
            cursor.open = bits & vectors::covering(state.tiles[cursor.word], asked_);
            if (cursor.open != 0) return true;
        }
        return false;
    }

    // The eligible instances of the bucket in one word of the plane.
    compile::PlaneWord eligible_word(std::size_t bucket, std::size_t word) const {
        const compile::PlaneWord bits = eligible_.word(word);
        return bucket_planes_ == nullptr ? bits : bits & (*bucket_planes_)[bucket].word(word);
    }

    const compile::TaskClass& task_class_;
    Amounts asked_;
    const compile::BitPlane& eligible_;
    const std::vector<compile::BitPlane>* bucket_planes_;  // nullptr = all instances are one bucket
    bool by_level_;
    std::vector<Cursor> cursors_;  // [bucket]
};

}  // namespace

std::unique_ptr<Picker> make_spread_picker(const CpuState& state,
                                           const compile::TaskClass& task_class,
                                           const std::vector<compile::BitPlane>* bucket_planes) {
    return std::make_unique<SpreadPicker>(state, task_class, bucket_planes);
}

}  // namespace berth::host::solve::cpu
