// The instances of each bucket in order of what is left of one resource, for binpack.
//
// `binpack` takes the feasible instance with the least left: the first one in this order that has
// room. A bucket's order is a list of blocks of at most 64 entries; each block carries a summary,
// the largest amount of each resource in it and the union of its instances' planes, so that a block
// in which nothing can fit is passed over with one comparison. A commit moves one instance.
//
// Summaries may promise too much, never too little: an entry that leaves does not lower them. A
// search that finds nothing in a block has seen all of it, and makes its summary exact.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/cpu/cpu_state.hpp"

namespace berth::engine {

/// Planes that searches ask for, numbered densely, as a row of bits per instance.
class PlaneRows {
   public:
    PlaneRows(const PlanePool& planes, const std::vector<PlaneId>& wanted);

    std::size_t words() const { return words_; }
    const std::uint64_t* row(std::size_t instance) const { return &bits_[instance * words_]; }
    /// Position of a wanted plane in the rows.
    std::size_t column(PlaneId plane) const;

   private:
    std::vector<PlaneId> wanted_;
    std::size_t words_;
    std::vector<std::uint64_t> bits_;  // [N][words]
};

/// An instance and its key: the amount left in the upper half, the ordinal in the lower, so that
/// entries compare as the rules want it.
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
    enum class Resource : std::uint8_t { cpu, memory };

    /// `bucket_of` [N]; `planes` must outlive the index.
    PackIndex(const CpuState& state, Resource resource, const std::vector<std::uint32_t>& bucket_of,
              std::uint32_t buckets, const PlaneRows& planes);

    /// Moves an instance whose amounts have changed.
    void update(const CpuState& state, std::size_t instance);

    /// What a search asks of an instance.
    struct Query {
        const TaskClass& task_class;
        Amounts asked;
        std::size_t plane_column;
    };

    /// The first entry of the bucket, from `from` on, whose instance has room; nothing where there
    /// is none. Tightens the summaries of the blocks it went through in vain.
    std::optional<PackEntry> find(const CpuState& state, const Query& query, std::uint32_t bucket,
                                  PackEntry from = 0);

   private:
    static constexpr std::uint32_t block_capacity = 64;

    struct Block {
        std::uint32_t size = 0;
        Amounts most = Amounts::none();
        PackEntry entries[block_capacity];
    };
    // Blocks in order, beside the first entry of each, which is what searches look at.
    struct Bucket {
        std::vector<PackEntry> firsts;
        std::vector<std::uint32_t> blocks;
    };

    std::int32_t left(const CpuState& state, std::size_t instance) const;
    void fill(const CpuState& state, Bucket& bucket, std::vector<PackEntry>& entries);
    std::uint32_t new_block();
    std::size_t position_of(const Bucket& bucket, PackEntry entry) const;
    void remove(Bucket& bucket, PackEntry entry);
    void insert(const CpuState& state, Bucket& bucket, PackEntry entry);
    void split(const CpuState& state, Bucket& bucket, std::size_t position);
    void summarise(const CpuState& state, std::uint32_t block);
    void add_to_summary(const CpuState& state, std::uint32_t block, std::size_t instance);
    bool may_hold(std::uint32_t block, const Query& query) const;

    Resource resource_;
    std::vector<std::uint32_t> bucket_of_;  // [N]
    const PlaneRows& planes_;
    std::vector<std::int32_t> left_;  // [N] the key under which each instance stands
    std::vector<Bucket> buckets_;
    std::vector<Block> blocks_;
    std::vector<std::uint64_t> block_planes_;  // [block][words]
    std::vector<std::uint32_t> free_blocks_;
};

}  // namespace berth::engine
