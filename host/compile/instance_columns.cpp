#include "compile/instance_columns.hpp"

#include <algorithm>
#include <limits>

#include "berth/catalogue.hpp"
#include "model/resource.hpp"

namespace berth::host::compile {

namespace {

using kernels::Resource;

kernels::Amounts amounts_left(const ContainerInstance& instance, std::int32_t eni_tasks) {
    kernels::Amounts left{};
    for (const Resource resource : model::all_resources) {
        left[resource] = static_cast<std::int32_t>(
            std::clamp<std::int64_t>(model::amount_in(instance.remaining, resource), 0,
                                     std::numeric_limits<std::int32_t>::max()));
    }
    left[Resource::eni] = eni_limit(instance);
    if (left.is_limited(Resource::eni)) left[Resource::eni] -= eni_tasks;
    return left;
}

}  // namespace

PortUniverse::PortUniverse(std::vector<HostPort> ports) : ports_(std::move(ports)) {
    std::ranges::sort(ports_);
    ports_.erase(std::unique(ports_.begin(), ports_.end()), ports_.end());
}

std::vector<std::uint64_t> PortUniverse::bits(std::span<const HostPort> ports) const {
    std::vector<std::uint64_t> bits(words(), 0);
    for (const HostPort& port : ports) {
        const auto found = std::ranges::lower_bound(ports_, port);
        if (found == ports_.end() || *found != port) continue;
        const auto index = static_cast<std::size_t>(found - ports_.begin());
        bits[index / 64] |= std::uint64_t{1} << (index % 64);
    }
    return bits;
}

std::int32_t eni_limit(const ContainerInstance& instance) {
    const std::string* type_name = instance.attribute(attribute_names::instance_type);
    const InstanceType* type = type_name == nullptr ? nullptr : find_instance_type(*type_name);
    if (type == nullptr) return kernels::no_eni_limit;
    const bool has_trunk = instance.attribute(attribute_names::awsvpc_trunk_id) != nullptr;
    return awsvpc_task_limit(*type, has_trunk);
}

std::int64_t registered_amount(const ContainerInstance& instance, Resource resource) {
    return resource == Resource::eni ? eni_limit(instance)
                                     : model::amount_in(instance.registered, resource);
}

InstanceColumns make_columns(std::span<const ContainerInstance* const> instances,
                             std::span<const std::int32_t> eni_tasks) {
    InstanceColumns columns;
    for (std::size_t i = 0; i < instances.size(); ++i) {
        const ContainerInstance& instance = *instances[i];
        columns.left.push_back(amounts_left(instance, eni_tasks[i]));
        columns.gpus_registered.push_back(
            static_cast<std::int32_t>(instance.registered.gpu_ids.size()));
        columns.ports_taken.push_back(static_cast<std::int32_t>(instance.remaining.ports.size()));
        columns.running_tasks_count.push_back(instance.running_tasks_count);
    }
    return columns;
}

}  // namespace berth::host::compile
