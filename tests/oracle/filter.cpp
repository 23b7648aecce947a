#include "oracle/filter.hpp"

#include <algorithm>
#include <vector>

namespace berth::tests {

namespace {

std::int64_t gpus_asked(const InstanceState& state, const Needs& needs) {
    const auto registered = static_cast<std::int64_t>(state.instance->registered.gpu_ids.size());
    return needs.gpus + needs.all_gpus * std::max<std::int64_t>(1, registered);
}

std::int64_t clashing_ports(const InstanceState& state, const Needs& needs) {
    return std::ranges::count_if(needs.ports, [&](const HostPort& port) {
        return std::ranges::find(state.taken_ports, port) != state.taken_ports.end();
    });
}

bool ports_fit(const InstanceState& state, const Needs& needs) {
    if (needs.ports.empty()) return true;
    if (clashing_ports(state, needs) > 0) return false;
    return state.taken_ports.size() + needs.ports.size() <= 100;
}

bool has_required_attributes(const InstanceState& state, const Needs& needs) {
    return std::ranges::all_of(needs.attributes, [&](const RequiredAttribute& required) {
        const std::string* const value = attribute_of(*state.instance, required.name);
        return value != nullptr && (!required.value || *required.value == *value);
    });
}

bool stands_in_a_zone(const InstanceState& state, const Demand& demand) {
    if (!demand.zones) return true;
    const std::string* const zone = attribute_of(*state.instance, "ecs.availability-zone");
    return zone != nullptr && std::ranges::find(*demand.zones, *zone) != demand.zones->end();
}

bool is_member(const InstanceState& state, const Demand& demand) {
    const InstanceView view = view_of(state);
    return std::ranges::all_of(
        demand.member_of, [&](const Expression& expression) { return holds(expression, view); });
}

}  // namespace

bool is_candidate(const InstanceState& state, const Demand& demand) {
    const ContainerInstance& instance = *state.instance;
    if (instance.status != "ACTIVE") return false;
    if (!demand.provider.empty()) return instance.capacity_provider == demand.provider;
    const bool is_external = attribute_of(instance, "ecs.capability.external") != nullptr;
    return is_external == (demand.launch_type == LaunchType::external);
}

std::optional<FailedCheck> first_failed_check(const InstanceState& state, const Demand& demand) {
    const Needs& needs = demand.needs;
    const std::int64_t gpus = gpus_asked(state, needs);
    const auto free_gpus = static_cast<std::int64_t>(state.free_gpus.size());
    if (!state.instance->agent_connected) return FailedCheck{1, "AGENT", 0};
    if (needs.cpu_units > state.cpu_units)
        return FailedCheck{2, "RESOURCE:CPU", needs.cpu_units - state.cpu_units};
    if (needs.memory_mib > state.memory_mib)
        return FailedCheck{3, "RESOURCE:MEMORY", needs.memory_mib - state.memory_mib};
    if (gpus > free_gpus) return FailedCheck{4, "RESOURCE:GPU", gpus - free_gpus};
    if (!ports_fit(state, needs))
        return FailedCheck{5, "RESOURCE:PORTS", clashing_ports(state, needs)};
    if (state.interfaces && needs.network_interfaces > 0 &&
        needs.network_interfaces > *state.interfaces)
        return FailedCheck{6, "RESOURCE:ENI", needs.network_interfaces - *state.interfaces};
    if (!has_required_attributes(state, needs)) return FailedCheck{7, "ATTRIBUTE", 0};
    if (!stands_in_a_zone(state, demand)) return FailedCheck{8, "LOCATION", 0};
    if (!is_member(state, demand))
        return FailedCheck{9, "MemberOf placement constraint unsatisfied.", 0};
    if (demand.distinct_instance && tasks_of(state, demand.group) > 0)
        return FailedCheck{10, "DistinctInstance placement constraint unsatisfied.", 0};
    return std::nullopt;
}

std::vector<std::string> commit(InstanceState& state, const Demand& demand) {
    const Needs& needs = demand.needs;
    const std::int64_t gpus = gpus_asked(state, needs);
    state.cpu_units -= needs.cpu_units;
    state.memory_mib -= needs.memory_mib;
    if (state.interfaces) *state.interfaces -= needs.network_interfaces;
    for (const HostPort& port : needs.ports) state.taken_ports.push_back(port);
    const auto end_of_handed = state.free_gpus.begin() + gpus;
    const std::vector<std::string> handed(state.free_gpus.begin(), end_of_handed);
    state.free_gpus.erase(state.free_gpus.begin(), end_of_handed);
    ++state.tasks_of_group[demand.group];
    ++state.running_tasks;
    return handed;
}

}  // namespace berth::tests
