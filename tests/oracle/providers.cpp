#include "oracle/providers.hpp"

namespace berth::tests {

namespace {

// Which provider takes the next task, after `given` tasks to each.
std::size_t next_provider(const ProviderStrategy& providers,
                          const std::vector<std::int64_t>& given) {
    for (std::size_t i = 0; i < providers.size(); ++i)
        if (given[i] < providers[i].base) return i;
    std::size_t best = providers.size();
    for (std::size_t i = 0; i < providers.size(); ++i) {
        if (providers[i].weight == 0) continue;
        if (best == providers.size()) best = i;
        const std::int64_t beyond = given[i] - providers[i].base;
        const std::int64_t best_beyond = given[best] - providers[best].base;
        if (beyond * providers[best].weight < best_beyond * providers[i].weight) best = i;
    }
    return best;
}

}  // namespace

ProviderStrategy providers_of(const Snapshot& snapshot, const Request& request) {
    if (!request.capacity_providers.empty()) return request.capacity_providers;
    if (request.launch_type || request.scheduling == SchedulingStrategy::daemon) return {};
    if (snapshot.clusters.empty()) return {};
    return snapshot.clusters.front().default_strategy;
}

std::string provider_of_task(const ProviderStrategy& providers, std::int64_t task_index) {
    if (providers.empty()) return "";
    std::vector<std::int64_t> given(providers.size());
    for (std::int64_t earlier = 0; earlier < task_index; ++earlier)
        ++given[next_provider(providers, given)];
    return providers[next_provider(providers, given)].capacity_provider;
}

}  // namespace berth::tests
