// A solved scenario in full: every instance with what it runs, and every failure.
#pragma once

#include <cstddef>
#include <cstdint>

#include "whatif/metrics_context.hpp"

namespace berth::host::whatif {

/// Arguments as for measure(); `point` is passed on.
PointDetails point_details(const MetricsContext& context, std::size_t scenario,
                           const ScenarioAnswer& answer, std::uint64_t point);

}  // namespace berth::host::whatif
