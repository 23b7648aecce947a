// Binpack, alone or after spread by one attribute, with any keys behind it.
#include <limits>
#include <vector>

#include "solve/cpu/picker.hpp"
#include "solve/cpu/selection.hpp"

namespace berth::engine {

namespace {

class PackPicker : public Picker {
   public:
    PackPicker(const TaskClass& task_class, PackIndex& index, std::size_t plane_column)
        : task_class_(task_class),
          index_(index),
          query_{task_class, asked_amounts(task_class.needs), plane_column} {
        has_counter_ = task_class.keys.front().kind == SortKey::Kind::group_in_bucket;
        keys_behind_ = task_class.keys.size() - (has_counter_ ? 2 : 1);
    }

    std::optional<std::size_t> pick(const CpuState& state, const RandomOrder& order) override {
        if (exhausted_.empty()) exhausted_.resize(bucket_count(state), false);
        std::optional<PackEntry> best;
        std::int32_t fewest = std::numeric_limits<std::int32_t>::max();
        tied_buckets_.clear();
        for (std::uint32_t b = 0; b < exhausted_.size(); ++b) {
            const std::int32_t tasks = tasks_in(state, b);
            if (tasks > fewest || exhausted_[b]) continue;
            const std::optional<PackEntry> first = index_.find(state, query_, b);
            exhausted_[b] = !first;
            if (!first) continue;
            if (tasks < fewest || *first < *best) best = first;
            if (tasks < fewest) tied_buckets_.clear();
            tied_buckets_.push_back(b);
            fewest = tasks;
        }
        if (!best) return std::nullopt;
        return keys_behind_ == 0 ? entry_instance(*best) : among_equals(state, *best, order);
    }

   private:
    std::size_t bucket_count(const CpuState& state) const {
        if (!has_counter_) return 1;
        return state.cluster.bucket_counts[task_class_.keys.front().counter].size();
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
            while ((entry = index_.find(state, query_, b, *entry)) &&
                   entry_left(*entry) == entry_left(best)) {
                equals.push_back(static_cast<std::uint32_t>(entry_instance(*entry)));
                ++*entry;
            }
        }
        std::ranges::sort(equals);
        return selection_.narrow(state, task_class_, task_class_.keys.size() - keys_behind_, order);
    }

    const TaskClass& task_class_;
    PackIndex& index_;
    PackIndex::Query query_;
    bool has_counter_ = false;
    std::size_t keys_behind_ = 0;
    std::vector<bool> exhausted_;  // [bucket] no room, for good
    std::vector<std::uint32_t> tied_buckets_;
    Selection selection_;
};

}  // namespace

std::unique_ptr<Picker> make_pack_picker(const TaskClass& task_class, PackIndex& index,
                                         std::size_t plane_column) {
    return std::make_unique<PackPicker>(task_class, index, plane_column);
}

}  // namespace berth::engine
