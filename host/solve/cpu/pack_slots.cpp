#include "solve/cpu/pack_slots.hpp"

namespace berth::host::solve::cpu {

namespace {

constexpr std::size_t slots_per_tile = AmountTile::size;

}  // namespace

void PackSlots::Bucket::set(Slot slot, Bound bound) {
    bounds[slot] = bound;
    tiles[slot / slots_per_tile].bound_left[slot % slots_per_tile] = entry_left(bound.entry);
}

void PackSlots::Bucket::close(Slot slot) {
    tiles[slot / slots_per_tile].asked.set(slot % slots_per_tile, Amounts::unmeetable());
    bounds[slot] = {PackIndex::no_entry, false};
}

PackSlots::Slot PackSlots::add(PackIndex& index, PackIndex::Query query) {
    const Slot slot = index.add_slot(query.asked);
    if (slot == PackIndex::no_slot) return slot;
    query.slot = slot;
    queries_.push_back(query);
    if (slot % slots_per_tile == 0) reached_.emplace_back();
    for (Bucket& bucket : buckets_) {
        bucket.bounds.emplace_back();
        if (slot % slots_per_tile == 0) {
            bucket.tiles.emplace_back();
            bucket.tiles.back().asked.fill(Amounts::unmeetable());
        }
        bucket.tiles.back().asked.set(slot % slots_per_tile, query.asked);
        bucket.set(slot, {});
    }
    return slot;
}

void PackSlots::retire(PackIndex& index, Slot slot) {
    index.retire_slot(slot);
    for (Bucket& bucket : buckets_) bucket.close(slot);
}

void PackSlots::update(const CpuState& state, const PackIndex& index, std::size_t instance) {
    if (queries_.empty()) return;
    Bucket& bucket = buckets_[index.bucket_of(instance)];
    const PackEntry entry = index.entry(state, instance);
    vectors::reached_slots(bucket.tiles, state.left(instance), entry_left(entry), reached_.data());
    for (std::size_t t = 0; t < reached_.size(); ++t) {
        compile::for_each_bit(reached_[t], t, [&](std::size_t s) {
            const auto slot = static_cast<Slot>(s);
            if (entry < bucket.bounds[slot].entry && queries_[slot].accepts(state, instance)) {
                bucket.set(slot, {entry, true});
            }
        });
    }
}

PackEntry PackSlots::first(const CpuState& state, PackIndex& index, Slot slot,
                           std::uint32_t bucket_index, PackEntry until) {
    Bucket& bucket = buckets_[bucket_index];
    const PackIndex::Query& query = queries_[slot];
    const auto [entry, is_entry] = bucket.bounds[slot];
    if (entry >= until) return PackIndex::no_entry;
    if (is_entry && index.entry(state, entry_instance(entry)) == entry &&
        state.has_room(*query.task_class, query.asked, entry_instance(entry))) {
        return entry;
    }
    const PackEntry found = index.find(state, query, bucket_index, entry, until);
    if (found != PackIndex::no_entry) {
        bucket.set(slot, {found, true});
    } else if (until != PackIndex::no_entry) {
        bucket.set(slot, {until, false});
    } else {
        bucket.close(slot);
    }
    return found;
}

}  // namespace berth::host::solve::cpu
