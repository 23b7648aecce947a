// The instances of each bucket in order of what is left of one resource, for binpack.
//
// `binpack` takes the feasible instance with the least left: the first one in this order that has
// room. A bucket's order is a list of blocks of at most 64 entries; within a block the entries are
// unordered. A block carries their amounts, so a few vector comparisons tell which of them have
// room; their kinds, which tell which are eligible; and a summary, the largest of each amount and
// the kinds folded into a word, so a block in which nothing can fit is skipped.
//
// A commit moves one instance. Moves are collected and made at the next search: an instance that is
// filled task by task moves once.
//
// Summaries may promise too much, never too little: an entry that leaves does not lower them. A
// search that finds nothing in a block makes its summary exact. A frequent class has a slot, and
// with it a bit in every block that says that nothing in the block will do; the bit is cleared when
// an instance that covers the class's needs moves in.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "solve/cpu/cpu_state.hpp"
#include "solve/cpu/instance_kinds.hpp"

namespace berth::host::solve::cpu {

/// An instance and its key: the amount left in the upper half, the ordinal in the lower, so that
/// entries compare as the rules require.
using PackEntry = std::uint64_t;
constexpr PackEntry pack_entry(std::int32_t left, std::size_t instance) {
    return std::uint64_t{static_cast<std::uint32_t>(left)} << 32U | instance;
}
constexpr std::size_t entry_instance(PackEntry entry) {
    return entry & 0xFFFFFFFFU;
}
constexpr std::int32_t entry_left(PackEntry entry) {
    return static_cast<std::int32_t>(entry >> 32U);
}

class PackIndex {
   public:
    using Resource = kernels::Resource;

    /// `bucket_of` [N]; `kinds` must outlive the index.
    /// At most `slots` slots can be added.
    PackIndex(const CpuState& state, Resource resource, std::vector<std::uint32_t> bucket_of,
              std::uint32_t buckets, const InstanceKinds& kinds, std::size_t slots);

    using Slot = std::uint32_t;
    static constexpr Slot no_slot = ~Slot{0};

    /// For tasks with these amounts; no_slot if none is left.
    Slot add_slot(const Amounts& asked);
    void retire_slot(Slot slot);

    /// An instance's amounts have changed.
    void update(std::size_t instance) {
        if (is_moved_[instance] != 0) return;
        is_moved_[instance] = 1;
        moved_.push_back(static_cast<std::uint32_t>(instance));
    }

    /// What a search asks of an instance.
    struct Query {
        Query(const CpuState& state, const compile::TaskClass& task_class,
              const InstanceKinds& kinds);

        /// Whether an instance that covers the amounts also has the rest.
        bool accepts(const CpuState& state, std::size_t instance) const {
            if (!eligible->test(instance)) return false;
            return !is_special || (state.has_special_room(*task_class, instance) &&
                                   state.dynamic_expressions_hold(*task_class, instance));
        }

        const compile::TaskClass* task_class;
        const compile::BitPlane* eligible;
        Amounts asked;
        const KindSet* kinds;  ///< of the eligible instances
        std::uint64_t sign;    ///< of those kinds
        bool is_special;       ///< more than amounts and eligibility matters
        /// With a slot, every search must start where the last one stopped, or before.
        Slot slot = no_slot;
    };

    static constexpr PackEntry no_entry = std::numeric_limits<PackEntry>::max();

    /// The first entry of the bucket, from `from` on, whose instance has room and is eligible;
    /// no_entry if there is none. Entries from `until` on may be skipped.
    PackEntry find(const CpuState& state, const Query& query, std::uint32_t bucket,
                   PackEntry from = 0, PackEntry until = no_entry);

    /// The entry of an instance as its amounts are now.
    PackEntry entry(const CpuState& state, std::size_t instance) const {
        return pack_entry(left(state, instance), instance);
    }
    std::uint32_t bucket_of(std::size_t instance) const { return bucket_of_[instance]; }
    std::uint32_t bucket_count() const { return static_cast<std::uint32_t>(buckets_.size()); }

   private:
    static constexpr std::size_t block_capacity = AmountBlock::size;
    static constexpr std::uint32_t sparse = block_capacity / 4;

    struct Block {
        AmountBlock amounts;
        PackEntry entries[block_capacity];
        InstanceKind kinds[block_capacity];
    };
    struct Summary {
        Amounts most = Amounts::none();
        std::uint64_t sign = 0;
        std::uint32_t size = 0;
        bool is_exact = true;
    };
    struct Place {
        std::uint32_t block = 0;
        std::uint32_t position = 0;
    };
    // Blocks in order, beside an entry of each that no entry in it stands before, which is what
    // searches look at.
    struct Bucket {
        std::vector<PackEntry> fences;
        std::vector<std::uint32_t> blocks;
    };

    std::int32_t left(const CpuState& state, std::size_t instance) const {
        return state.left(instance)[resource_];
    }
    void fill(const CpuState& state, Bucket& bucket, std::vector<PackEntry>& entries);
    void fetch_moves() const;
    void make_moves(const CpuState& state);
    std::uint32_t new_block();
    void remove(const CpuState& state, Bucket& bucket, PackEntry entry);
    void merge(const CpuState& state, Bucket& bucket, std::size_t position);
    void drop_block(Bucket& bucket, std::size_t position);
    void insert(const CpuState& state, Bucket& bucket, PackEntry entry);
    void split(const CpuState& state, Bucket& bucket, std::size_t position);
    void put(const CpuState& state, std::uint32_t block, PackEntry entry);
    void summarise(std::uint32_t block);
    void mark_barren(std::uint32_t block, Slot slot) {
        barren_[block * slot_words_ + slot / 64] |= std::uint64_t{1} << (slot % 64);
    }
    bool is_barren(std::uint32_t block, Slot slot) const {
        return ((barren_[block * slot_words_ + slot / 64] >> (slot % 64)) & 1U) != 0;
    }
    PackEntry first_of(const CpuState& state, const Query& query, const Block& block,
                       compile::PlaneWord marked, PackEntry start) const;

    Resource resource_;
    std::vector<std::uint32_t> bucket_of_;  // [N]
    const InstanceKinds& kinds_;
    std::vector<std::int32_t> left_;  // [N] the key under which each instance is filed
    std::vector<Place> places_;       // [N]
    std::vector<Bucket> buckets_;
    std::vector<Block> blocks_;
    std::vector<Summary> summaries_;  // [block]
    std::vector<std::uint32_t> free_blocks_;
    std::vector<AmountTile> asked_;  // [slots / 64] of each slot
    std::uint32_t slot_count_ = 0;
    std::size_t slot_words_;
    std::vector<std::uint64_t> barren_;   // [block][slot words]
    std::vector<std::uint64_t> covered_;  // [slot words], reused
    std::vector<std::uint32_t> moved_;    // instances that are filed under an old key
    std::vector<std::uint8_t> is_moved_;  // [N]
};

}  // namespace berth::host::solve::cpu
