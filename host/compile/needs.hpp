// What one task needs: the task definition with the request's overrides laid over it.
//
// External interface is just task_needs(). Source: docs/rules.md, section 2, from the ECS developer
// guide (task size, task definition parameters, GPU, network modes).
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "berth/instance.hpp"
#include "berth/request.hpp"
#include "berth/resources.hpp"
#include "berth/task_definition.hpp"

namespace berth::host::compile {

struct TaskNeeds {
    std::int32_t cpu_units = 0;
    std::int32_t memory_mib = 0;
    std::int32_t gpus = 0;        ///< whole GPUs asked for by number
    std::int32_t gpus_all = 0;    ///< containers that ask for every GPU of the instance
    std::int32_t enis = 0;        ///< 1 in awsvpc mode
    std::vector<HostPort> ports;  ///< static host ports, sorted
    std::vector<RequiredAttribute> attributes;  ///< sorted, without repetition

    friend auto operator<=>(const TaskNeeds&, const TaskNeeds&) = default;

    /// GPUs asked of an instance that registered `registered` of them.
    std::int64_t gpus_on(std::int32_t registered) const {
        return gpus + std::int64_t{gpus_all} * (registered > 0 ? registered : 1);
    }
};

/// Throws InputError at `where` for an override of an unknown container, a port that is asked for
/// twice, and sums past 2^31-1.
TaskNeeds task_needs(const TaskDefinition& definition, const TaskOverrides& overrides,
                     const Location& where);

}  // namespace berth::host::compile
