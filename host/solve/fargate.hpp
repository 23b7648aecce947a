// Fargate tasks need no instance: they are spread over the zones of the request's subnets, fewest
// tasks of the group first, then zone name (docs/rules.md, section 9).
#pragma once

#include <cstdint>
#include <vector>

#include "solve/plan_builder.hpp"
#include "solve/problem_parts.hpp"

namespace berth::host::solve {

class FargateZones {
   public:
    explicit FargateZones(const ProblemParts& problem) : problem_(problem) {}

    /// Places every task of a run of kind RunKind::fargate.
    void place(const compile::TaskRun& run, PlanBuilder& plan);

   private:
    std::vector<std::int32_t>& counts(compile::GroupId group);

    const ProblemParts problem_;
    std::vector<std::vector<std::int32_t>> counts_;  // [group][zone]
};

}  // namespace berth::host::solve
