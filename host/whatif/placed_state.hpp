// A scenario's cluster after its plan, as columns: one walk over the placed tasks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "whatif/metrics_context.hpp"

namespace berth::host::whatif {

/// Shapes as in MetricsContext.
struct PlacedState {
    PlacedState(const MetricsContext& context, const Scenario& scenario,
                const ScenarioAnswer& answer);

    compile::BitPlane present;                 ///< not removed by the scenario
    std::vector<solve::cpu::AmountTile> left;  ///< [N/64]
    std::vector<std::uint32_t> tasks;          ///< [N + Z] of the burst, by place
    Rows placed;                               ///< [G] places of the burst's tasks of the group
    std::vector<std::int32_t>
        ports_taken;                       ///< [N]; kept where the burst asks for ports, else empty
    std::vector<std::uint64_t> port_bits;  ///< [port words][N], the same

    /// Whether the static ports of the class are free on the instance and within ECS's limit.
    bool has_ports(const MetricsContext& context, const compile::TaskClass& task_class,
                   std::size_t instance) const;

   private:
    void walk(const MetricsContext& context, const Scenario& scenario, const Plan& plan);
    void take_ports(const MetricsContext& context, const compile::TaskClass& task_class,
                    std::size_t instance);
};

/// [resources] in use on an instance after the burst; interfaces only where they are limited.
std::array<std::int64_t, metric_resource_count> used_after(const MetricsContext& context,
                                                           const PlacedState& state,
                                                           std::size_t instance);

/// The place of a placed task: its instance, or for Fargate N + its zone.
std::uint32_t place_of(const MetricsContext& context, const PlacedTask& task);

}  // namespace berth::host::whatif
