#include "solve/cpu/pack_index.hpp"

#include <algorithm>

namespace berth::engine {

PlaneRows::PlaneRows(const PlanePool& planes, const std::vector<PlaneId>& wanted)
    : wanted_(wanted) {
    std::ranges::sort(wanted_);
    wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
    words_ = std::max<std::size_t>(1, (wanted_.size() + 63) / 64);
    bits_.assign(planes.instances() * words_, 0);
    for (std::size_t p = 0; p < wanted_.size(); ++p) {
        const BitPlane& plane = planes[wanted_[p]];
        for (std::size_t w = 0; w < plane.word_count(); ++w) {
            for_each_bit(plane.word(w), w, [&](std::size_t i) {
                bits_[i * words_ + p / 64] |= std::uint64_t{1} << (p % 64);
            });
        }
    }
}

std::size_t PlaneRows::column(PlaneId plane) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(wanted_, plane) - wanted_.begin());
}

PackIndex::PackIndex(const CpuState& state, Resource resource,
                     const std::vector<std::uint32_t>& bucket_of, std::uint32_t buckets,
                     const PlaneRows& planes)
    : resource_(resource), bucket_of_(bucket_of), planes_(planes), buckets_(buckets) {
    const std::size_t n = state.rows.size();
    left_.reserve(n);
    std::vector<std::vector<PackEntry>> entries(buckets);
    for (std::size_t i = 0; i < n; ++i) {
        left_.push_back(left(state, i));
        entries[bucket_of_[i]].push_back(pack_entry(left_[i], i));
    }
    for (std::uint32_t b = 0; b < buckets; ++b) fill(state, buckets_[b], entries[b]);
}

std::int32_t PackIndex::left(const CpuState& state, std::size_t instance) const {
    const Amounts& row = state.rows[instance];
    return resource_ == Resource::cpu ? row.cpu_units : row.memory_mib;
}

// Blocks start three quarters full, which leaves room for instances that move in.
void PackIndex::fill(const CpuState& state, Bucket& bucket, std::vector<PackEntry>& entries) {
    constexpr std::size_t initial = block_capacity * 3 / 4;
    std::ranges::sort(entries);
    for (std::size_t first = 0; first < entries.size(); first += initial) {
        const std::uint32_t id = new_block();
        const std::size_t count = std::min(initial, entries.size() - first);
        std::copy_n(entries.begin() + static_cast<std::ptrdiff_t>(first), count,
                    blocks_[id].entries);
        blocks_[id].size = static_cast<std::uint32_t>(count);
        summarise(state, id);
        bucket.firsts.push_back(entries[first]);
        bucket.blocks.push_back(id);
    }
}

std::uint32_t PackIndex::new_block() {
    if (!free_blocks_.empty()) {
        const std::uint32_t id = free_blocks_.back();
        free_blocks_.pop_back();
        blocks_[id].size = 0;
        return id;
    }
    blocks_.emplace_back();
    block_planes_.resize(blocks_.size() * planes_.words(), 0);
    return static_cast<std::uint32_t>(blocks_.size() - 1);
}

void PackIndex::add_to_summary(const CpuState& state, std::uint32_t block, std::size_t instance) {
    blocks_[block].most.raise_to(state.rows[instance]);
    const std::uint64_t* row = planes_.row(instance);
    for (std::size_t w = 0; w < planes_.words(); ++w) {
        block_planes_[block * planes_.words() + w] |= row[w];
    }
}

void PackIndex::summarise(const CpuState& state, std::uint32_t block) {
    blocks_[block].most = Amounts::none();
    std::fill_n(block_planes_.begin() + static_cast<std::ptrdiff_t>(block * planes_.words()),
                planes_.words(), std::uint64_t{0});
    for (std::uint32_t k = 0; k < blocks_[block].size; ++k) {
        add_to_summary(state, block, entry_instance(blocks_[block].entries[k]));
    }
}

// The last block whose first entry is not behind `entry`.
std::size_t PackIndex::position_of(const Bucket& bucket, PackEntry entry) const {
    const auto after = std::ranges::upper_bound(bucket.firsts, entry);
    return after == bucket.firsts.begin()
               ? 0
               : static_cast<std::size_t>(after - bucket.firsts.begin()) - 1;
}

