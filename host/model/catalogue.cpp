// The built-in EC2 catalogue: find_instance_type() is its door.
//
// The table is made from data/ec2/instance_types.csv when the library is built
// (cmake/BerthCatalogue.cmake), sorted by name, and lies in read-only memory: no start-up work.
#include "berth/catalogue.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace berth {

namespace {

#include "ec2_instance_types.inc"

static_assert(std::ranges::adjacent_find(instance_types, std::ranges::greater_equal{},
                                         &InstanceType::name) == instance_types.end(),
              "instance_types must be sorted by name, without repetition");

}  // namespace

std::span<const InstanceType> catalogue() {
    return instance_types;
}

const InstanceType* find_instance_type(std::string_view name) {
    const auto found = std::ranges::lower_bound(instance_types, name, {}, &InstanceType::name);
    return found != instance_types.end() && found->name == name ? &*found : nullptr;
}

std::string_view catalogue_date() {
    return newest_date;
}

std::int32_t awsvpc_task_limit(const InstanceType& type, bool has_trunk) {
    if (has_trunk && type.trunk_tasks >= 0) return type.trunk_tasks;
    if (has_trunk && type.trunk_tasks_estimate >= 0) return type.trunk_tasks_estimate;
    return type.awsvpc_tasks;
}

}  // namespace berth
