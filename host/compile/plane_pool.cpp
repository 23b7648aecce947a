#include "compile/plane_pool.hpp"

#include <algorithm>

namespace berth::host::compile {

PlaneId PlanePool::add(BitPlane plane) {
    planes_.push_back(std::move(plane));
    return static_cast<PlaneId>(planes_.size() - 1);
}

PlaneId PlanePool::intersection(std::vector<PlaneId> ids) {
    const PlaneId everything = all();
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::erase(ids, everything);
    if (ids.empty()) return everything;
    if (ids.size() == 1) return ids.front();

    std::string key = "and";
    for (const PlaneId id : ids) key += ' ' + std::to_string(id);
    return find_or_add(key, [&] {
        BitPlane plane = planes_[ids.front()];
        for (std::size_t k = 1; k < ids.size(); ++k) plane &= planes_[ids[k]];
        return plane;
    });
}

}  // namespace berth::host::compile
