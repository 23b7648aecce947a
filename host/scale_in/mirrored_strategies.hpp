// Which task of a service goes next: the placement strategies read backwards.
//
// Each strategy keeps the tasks with the largest key, the next one works on what is left, and ties
// go by instance order, then task ARN. Keys are counts and amounts that a stop changes in one
// place, so that a stop costs one pass over the tasks per strategy. Source: docs/rules.md,
// section 10.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "berth/constraint.hpp"
#include "berth/snapshot.hpp"
#include "kernels/amounts.h"

namespace berth::host::scale_in {

/// A running task of the service.
struct ServiceTask {
    const Task* task = nullptr;
    const ContainerInstance* instance = nullptr;  ///< nullptr where the snapshot lacks it
    kernels::Amounts amounts{};                   ///< what its stop gives back
    bool stopped = false;
};

class MirroredStrategies {
   public:
    /// `tasks` are in instance order, then by ARN, and outlive this.
    MirroredStrategies(std::span<ServiceTask> tasks,
                       const std::vector<PlacementStrategy>& strategies, std::uint64_t seed);

    struct Choice {
        std::size_t task = 0;
        std::string why;
    };

    /// The task to stop next. Some task is neither stopped nor protected.
    Choice choose() const;

    void stop(std::size_t task);

   private:
    /// One strategy. The buckets of `spread` count tasks; those of `binpack` are the instances and
    /// hold what is left of the resource.
    struct Step {
        PlacementStrategy strategy;
        std::vector<std::uint32_t> bucket;  // [task]
        std::vector<std::int64_t> amounts;  // [bucket]
    };

    Step make_step(const PlacementStrategy& strategy) const;
    void fill_binpack(Step& step) const;
    void number_by_attribute(Step& step) const;
    std::vector<std::uint32_t> places() const;
    std::int64_t given_back(const Step& step, std::size_t task) const;
    std::int64_t key(const Step& step, std::size_t task) const;
    std::string reasons(const std::vector<const Step*>& decisive, std::size_t task) const;
    std::string reason(const Step& step, std::size_t task) const;
    std::string spread_reason(const Step& step, std::size_t task) const;

    std::span<ServiceTask> tasks_;
    std::uint64_t seed_;
    std::vector<Step> steps_;
    std::vector<std::uint64_t> rank_by_arn_;  // [task], for `random`
    std::uint64_t stops_ = 0;
};

}  // namespace berth::host::scale_in
