// What one task needs: the task definition with the request's overrides laid over it.
//
// External interface is just task_needs(). Source: docs/rules.md, section 2, from the ECS developer
// guide (task size, task definition parameters, GPU, network modes).
#pragma once

#include <cstdint>
#include <vector>

#include "berth/instance.hpp"
#include "berth/request.hpp"
#include "berth/resources.hpp"
#include "berth/task_definition.hpp"
#include "kernels/amounts.h"

namespace berth::host::compile {

struct TaskNeeds {
    kernels::Amounts amounts{};   ///< GPUs: those asked for by number; interfaces: 1 in awsvpc mode
    std::int32_t gpus_all = 0;    ///< containers that ask for every GPU of the instance
    std::vector<HostPort> ports;  ///< static host ports, sorted
    std::vector<RequiredAttribute> attributes;  ///< sorted, without duplicates

    friend bool operator==(const TaskNeeds&, const TaskNeeds&) = default;

    std::int32_t& operator[](kernels::Resource resource) { return amounts[resource]; }
    std::int32_t operator[](kernels::Resource resource) const { return amounts[resource]; }

    /// GPUs asked of an instance that registered `registered` of them.
    std::int64_t gpus_on(std::int32_t registered) const {
        return amounts[kernels::Resource::gpu] +
               std::int64_t{gpus_all} * (registered > 0 ? registered : 1);
    }

    /// The amount of a resource asked of an instance that registered that many GPUs.
    std::int64_t amount_on(kernels::Resource resource, std::int32_t registered_gpus) const {
        return resource == kernels::Resource::gpu ? gpus_on(registered_gpus) : amounts[resource];
    }
};

/// Throws InputError at `where` for an override of an unknown container, a port that is requested
/// twice, and sums above 2^31-1.
TaskNeeds task_needs(const TaskDefinition& definition, const TaskOverrides& overrides,
                     const Location& where);

}  // namespace berth::host::compile
