// The metrics of a solved scenario. docs/what-if-reference.md defines each of them.
//
// External interface is just measure(). The plan is walked once; everything else is a pass over
// columns.
#pragma once

#include <cstddef>

#include "whatif/metrics_context.hpp"

namespace berth::host::whatif {

/// `scenario` numbers the scenarios of the context's batch; `answer` is the one to it, with
/// BatchOptions::plans; std::invalid_argument without. May be called by several threads at once.
/// O(tasks + failures + instances x distinct request shapes).
///
/// A task definition whose requests the scenario does not list has no room; list a request with
/// count 0 to have its room measured.
ScenarioMetrics measure(const MetricsContext& context, std::size_t scenario,
                        const ScenarioAnswer& answer);

}  // namespace berth::host::whatif
