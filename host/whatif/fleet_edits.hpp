// Edits of the cluster, applied to one scenario's list of instances.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "berth/what_if.hpp"
#include "whatif/instance_pool.hpp"

namespace berth::host::whatif {

/// The instances of a scenario while its edits are applied.
struct Fleet {
    std::vector<InstanceId> instances;  ///< in instance order
    std::set<std::string> lost_zones;
    std::map<std::pair<std::size_t, std::string>, std::uint32_t> added;  ///< [kind, zone]
    std::uint64_t trial = 0;
};

class FleetEdits {
   public:
    /// `zones`: those of the base, sorted, over which new instances are balanced.
    FleetEdits(InstancePool& pool, std::vector<std::string> zones)
        : pool_(pool), zones_(std::move(zones)) {}

    void apply(const AddInstances& edit, Fleet& fleet) const;
    void apply(const RemoveInstances& edit, Fleet& fleet) const;
    void apply(const DrainInstances& edit, Fleet& fleet) const;
    void apply(const SwapInstances& edit, Fleet& fleet) const;
    void apply(const LoseZone& edit, Fleet& fleet) const;
    void apply(const LoseInstances& edit, Fleet& fleet) const;

   private:
    void add(std::size_t kind, const std::string& zone, Fleet& fleet) const;
    void add_balanced(const AddInstances& edit, Fleet& fleet) const;

    InstancePool& pool_;
    std::vector<std::string> zones_;
};

}  // namespace berth::host::whatif
