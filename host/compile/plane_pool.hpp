// The static bit planes of a problem, one per distinct condition.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "compile/bit_plane.hpp"

namespace berth::host::compile {

/// Index into PlanePool.
using PlaneId = std::uint32_t;

class PlanePool {
   public:
    explicit PlanePool(std::size_t instances) : instances_(instances) {}

    /// The plane for `key`, built by `make()` if it is new.
    template <typename Make>
    PlaneId find_or_add(const std::string& key, Make make) {
        const auto found = by_key_.find(key);
        if (found != by_key_.end()) return found->second;
        BitPlane plane = make();
        return by_key_[key] = add(std::move(plane));
    }

    PlaneId all() {
        return find_or_add("all", [&] { return BitPlane(instances_, true); });
    }

    /// The instances that are in all of the planes.
    PlaneId intersection(std::vector<PlaneId> ids);

    const BitPlane& operator[](PlaneId id) const { return planes_[id]; }
    const std::vector<BitPlane>& all_planes() const { return planes_; }  ///< [P]
    std::size_t size() const { return planes_.size(); }
    std::size_t instances() const { return instances_; }

   private:
    PlaneId add(BitPlane plane);

    std::size_t instances_;
    std::vector<BitPlane> planes_;
    std::map<std::string, PlaneId, std::less<>> by_key_;
};

}  // namespace berth::host::compile
