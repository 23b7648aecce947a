#include "whatif/fleet_edits.hpp"

#include <algorithm>

#include "solve/random_order.hpp"

namespace berth::host::whatif {

namespace {

// Counts down to where an edit has had its share; absent = no limit.
class Limit {
   public:
    explicit Limit(const std::optional<std::int64_t>& count) : left_(count) {}

    bool takes_one() {
        if (!left_) return true;
        return *left_ > 0 && (*left_)-- > 0;
    }

   private:
    std::optional<std::int64_t> left_;
};

// Asks for each instance once, in instance order.
template <class Goes>
void remove_if(Fleet& fleet, const Goes& goes) {
    std::vector<InstanceId> kept;
    kept.reserve(fleet.instances.size());
    for (const InstanceId id : fleet.instances) {
        if (!goes(id)) kept.push_back(id);
    }
    fleet.instances = std::move(kept);
}

}  // namespace

void FleetEdits::apply(const AddInstances& edit, Fleet& fleet) const {
    if (edit.zones.empty()) {
        add_balanced(edit, fleet);
        return;
    }
    const std::size_t kind = pool_.kind_of(edit);
    for (std::size_t i = 0; i < static_cast<std::size_t>(edit.count); ++i) {
        add(kind, edit.zones[i % edit.zones.size()], fleet);
    }
}

void FleetEdits::add(std::size_t kind, const std::string& zone, Fleet& fleet) const {
    const InstanceId id = pool_.added(kind, zone, fleet.added[{kind, zone}]++);
    const auto arn_of = [this](InstanceId i) -> const std::string& {
        return pool_[i].instance.arn;
    };
    const auto place = std::ranges::upper_bound(fleet.instances, arn_of(id), {}, arn_of);
    fleet.instances.insert(place, id);
}

// Each new instance goes to the zone with the fewest of its type, then by the zone's name, as an
// Auto Scaling group balances its zones [ours: the tie]. A cluster without zones gives it none.
void FleetEdits::add_balanced(const AddInstances& edit, Fleet& fleet) const {
    struct Zone {
        std::string name;
        NameId id = 0;
        std::int64_t of_type = 0;
    };
    std::vector<Zone> zones;
    for (const std::string& zone : zones_) {
        if (!fleet.lost_zones.contains(zone)) zones.push_back({zone, pool_.name(zone), 0});
    }
    if (zones.empty()) zones.emplace_back();
    const NameId type = pool_.name(edit.instance_type);
    for (const InstanceId id : fleet.instances) {
        if (pool_.type(id) != type) continue;
        const auto zone = std::ranges::find(zones, pool_.zone(id), &Zone::id);
        if (zone != zones.end()) ++zone->of_type;
    }
    const std::size_t kind = pool_.kind_of(edit);
    for (std::int64_t i = 0; i < edit.count; ++i) {
        const auto emptiest = std::ranges::min_element(zones, {}, &Zone::of_type);
        ++emptiest->of_type;
        add(kind, emptiest->name, fleet);
    }
}

void FleetEdits::apply(const RemoveInstances& edit, Fleet& fleet) const {
    InstancePool::Filter& filter = pool_.filter(edit.expression);
    Limit limit(edit.count);
    remove_if(fleet, [&](InstanceId id) { return filter.holds(id) && limit.takes_one(); });
}

void FleetEdits::apply(const DrainInstances& edit, Fleet& fleet) const {
    InstancePool::Filter& filter = pool_.filter(edit.expression);
    Limit limit(edit.count);
    for (InstanceId& id : fleet.instances) {
        const bool is_draining = pool_[id].instance.status == "DRAINING";
        if (is_draining || !filter.holds(id)) continue;
        if (limit.takes_one()) id = pool_.drained(id);
    }
}

void FleetEdits::apply(const SwapInstances& edit, Fleet& fleet) const {
    const NameId from = pool_.name(edit.from);
    Limit limit(edit.count);
    for (InstanceId& id : fleet.instances) {
        if (pool_.type(id) == from && limit.takes_one()) id = pool_.swapped(id, edit.to);
    }
}

void FleetEdits::apply(const LoseZone& edit, Fleet& fleet) const {
    fleet.lost_zones.insert(edit.zone);
    const NameId zone = pool_.name(edit.zone);
    remove_if(fleet, [&](InstanceId id) { return pool_.zone(id) == zone; });
}

void FleetEdits::apply(const LoseInstances& edit, Fleet& fleet) const {
    InstancePool::Filter& filter = pool_.filter(edit.expression);
    std::vector<InstanceId> candidates;
    for (const InstanceId id : fleet.instances) {
        if (filter.holds(id)) candidates.push_back(id);
    }
    if (candidates.empty()) return;
    const solve::RandomOrder order(edit.seed, fleet.trial, candidates.size());
    const std::uint64_t count =
        std::min<std::uint64_t>(static_cast<std::uint64_t>(edit.count), candidates.size());
    std::set<InstanceId> lost;
    for (std::uint64_t i = 0; i < count; ++i) lost.insert(candidates[order.at(i)]);
    remove_if(fleet, [&](InstanceId id) { return lost.contains(id); });
}

}  // namespace berth::host::whatif
