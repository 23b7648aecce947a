// What all scenarios of a sweep share when their metrics are measured.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "berth/prices.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"
#include "berth/what_if_result.hpp"

namespace berth::host::whatif {

struct MeasureBasis {
    PriceList prices;

    /// [D] `family:revision` of each task definition of the base burst, in order of first
    /// appearance. ScenarioMetrics::room has as many entries.
    std::vector<std::string> definitions;

    std::vector<std::size_t>
        definition_of_request;  ///< [requests of the base burst] into the above
};

/// Throws InputError for a request whose task definition is not in the snapshot.
MeasureBasis measure_basis(const Snapshot& base, const std::vector<Request>& burst,
                           PriceList prices);

}  // namespace berth::host::whatif
