// Orders of the instances in chunks that share buckets: kernels/problem_view.h, LaneOrderView.
#pragma once

#include <cstdint>
#include <vector>

#include "compile/compiled_problem.hpp"
#include "kernels/problem_view.h"

namespace berth::host::solve::device {

struct LaneOrders {
    std::vector<kernels::LaneOrderView> orders;
    std::vector<std::uint32_t> lane_instances;
    std::vector<std::uint32_t> chunk_of_instance;    ///< [order][N]
    std::vector<std::uint32_t> segment_of_instance;  ///< [order][N]
    std::vector<std::uint32_t> segment_chunks;       ///< [order][segments + 1] first chunks
    std::vector<std::uint32_t> order_of_class;       ///< [C]
};

/// One order per distinct set of spread attributes among the chains of the classes; the first is
/// plain instance order.
LaneOrders make_lane_orders(const compile::CompiledProblem& problem,
                            std::uint32_t chunks_per_segment);

}  // namespace berth::host::solve::device
