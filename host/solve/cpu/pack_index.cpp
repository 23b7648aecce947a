#include "solve/cpu/pack_index.hpp"

#include <hwy/cache_control.h>

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "solve/cpu/vectors.hpp"

namespace berth::host::solve::cpu {

namespace {

// The number of fences before `entry`, in about log2(count) steps without a branch to guess.
std::size_t count_before(const std::vector<PackEntry>& fences, PackEntry entry) {
    const PackEntry* first = fences.data();
    std::size_t count = fences.size();
    while (count > 1) {
        const std::size_t half = count / 2;
        first += first[half - 1] < entry ? half : 0;
        count -= half;
    }
    return static_cast<std::size_t>(first - fences.data()) + (*first < entry ? 1 : 0);
}

// The last block whose fence is not behind `entry`.
std::size_t position_of(const std::vector<PackEntry>& fences, PackEntry entry) {
    return count_before(fences, entry + 1) - 1;
}

}  // namespace

PackIndex::Query::Query(const CpuState& state, const compile::TaskClass& wanted,
                        const InstanceKinds& kinds_in)
    : task_class(&wanted),
      eligible(&state.problem.planes[wanted.eligible]),
      asked(asked_amounts(wanted.needs)),
      kinds(&kinds_in.of_plane(wanted.eligible)),
      sign(kinds->sign()),
      is_special(!wanted.needs.ports.empty() || wanted.needs.gpus_all > 0 ||
                 wanted.distinct_instance || !wanted.dynamic_expressions.empty()) {}

PackIndex::PackIndex(const CpuState& state, Resource resource, std::vector<std::uint32_t> bucket_of,
                     std::uint32_t buckets, const InstanceKinds& kinds_in, std::size_t slots)
    : resource_(resource),
      bucket_of_(std::move(bucket_of)),
      kinds_(kinds_in),
      buckets_(buckets),
      slot_words_((slots + AmountTile::size - 1) / AmountTile::size),
      covered_(slot_words_) {
    const std::size_t n = state.instance_count();
    left_.reserve(n);
    places_.resize(n);
    is_moved_.resize(n, 0);
    std::vector<std::vector<PackEntry>> entries(buckets);
    for (std::size_t i = 0; i < n; ++i) {
        left_.push_back(left(state, i));
        entries[bucket_of_[i]].push_back(pack_entry(left_[i], i));
    }
    for (std::uint32_t b = 0; b < buckets; ++b) fill(state, buckets_[b], entries[b]);
}

PackIndex::Slot PackIndex::add_slot(const Amounts& asked) {
    if (slot_count_ == slot_words_ * AmountTile::size) return no_slot;
    const Slot slot = slot_count_++;
    if (slot % AmountTile::size == 0) {
        asked_.emplace_back();
        asked_.back().fill(Amounts::unmeetable());
    }
    asked_.back().set(slot % AmountTile::size, asked);
    return slot;
}

void PackIndex::retire_slot(Slot slot) {
    asked_[slot / AmountTile::size].set(slot % AmountTile::size, Amounts::unmeetable());
}

// Blocks start three quarters full, which leaves room for instances that move in.
void PackIndex::fill(const CpuState& state, Bucket& bucket, std::vector<PackEntry>& entries) {
    constexpr std::size_t initial = block_capacity * 3 / 4;
    std::ranges::sort(entries);
    for (std::size_t first = 0; first < entries.size(); first += initial) {
        const std::uint32_t id = new_block();
        const std::size_t count = std::min(initial, entries.size() - first);
        for (std::size_t k = 0; k < count; ++k) put(state, id, entries[first + k]);
        bucket.fences.push_back(first == 0 ? 0 : entries[first]);
        bucket.blocks.push_back(id);
    }
}

std::uint32_t PackIndex::new_block() {
    std::uint32_t id = static_cast<std::uint32_t>(blocks_.size());
    if (free_blocks_.empty()) {
        blocks_.emplace_back();
        summaries_.emplace_back();
        barren_.resize(barren_.size() + slot_words_);
    } else {
        id = free_blocks_.back();
        free_blocks_.pop_back();
        summaries_[id] = {};
        std::fill_n(&barren_[id * slot_words_], slot_words_, std::uint64_t{0});
    }
    std::ranges::fill(blocks_[id].amounts.rows, Amounts::none());
    return id;
}

void PackIndex::put(const CpuState& state, std::uint32_t block, PackEntry entry) {
    Summary& summary = summaries_[block];
    const std::size_t instance = entry_instance(entry);
    const Amounts& row = state.left(instance);
    blocks_[block].entries[summary.size] = entry;
    blocks_[block].kinds[summary.size] = kinds_.of_instance(instance);
    blocks_[block].amounts.rows[summary.size] = row;
    places_[instance] = {block, summary.size};
    ++summary.size;
    summary.most.raise_to(row);
    summary.sign |= sign_of(kinds_.of_instance(instance));
}

void PackIndex::summarise(std::uint32_t block) {
    Summary& summary = summaries_[block];
    summary.most = vectors::largest(blocks_[block].amounts);
    summary.sign = 0;
    for (std::uint32_t k = 0; k < summary.size; ++k) {
        summary.sign |= sign_of(blocks_[block].kinds[k]);
    }
    summary.is_exact = true;
}

void PackIndex::drop_block(Bucket& bucket, std::size_t position) {
    free_blocks_.push_back(bucket.blocks[position]);
    bucket.blocks.erase(bucket.blocks.begin() + static_cast<std::ptrdiff_t>(position));
    bucket.fences.erase(bucket.fences.begin() + static_cast<std::ptrdiff_t>(position));
    if (!bucket.fences.empty()) bucket.fences.front() = 0;
}

// The last entry of the block takes the place of the one that leaves.
void PackIndex::remove(const CpuState& state, Bucket& bucket, PackEntry entry) {
    const Place place = places_[entry_instance(entry)];
    Block& block = blocks_[place.block];
    Summary& summary = summaries_[place.block];
    const std::uint32_t last = --summary.size;
    block.entries[place.position] = block.entries[last];
    block.kinds[place.position] = block.kinds[last];
    block.amounts.rows[place.position] = block.amounts.rows[last];
    block.amounts.rows[last] = Amounts::none();
    places_[entry_instance(block.entries[place.position])].position = place.position;
    summary.is_exact = false;
    if (summary.size == 0) {
        drop_block(bucket, position_of(bucket.fences, entry));
    } else if (summary.size == sparse) {
        merge(state, bucket, position_of(bucket.fences, entry));
    }
}

// A block that has become sparse joins the one before it, if that has the space: instances leave
// for the front of the order, and searches would go over many small blocks behind.
void PackIndex::merge(const CpuState& state, Bucket& bucket, std::size_t position) {
    if (position == 0) return;
    const std::uint32_t from = bucket.blocks[position];
    const std::uint32_t into = bucket.blocks[position - 1];
    if (summaries_[into].size > block_capacity / 2) return;
    for (std::uint32_t k = 0; k < summaries_[from].size; ++k) {
        put(state, into, blocks_[from].entries[k]);
    }
    for (std::size_t w = 0; w < slot_words_; ++w) {
        barren_[into * slot_words_ + w] &= barren_[from * slot_words_ + w];
    }
    drop_block(bucket, position);
}

// The upper half of a full block moves into a new one behind it.
void PackIndex::split(const CpuState& state, Bucket& bucket, std::size_t position) {
    const std::uint32_t right_id = new_block();
    const std::uint32_t left_id = bucket.blocks[position];
    std::array<PackEntry, block_capacity> entries;
    std::ranges::copy(blocks_[left_id].entries, entries.begin());
    const auto middle = entries.begin() + block_capacity / 2;
    std::ranges::nth_element(entries, middle);
    summaries_[left_id] = {};
    std::ranges::fill(blocks_[left_id].amounts.rows, Amounts::none());
    for (auto entry = entries.begin(); entry != middle; ++entry) put(state, left_id, *entry);
    for (auto entry = middle; entry != entries.end(); ++entry) put(state, right_id, *entry);
    std::copy_n(&barren_[left_id * slot_words_], slot_words_, &barren_[right_id * slot_words_]);
    const auto behind = static_cast<std::ptrdiff_t>(position) + 1;
    bucket.blocks.insert(bucket.blocks.begin() + behind, right_id);
    bucket.fences.insert(bucket.fences.begin() + behind, *middle);
}

void PackIndex::insert(const CpuState& state, Bucket& bucket, PackEntry entry) {
    if (bucket.blocks.empty()) {
        bucket.blocks.push_back(new_block());
        bucket.fences.push_back(0);
    }
    std::size_t position = position_of(bucket.fences, entry);
    if (summaries_[bucket.blocks[position]].size == block_capacity) {
        split(state, bucket, position);
        position = position_of(bucket.fences, entry);
    }
    const std::uint32_t id = bucket.blocks[position];
    put(state, id, entry);
    vectors::covered(asked_, state.left(entry_instance(entry)), covered_.data());
    for (std::size_t w = 0; w < asked_.size(); ++w) barren_[id * slot_words_ + w] &= ~covered_[w];
}

// A move waits for memory more than it computes; moves that lie ahead can wait together.
void PackIndex::fetch_moves() const {
    for (const std::uint32_t instance : moved_) hwy::Prefetch(&places_[instance]);
    for (const std::uint32_t instance : moved_) {
        const Place& place = places_[instance];
        const Block& block = blocks_[place.block];
        hwy::Prefetch(&block.amounts.rows[place.position]);
        hwy::Prefetch(&block.entries[place.position]);
        hwy::Prefetch(&block.kinds[place.position]);
    }
}

void PackIndex::make_moves(const CpuState& state) {
    if (moved_.size() > 1) fetch_moves();
    for (const std::uint32_t instance : moved_) {
        is_moved_[instance] = 0;
        Bucket& bucket = buckets_[bucket_of_[instance]];
        remove(state, bucket, pack_entry(left_[instance], instance));
        left_[instance] = left(state, instance);
        insert(state, bucket, pack_entry(left_[instance], instance));
    }
    moved_.clear();
}

// The smallest entry from `start` on among those of a block that are marked and have the rest of
// what a task needs.
PackEntry PackIndex::first_of(const CpuState& state, const Query& query, const Block& block,
                              compile::PlaneWord marked, PackEntry start) const {
    PackEntry best = no_entry;
    for (; marked != 0; marked &= marked - 1) {
        const auto k = static_cast<std::size_t>(std::countr_zero(marked));
        if (!query.kinds->has(block.kinds[k])) continue;
        const PackEntry entry = block.entries[k];
        if (entry >= start && entry < best && query.accepts(state, entry_instance(entry))) {
            best = entry;
        }
    }
    return best;
}

PackEntry PackIndex::find(const CpuState& state, const Query& query, std::uint32_t bucket_index,
                          PackEntry from, PackEntry until) {
    make_moves(state);
    const Bucket& bucket = buckets_[bucket_index];
    if (bucket.blocks.empty()) return no_entry;
    const PackEntry start = std::max(from, pack_entry(query.asked[resource_], 0));
    for (std::size_t p = position_of(bucket.fences, start); p < bucket.blocks.size(); ++p) {
        if (bucket.fences[p] >= until) break;
        const std::uint32_t id = bucket.blocks[p];
        if (query.slot != no_slot && is_barren(id, query.slot)) continue;
        const Summary& summary = summaries_[id];
        if ((summary.sign & query.sign) != 0 && summary.most.covers(query.asked)) {
            const compile::PlaneWord roomy = vectors::covering(blocks_[id].amounts, query.asked);
            const PackEntry found = first_of(state, query, blocks_[id], roomy, start);
            if (found != no_entry) return found;
            if (!summary.is_exact) summarise(id);
        }
        if (query.slot != no_slot) mark_barren(id, query.slot);
    }
    return no_entry;
}

}  // namespace berth::host::solve::cpu
