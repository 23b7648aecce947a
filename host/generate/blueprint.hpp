// A task definition in the making, with the request that runs one task of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "berth/request.hpp"
#include "berth/task_definition.hpp"
#include "generate/composition.hpp"
#include "generate/shapes.hpp"

namespace berth::host::generate {

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

}  // namespace berth::host::generate
