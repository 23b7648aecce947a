// What the burst asks for and what instances can give, as far as neither depends on the order of
// placement: the data of the relaxation, and which requests fit no type of the search.
//
// Everything here errs to one side. A task is granted whatever some order of placement and some
// state of the cluster could grant it, so that what the relaxation forbids no plan can do.
// Left out are DAEMON services, conditions that placement changes (`task:group`,
// `runningTasksCount`) and strategies.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "berth/fleet_search.hpp"
#include "fleet/fleet_space.hpp"
#include "kernels/rules.h"

namespace berth::host::fleet {

/// CPU units, MiB, GPUs, tasks with a network interface, host ports.
inline constexpr std::size_t sum_resources = kernels::resource_count + 1;
using Amounts = std::array<std::int64_t, sum_resources>;

/// Room for more than any burst asks for: no limit.
inline constexpr std::int64_t unlimited = INT32_MAX;

/// Instances that the relaxation does not tell apart.
struct Shelf {
    bool is_new = false;   ///< all amounts are of one instance of a type, else of all instances
    std::size_t type = 0;  ///< of a new one
    std::size_t zone_group = 0;
    Amounts room{};                         ///< what is left
    std::vector<Amounts> needs;             ///< [demands] of one task, here
    std::vector<std::int64_t> fits;         ///< [demands] tasks of each, alone; 0 = none ever
    std::vector<std::int64_t> lone_places;  ///< [loners] instances that may take one of the set
};

/// Tasks of a request that are of one demand.
struct DemandShare {
    std::size_t demand = 0;
    std::int64_t tasks = 0;
};

struct TaskDemand {
    std::vector<std::uint32_t> classes;  ///< [demands] of the compiled problem
    std::vector<std::int64_t> tasks;     ///< [demands] DAEMON and Fargate tasks left out

    /// Sets of demands of which an instance takes one task at most: those that ask for the same
    /// host port, and those with `distinctInstance` in the same group.
    std::vector<std::vector<std::size_t>> loners;

    /// Zones in which a new instance is the same to every demand, whatever its type.
    std::vector<std::vector<std::size_t>> zone_groups;

    /// One per type that may be there and zone group, then those of the cluster.
    std::vector<Shelf> shelves;

    /// What each request adds. [requests of the scenarios][capacity providers]
    std::vector<std::vector<DemandShare>> of_request;
};

TaskDemand task_demand(const FleetSpace& space);

/// Whether a task of the demand may run anywhere at all.
bool fits_somewhere(const TaskDemand& demand, std::size_t d);

std::vector<HopelessRequest> hopeless_requests(const FleetSpace& space, const TaskDemand& demand);

}  // namespace berth::host::fleet
