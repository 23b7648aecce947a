#include "model/instances_in_order.hpp"

#include <algorithm>

namespace berth::host::model {

namespace {

constexpr auto arn_of = [](const ContainerInstance* instance) {
    return std::string_view(instance->arn);
};

}  // namespace

InstancesInOrder::InstancesInOrder(const Snapshot& snapshot) {
    sorted_.reserve(snapshot.instances.size());
    for (const ContainerInstance& instance : snapshot.instances) sorted_.push_back(&instance);
    std::ranges::sort(sorted_, {}, arn_of);
}

const ContainerInstance* InstancesInOrder::find(std::string_view arn) const {
    const auto found = std::ranges::lower_bound(sorted_, arn, {}, arn_of);
    return found != sorted_.end() && (*found)->arn == arn ? *found : nullptr;
}

}  // namespace berth::host::model
