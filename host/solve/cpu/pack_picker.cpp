// Binpack, alone or after spread by one attribute, with any keys behind it.
#include <algorithm>
#include <limits>
#include <vector>

#include "solve/cpu/picker.hpp"
#include "solve/cpu/selection.hpp"

namespace berth::host::solve::cpu {

namespace {

class PackPicker : public Picker {
   public:
    PackPicker(const PackIndex::Query& query, Packing& packing, bool has_slot)
        : task_class_(*query.task_class),
          query_(query),
          packing_(packing),
          has_counter_(task_class_.keys.front().kind == kernels::KeyKind::group_in_bucket),
          keys_behind_(task_class_.keys.size() - (has_counter_ ? 2 : 1)) {
        if (has_slot) slot_ = packing.slots.add(packing.index, query);
    }

    ~PackPicker() override {
        if (slot_ != PackIndex::no_slot) packing_.slots.retire(packing_.index, slot_);
    }

    std::optional<std::size_t> pick(const CpuState& state, const NextOrders& orders) override {
        PackEntry best = PackIndex::no_entry;
        std::int32_t fewest = std::numeric_limits<std::int32_t>::max();
        for (std::uint32_t b = 0; b < packing_.index.bucket_count(); ++b) {
            const std::int32_t tasks = tasks_in(state, b);
            if (tasks > fewest) continue;
            // In a bucket with as many tasks as the best one, only what stands before it matters.
            const PackEntry until = tasks < fewest ? PackIndex::no_entry : best;
            const PackEntry first = first_in(state, b, until);
            if (first == PackIndex::no_entry) continue;
            best = tasks < fewest ? first : std::min(best, first);
            fewest = tasks;
        }
        if (best == PackIndex::no_entry) return std::nullopt;
        return keys_behind_ == 0 ? entry_instance(best)
                                 : among_equals(state, best, fewest, orders.front());
    }

    // It was the first with room, and is even fuller now.
    bool stays(const CpuState& state, std::size_t instance) const override {
        return !has_counter_ && keys_behind_ == 0 &&
               state.has_room(task_class_, query_.asked, instance) &&
               state.dynamic_expressions_hold(task_class_, instance);
    }

   private:
    PackEntry first_in(const CpuState& state, std::uint32_t bucket, PackEntry until) {
        return slot_ == PackIndex::no_slot
                   ? packing_.index.find(state, query_, bucket, 0, until)
                   : packing_.slots.first(state, packing_.index, slot_, bucket, until);
    }

    std::int32_t tasks_in(const CpuState& state, std::uint32_t bucket) const {
        if (!has_counter_) return 0;
        return state.cluster.bucket_counts[task_class_.keys.front().counter][bucket];
    }

    // All instances with as much left as the best one, in buckets with as few tasks, put to the
    // keys behind binpack.
    std::size_t among_equals(const CpuState& state, PackEntry best, std::int32_t fewest,
                             const RandomOrder& order) {
        std::vector<std::uint32_t>& equals = selection_.kept();
        equals.clear();
        const PackEntry until = (best | 0xFFFFFFFFU) + 1;  // the first with more left
        for (std::uint32_t b = 0; b < packing_.index.bucket_count(); ++b) {
            if (tasks_in(state, b) != fewest) continue;
            PackEntry entry = packing_.index.find(state, query_, b, best, until);
            while (entry < until) {
                equals.push_back(static_cast<std::uint32_t>(entry_instance(entry)));
                entry = packing_.index.find(state, query_, b, entry + 1, until);
            }
        }
        std::ranges::sort(equals);
        return selection_.narrow(state, task_class_, task_class_.keys.size() - keys_behind_, order);
    }

    const compile::TaskClass& task_class_;
    PackIndex::Query query_;
    Packing& packing_;
    bool has_counter_ = false;
    std::size_t keys_behind_ = 0;
    PackIndex::Slot slot_ = PackIndex::no_slot;
    Selection selection_;
};

}  // namespace

std::unique_ptr<Picker> make_pack_picker(const PackIndex::Query& query, Packing& packing,
                                         bool has_slot) {
    return std::make_unique<PackPicker>(query, packing, has_slot);
}

}  // namespace berth::host::solve::cpu
