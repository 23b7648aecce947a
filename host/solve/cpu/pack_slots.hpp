// The best entry that each class has in each bucket of a PackIndex, kept up to date by commits.
//
// Room only shrinks and a commit moves one instance towards the front. So once a class has found
// its first entry, that stays the first until the instance loses its room or another instance that
// has room moves before it. The second is noticed as it happens: a commit compares what is left on
// its instance with the needs of all classes at once, by vector instructions. After the first, the
// search continues where it stopped, since nothing before has room: no class goes over the order
// twice, except where an instance has moved in front of its place.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/cpu/pack_index.hpp"
#include "solve/cpu/vectors.hpp"

namespace berth::host::solve::cpu {

class PackSlots {
   public:
    using Slot = PackIndex::Slot;

    explicit PackSlots(std::uint32_t buckets) : buckets_(buckets) {}

    /// For a class without moving conditions. PackIndex::no_slot if none is left.
    Slot add(PackIndex& index, PackIndex::Query query);

    /// The class has no more tasks.
    void retire(PackIndex& index, Slot slot);

    /// To be called after each commit.
    void update(const CpuState& state, const PackIndex& index, std::size_t instance);

    /// What index.find() gives for the class, from the start of the bucket.
    PackEntry first(const CpuState& state, PackIndex& index, Slot slot, std::uint32_t bucket,
                    PackEntry until);

   private:
    /// No feasible entry comes before `entry`; with `is_entry`, it is one itself as long as its
    /// instance keeps its room and key.
    struct Bound {
        PackEntry entry = 0;
        bool is_entry = false;
    };
    struct Bucket {
        std::vector<vectors::SlotTile> tiles;  // [slots / 64]
        std::vector<Bound> bounds;             // [slots]

        void set(Slot slot, Bound bound);
        void close(Slot slot);
    };

    std::vector<Bucket> buckets_;
    std::vector<PackIndex::Query> queries_;    // [slots]
    std::vector<compile::PlaneWord> reached_;  // [slots / 64], reused
};

}  // namespace berth::host::solve::cpu
