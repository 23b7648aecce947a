// The answer of `berth fleet` as a table.
#pragma once

#include <string>
#include <vector>

#include "berth/fleet_search.hpp"
#include "cli/display.hpp"

namespace berth::host::cli {

/// What an answer says beside the result.
struct FleetQuestion {
    const FleetSearchOptions& options;
    const std::vector<Request>& burst;
    std::size_t existing = 0;  ///< instances of the cluster that stay
    std::string currency;
    std::string price_source;        ///< of prices that were not given one by one
    bool has_single_prices = false;  ///< --price
};

std::string fleet_table(const FleetQuestion& question, const FleetSearchResult& result,
                        const Style& style);

}  // namespace berth::host::cli
