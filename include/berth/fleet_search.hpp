// The cheapest fleet that places a burst: a search over the solver, with a lower bound on cost.
//
// Example:
//
//     const berth::Snapshot cluster = berth::read_cluster("examples/mixed-fleet/cluster");
//     berth::Request request;
//     request.task_definition = "web";
//     request.count = 300;
//     berth::FleetSearchOptions options;
//     berth::FleetType type;
//     type.instance_type = "m5.large";
//     type.max = 20;
//     options.types = {type};
//     const berth::FleetSearchResult result = berth::search_fleet(cluster, {request}, options);
//     assert(result.found && result.failed == 0);
//     assert(result.lower_bound <= result.cost_per_hour);
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/catalogue.hpp"
#include "berth/error.hpp"
#include "berth/plan.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"
#include "berth/what_if.hpp"

namespace berth {

/// An instance type that the fleet may contain, and how many of it.
struct FleetType {
    std::string instance_type;  ///< a type in the catalogue
    std::int64_t min = 0;
    std::int64_t max = 0;
    std::optional<double> price_per_hour;  ///< of one instance; absent = the catalogue's, in USD
    std::vector<Attribute> attributes;     ///< laid over those of the type
    std::string capacity_provider;         ///< empty = none
};

enum class FleetObjective : std::uint8_t {
    cost,      ///< price per hour of the fleet
    instances  ///< number of its instances
};

/// Progress of the search.
struct FleetSearchProgress {
    std::uint64_t evaluations = 0;  ///< fleets on which the burst was placed
    std::optional<double> best;     ///< objective of the best fleet so far
    double lower_bound = 0;
};

struct FleetSearchOptions {
    std::vector<FleetType> types;  ///< at least one

    /// Zones of the new instances, in order of preference; empty = those of the cluster's
    /// instances, by name. Each new instance goes to the zone that has the fewest [ours].
    std::vector<std::string> zones;

    /// true: the cluster's instances and their tasks stay, at no cost, and the answer is what to
    /// add. false: they are removed and the answer is the whole fleet.
    bool keep_existing = true;

    FleetObjective objective = FleetObjective::cost;
    double share = 1;           ///< of the burst's tasks that must be placed, above 0, at most 1
    Registration registration;  ///< of the instances that may be bought

    std::uint64_t seed = 0;  ///< of the `random` strategy
    std::string backend = "auto";
    unsigned threads = 0;  ///< 0 = as many as the machine has; never changes the answer

    std::uint64_t max_evaluations = 2000;      ///< most fleets to place the burst on
    std::optional<double> time_limit_seconds;  ///< if it ends the search, answers may differ from
                                               ///< run to run
    std::function<void(const FleetSearchProgress&)> progress;  ///< may be empty

    /// Called every few placements; return true to stop. The answer is then the best fleet so far,
    /// as with a time limit. May be empty.
    std::function<bool()> is_cancelled = {};
};

/// A request with tasks that fit no type of the search, no matter how many instances there are.
struct HopelessRequest {
    std::size_t request_index = 0;
    std::uint64_t tasks = 0;
    ReasonTally reasons{};         ///< over one empty instance per type and zone, and the cluster's
    std::string instance_type;     ///< the one that comes nearest; empty = no candidate, or type
                                   ///< unknown
    std::optional<Reason> reason;  ///< of the nearest
    std::int64_t shortfall = 0;    ///< in unit_of(*reason); 0 without a reason that has a unit
};

/// Why the search ended.
enum class FleetSearchEnd : std::uint8_t {
    proven,       ///< no fleet is left that could be better
    evaluations,  ///< max_evaluations
    time,         ///< time_limit_seconds
    nodes,        ///< some fleets are left, but the list of parts grew too long
    cancelled     ///< is_cancelled returned true
};

struct FleetSearchResult {
    bool found = false;  ///< false: no fleet within the bounds was found to take the burst

    std::vector<std::int64_t> counts;                    ///< [types]
    std::vector<std::string> zones;                      ///< an empty name = no zone
    std::vector<std::vector<std::int64_t>> zone_counts;  ///< [types][zones]
    std::vector<double> prices;                          ///< [types] per hour; NaN = unknown
    std::int64_t instances = 0;
    double cost_per_hour = 0;  ///< NaN if a price is unknown
    double objective = 0;      ///< cost_per_hour or instances

    /// No fleet within the bounds that takes the burst under the real rules has a lower objective;
    /// infinite if no fleet takes it.
    double lower_bound = 0;
    double relaxation_bound = 0;  ///< what the linear relaxation alone gives; may be infinite
    double gap = 0;               ///< (objective - lower_bound) / objective; 0 = the optimum
    FleetSearchEnd end = FleetSearchEnd::proven;

    std::uint64_t requested = 0;  ///< tasks, including those of DAEMON services on that fleet
    std::uint64_t placed = 0;     ///< on the fleet found, else on the largest fleet
    std::uint64_t failed = 0;
    std::uint64_t evaluations = 0;
    std::uint64_t nodes = 0;  ///< parts of the range of fleets that were bounded
    double seconds = 0;

    std::vector<HopelessRequest> hopeless;
    std::vector<Warning> warnings;
    MaterialisedScenario cluster;  ///< the cluster with the fleet, and the burst; if found
};

/// Finds the cheapest fleet within the bounds that places the burst under ECS's rules.
///
/// Every fleet considered is solved for real, and the answer once more from its own snapshot.
/// `lower_bound` holds for all fleets within the bounds: it comes from a linear relaxation that
/// grants each task the best that the rules could allow, split into ever smaller ranges of counts
/// until all fleets that cost less are excluded or a limit is reached.
///
/// Throws InputError for a type that is not in the catalogue, for bounds, shares or prices out of
/// range, for what compile() rejects, and in a build without the search; BackendError as solve()
/// does.
FleetSearchResult search_fleet(const Snapshot& base, const std::vector<Request>& burst,
                               const FleetSearchOptions& options);

/// Writes an answer as berth's JSON, schemaVersion 1. `base`, `burst` and `options` are those
/// passed to search_fleet(); `currency` is that of the prices, empty = unknown.
void write_fleet_json(std::string& out, const Snapshot& base, const std::vector<Request>& burst,
                      const FleetSearchOptions& options, std::string_view currency,
                      const FleetSearchResult& result);

}  // namespace berth
