// Binpack, alone or after spread by one attribute, with any keys behind it.
#include <algorithm>
#include <limits>
#include <vector>

#include "solve/cpu/picker.hpp"
#include "solve/cpu/selection.hpp"

namespace berth::engine {

namespace {

class PackPicker : public Picker {
   public:
    PackPicker(const PackIndex::Query& query, Packing& packing, bool has_slot)
        : task_class_(*query.task_class),
          query_(query),
          packing_(packing),
          has_counter_(task_class_.keys.front().kind == SortKey::Kind::group_in_bucket),
          keys_behind_(task_class_.keys.size() - (has_counter_ ? 2 : 1)) {
        if (has_slot) slot_ = packing.slots.add(packing.index, query);
    }

    ~PackPicker() override {
        if (slot_ != PackIndex::no_slot) packing_.slots.retire(packing_.index, slot_);
    }

    std::optional<std::size_t> pick(const CpuState& state, const RandomOrder& order) override {
        std::optional<PackEntry> best;
        std::int32_t fewest = std::numeric_limits<std::int32_t>::max();
        tied_buckets_.clear();
        for (std::uint32_t b = 0; b < packing_.index.bucket_count(); ++b) {
            const std::int32_t tasks = tasks_in(state, b);
            if (tasks > fewest) continue;
            const std::optional<PackEntry> first = first_in(state, b);
            if (!first) continue;
            if (tasks < fewest || *first < *best) best = first;
            if (tasks < fewest) tied_buckets_.clear();
            tied_buckets_.push_back(b);
            fewest = tasks;
        }
        if (!best) return std::nullopt;
        return keys_behind_ == 0 ? entry_instance(*best) : among_equals(state, *best, order);
    }

    // It was the first with room, and is even fuller now.
    bool stays(const CpuState& state, std::size_t instance) const override {
        return !has_counter_ && keys_behind_ == 0 &&
               state.has_room(task_class_, query_.asked, instance) &&
               state.dynamic_expressions_hold(task_class_, instance);
    }

   private:
    std::optional<PackEntry> first_in(const CpuState& state, std::uint32_t bucket) {
        return slot_ == PackIndex::no_slot
                   ? packing_.index.find(state, query_, bucket)
                   : packing_.slots.first(state, packing_.index, slot_, bucket);
    }

    std::int32_t tasks_in(const CpuState& state, std::uint32_t bucket) const {
        if (!has_counter_) return 0;
        return state.cluster.bucket_counts[task_class_.keys.front().counter][bucket];
    }

    // All instances with as much left as the best one, put to the keys behind binpack.
    std::size_t among_equals(const CpuState& state, PackEntry best, const RandomOrder& order) {
        std::vector<std::uint32_t>& equals = selection_.kept();
        equals.clear();
        for (const std::uint32_t b : tied_buckets_) {
            std::optional<PackEntry> entry = pack_entry(entry_left(best), 0);
            while ((entry = packing_.index.find(state, query_, b, *entry)) &&
                   entry_left(*entry) == entry_left(best)) {
                equals.push_back(static_cast<std::uint32_t>(entry_instance(*entry)));
                ++*entry;
            }
        }
        std::ranges::sort(equals);
        return selection_.narrow(state, task_class_, task_class_.keys.size() - keys_behind_, order);
    }

    const TaskClass& task_class_;
    PackIndex::Query query_;
    Packing& packing_;
    bool has_counter_ = false;
    std::size_t keys_behind_ = 0;
    PackIndex::Slot slot_ = PackIndex::no_slot;
    std::vector<std::uint32_t> tied_buckets_;
    Selection selection_;
};

}  // namespace

std::unique_ptr<Picker> make_pack_picker(const PackIndex::Query& query, Packing& packing,
                                         bool has_slot) {
    return std::make_unique<PackPicker>(query, packing, has_slot);
}

}  // namespace berth::engine
