// Solving a whole sweep: in pieces, on all cores or a GPU, resumable, and on several machines.
//
// Example:
//
//     const berth::Snapshot cluster = berth::read_cluster("examples/mixed-fleet/cluster");
//     const auto burst = berth::read_burst("examples/mixed-fleet/burst.json");
//     const auto sweep =
//         berth::expand(berth::read_sweep("examples/mixed-fleet/what-if.yaml"), cluster);
//     berth::WhatIfOptions options;
//     options.prices = berth::catalogue_prices();
//     const berth::WhatIfReport report = berth::run_what_if(cluster, burst, sweep, options);
//     assert(report.points.size() == berth::point_count(sweep) && report.points[0].rank == 1);
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "berth/prices.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"
#include "berth/what_if.hpp"
#include "berth/what_if_result.hpp"

namespace berth {

/// The part of a sweep that one machine solves: the `index`-th of `count` pieces of about equal
/// size, in the order of the scenarios.
struct Shard {
    std::uint64_t index = 0;  ///< from 0
    std::uint64_t count = 1;
};

struct WhatIfOptions {
    PriceList prices;       ///< as catalogue_prices() gives them
    double hours = 1;       ///< that the burst runs, for `cost-per-burst`
    std::string objective;  ///< empty = "placed,cost-per-hour"; over time
                            ///< "not-run,all-running,cost"
    std::vector<std::string> requirements;
    std::string pareto;  ///< empty = "cost-per-hour,placed"; over time "cost,all-running"
    std::optional<std::uint64_t> base;  ///< point to compare with; absent = the first options
    std::size_t details = 5;            ///< points shown in full besides the base, best first

    std::string backend = "auto";
    unsigned threads = 0;             ///< 0 = as many as the machine has
    std::uint64_t memory_mib = 1024;  ///< for plans of scenarios that are solved together
    Shard shard;

    /// Results file; every result is appended to it as it comes. Empty = none. With `resume`, it
    /// may already contain results of the same sweep, which are not solved again.
    std::string results_file;
    bool resume = false;

    /// Called from time to time with the number of scenarios done so far, including resumed ones.
    std::function<void(std::uint64_t done, std::uint64_t scenarios)> progress;

    /// Called about once a second; return true to stop. What is done by then is reported, with a
    /// warning that says how much is missing.
    std::function<bool()> is_cancelled;
};

/// Solves a sweep and ranks its points. Throws InputError, BackendError.
///
/// Memory: the base, the forms of instances and requests that the options make, WhatIfOptions::
/// memory_mib for plans, a few hundred bytes per scenario and metric set.
WhatIfReport run_what_if(const Snapshot& base, const std::vector<Request>& burst,
                         const Sweep& sweep, const WhatIfOptions& options);

/// Joins the results files of shards of the same sweep into one report; only the details are
/// solved. `parts` are paths of results files. Throws InputError for a file of another sweep,
/// cluster, burst or price list, and for a scenario that appears in two of them.
WhatIfReport merge_what_if(const Snapshot& base, const std::vector<Request>& burst,
                           const Sweep& sweep, std::span<const std::string> parts,
                           const WhatIfOptions& options);

/// The size of a sweep and the time it would take.
struct WhatIfEstimate {
    std::uint64_t points = 0;
    std::uint64_t trials = 1;
    std::uint64_t scenarios = 0;  ///< of the shard
    std::uint64_t tried = 0;      ///< scenarios that were solved for the estimate
    double seconds = 0;           ///< for all scenarios of the shard, at the rate of those
};

/// Solves a few scenarios of the shard and counts the rest. Throws as run_what_if() does.
WhatIfEstimate estimate_what_if(const Snapshot& base, const std::vector<Request>& burst,
                                const Sweep& sweep, const WhatIfOptions& options);

}  // namespace berth
