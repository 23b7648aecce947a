// The shape of a task, and a task definition in the making with the request that runs one task of
// it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "berth/request.hpp"
#include "berth/task_definition.hpp"
#include "generate/composition.hpp"

namespace berth::host::generate {

/// What one task asks for.
struct Need {
    std::int64_t cpu_units = 0;
    std::int64_t memory_mib = 0;
    std::uint32_t gpus = 0;

    friend auto operator<=>(const Need&, const Need&) = default;
};

struct Shape {
    Need need;
    bool is_ml = false;        ///< of openb's shapes; it may still ask for no GPU
    std::uint64_t weight = 1;  ///< of the definition's number of tasks
};

/// One shape per task definition of the preset, in random order.
std::vector<Shape> make_shapes(const Composition& composition, std::uint64_t seed);

/// How a task definition states its size.
enum class SizeForm : std::uint8_t {
    task_level,  ///< `cpu` and `memory` of the task
    hard_limit,  ///< `cpu` and `memory` of the container
    soft_limit,  ///< `memoryReservation` below a higher `memory`
    sidecar,     ///< divided between two containers
};

struct Blueprint {
    TaskDefinition definition;  ///< its containers stay without sizes until write_size()
    Request request;
    Shape shape;
    SizeForm form = SizeForm::hard_limit;
    std::string_view architecture;  ///< that a constraint or the platform asks for; empty = any
    bool narrow = false;    ///< has conditions beyond the architecture: runs no task beforehand
    bool distinct = false;  ///< has `distinctInstance`

    std::string group() const {
        return request.group.empty() ? "family:" + definition.family : request.group;
    }
};

/// The task definitions of the preset, all that is not a size or a number of tasks.
/// `subnets` has one subnet per zone.
std::vector<Blueprint> make_blueprints(const Composition& composition, std::uint64_t seed,
                                       const std::vector<std::string>& subnets);

/// Writes what one task asks for into the definition, in the blueprint's form.
void write_size(Blueprint& blueprint, const Need& need);

/// The ports that one task of the definition reserves on its instance.
std::vector<HostPort> host_ports(const TaskDefinition& definition);

/// Gives each blueprint its share of the preset's constraints (constraints.cpp).
void add_constraints(const Composition& composition, std::uint64_t seed,
                     std::vector<Blueprint>& blueprints);

}  // namespace berth::host::generate
