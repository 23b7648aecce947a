#include "whatif/placed_state.hpp"

#include "berth/constraint.hpp"

namespace berth::host::whatif {

namespace {

using compile::TaskClass;
using solve::cpu::AmountTile;

// [G] tasks placed per group.
std::vector<std::uint64_t> placed_by_group(const MetricsContext& context, const Scenario& scenario,
                                           const ScenarioAnswer& answer) {
    std::vector<std::uint64_t> counts(context.problem.groups.size(), 0);
    for (std::size_t p = 0; p < answer.placed_of_request.size(); ++p) {
        const std::size_t request = context.request_at(scenario, p);
        counts[context.problem.request_groups[request]] += answer.placed_of_request[p];
    }
    return counts;
}

void take_amounts(AmountTile& tile, std::size_t k, const TaskClass& task_class,
                  std::uint32_t gpu_count) {
    kernels::Amounts taken = task_class.needs.amounts;
    taken[kernels::Resource::gpu] = static_cast<std::int32_t>(gpu_count);
    kernels::Amounts left = tile.get(k);
    left.take(taken);
    tile.set(k, left);
}

}  // namespace

std::uint32_t place_of(const MetricsContext& context, const PlacedTask& task) {
    if (task.instance != no_instance) return static_cast<std::uint32_t>(task.instance);
    const std::vector<std::uint32_t>& zones = context.zone_of_fargate_task;
    const std::uint32_t zone =
        task.zone < 0 ? zones.back() : zones[static_cast<std::size_t>(task.zone)];
    return static_cast<std::uint32_t>(context.instance_count()) + zone;
}

std::array<std::int64_t, metric_resource_count> used_after(const MetricsContext& context,
                                                           const PlacedState& state,
                                                           std::size_t instance) {
    const std::size_t tile = instance / AmountTile::size;
    const kernels::Amounts before = context.left[tile].get(instance % AmountTile::size);
    const kernels::Amounts after = state.left[tile].get(instance % AmountTile::size);
    std::array<std::int64_t, metric_resource_count> used = context.used_before[instance];
    for (std::size_t r = 0; r < metric_resource_count; ++r) used[r] += before.of[r] - after.of[r];
    return used;
}

PlacedState::PlacedState(const MetricsContext& context, const Scenario& scenario,
                         const ScenarioAnswer& answer)
    : present(context.instance_count(), true),
      left(context.left),
      tasks(context.instance_count() + context.zones.size(), 0),
      placed(placed_by_group(context, scenario, answer)) {
    for (const Ordinal ordinal : scenario.removed) {
        present.clear(static_cast<std::size_t>(ordinal));
    }
    if (context.problem.ports.size() > 0) {
        ports_taken = context.problem.columns.ports_taken;
        port_bits = context.problem.port_bits;
    }
    walk(context, scenario, answer.plan);
}

void PlacedState::walk(const MetricsContext& context, const Scenario& scenario, const Plan& plan) {
    const compile::CompiledProblem& problem = context.problem;
    std::vector<std::uint32_t> written(problem.groups.size(), 0);
    std::uint32_t position = 0;
    compile::GroupId group = 0;
    const TaskClass* task_class = nullptr;
    for (const PlacedTask& task : plan.tasks) {
        if (task_class == nullptr || task.request_index != position) {
            position = task.request_index;
            const std::size_t request = context.request_at(scenario, position);
            task_class = context.shapes[problem.request_shapes[request]].task_class;
            group = problem.request_groups[request];
        }
        const std::uint32_t place = place_of(context, task);
        ++tasks[place];
        placed[group][written[group]++] = place;
        if (task.instance == no_instance) continue;
        take_amounts(left[place / AmountTile::size], place % AmountTile::size, *task_class,
                     task.gpu_count);
        if (!task_class->needs.ports.empty()) take_ports(context, *task_class, place);
    }
}

void PlacedState::take_ports(const MetricsContext& context, const TaskClass& task_class,
                             std::size_t instance) {
    const std::size_t n = context.instance_count();
    ports_taken[instance] += static_cast<std::int32_t>(task_class.needs.ports.size());
    for (std::size_t w = 0; w < task_class.port_bits.size(); ++w) {
        port_bits[w * n + instance] |= task_class.port_bits[w];
    }
}

bool PlacedState::has_ports(const MetricsContext& context, const TaskClass& task_class,
                            std::size_t instance) const {
    const std::size_t n = context.instance_count();
    const auto asked = static_cast<std::int32_t>(task_class.needs.ports.size());
    if (asked == 0) return true;
    for (std::size_t w = 0; w < task_class.port_bits.size(); ++w) {
        if ((port_bits[w * n + instance] & task_class.port_bits[w]) != 0) return false;
    }
    return ports_taken[instance] + asked <= limits::ports_per_instance;
}

}  // namespace berth::host::whatif