void PackIndex::remove(Bucket& bucket, PackEntry entry) {
    const std::size_t position = position_of(bucket, entry);
    const std::uint32_t id = bucket.blocks[position];
    Block& block = blocks_[id];
    PackEntry* const end = block.entries + block.size;
    PackEntry* const found = std::lower_bound(block.entries, end, entry);
    std::move(found + 1, end, found);
    if (--block.size == 0) {
        free_blocks_.push_back(id);
        bucket.blocks.erase(bucket.blocks.begin() + static_cast<std::ptrdiff_t>(position));
        bucket.firsts.erase(bucket.firsts.begin() + static_cast<std::ptrdiff_t>(position));
    } else {
        bucket.firsts[position] = block.entries[0];
    }
}

void PackIndex::split(const CpuState& state, Bucket& bucket, std::size_t position) {
    const std::uint32_t right_id = new_block();
    const std::uint32_t left_id = bucket.blocks[position];
    Block& left_block = blocks_[left_id];
    Block& right_block = blocks_[right_id];
    constexpr std::uint32_t half = block_capacity / 2;
    std::copy_n(left_block.entries + half, half, right_block.entries);
    left_block.size = half;
    right_block.size = half;
    summarise(state, left_id);
    summarise(state, right_id);
    const auto behind = static_cast<std::ptrdiff_t>(position) + 1;
    bucket.blocks.insert(bucket.blocks.begin() + behind, right_id);
    bucket.firsts.insert(bucket.firsts.begin() + behind, right_block.entries[0]);
}

void PackIndex::insert(const CpuState& state, Bucket& bucket, PackEntry entry) {
    if (bucket.blocks.empty()) {
        bucket.blocks.push_back(new_block());
        bucket.firsts.push_back(entry);
    }
    std::size_t position = position_of(bucket, entry);
    if (blocks_[bucket.blocks[position]].size == block_capacity) {
        split(state, bucket, position);
        position = position_of(bucket, entry);
    }
    const std::uint32_t id = bucket.blocks[position];
    Block& block = blocks_[id];
    PackEntry* const end = block.entries + block.size;
    PackEntry* const found = std::lower_bound(block.entries, end, entry);
    std::move_backward(found, end, end + 1);
    *found = entry;
    ++block.size;
    bucket.firsts[position] = block.entries[0];
    add_to_summary(state, id, entry_instance(entry));
}

void PackIndex::update(const CpuState& state, std::size_t instance) {
    const std::int32_t now = left(state, instance);
    if (now == left_[instance]) return;
    Bucket& bucket = buckets_[bucket_of_[instance]];
    remove(bucket, pack_entry(left_[instance], instance));
    left_[instance] = now;
    insert(state, bucket, pack_entry(now, instance));
}

bool PackIndex::may_hold(std::uint32_t block, const Query& query) const {
    const std::uint64_t word = block_planes_[block * planes_.words() + query.plane_column / 64];
    return ((word >> (query.plane_column % 64)) & 1U) != 0 &&
           blocks_[block].most.covers(query.asked);
}

std::optional<PackEntry> PackIndex::find(const CpuState& state, const Query& query,
                                         std::uint32_t bucket_index, PackEntry from) {
    const Bucket& bucket = buckets_[bucket_index];
    const std::int32_t least =
        resource_ == Resource::cpu ? query.asked.cpu_units : query.asked.memory_mib;
    const PackEntry start = std::max(from, pack_entry(least, 0));
    const BitPlane& eligible = state.problem.planes[query.task_class.eligible];
    for (std::size_t p = position_of(bucket, start); p < bucket.blocks.size(); ++p) {
        const std::uint32_t id = bucket.blocks[p];
        if (!may_hold(id, query)) continue;
        const Block& block = blocks_[id];
        for (std::uint32_t k = 0; k < block.size; ++k) {
            const PackEntry entry = block.entries[k];
            const std::size_t i = entry_instance(entry);
            if (entry >= start && eligible.test(i) &&
                state.has_room(query.task_class, query.asked, i)) {
                return entry;
            }
        }
        summarise(state, id);
    }
    return std::nullopt;
}

}  // namespace berth::engine
