// The fleets of a search: counts per type, the zones that they take, and the one compiled problem
// in which each of them is the largest fleet less some instances.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "berth/batch.hpp"
#include "berth/fleet_search.hpp"
#include "berth/problem.hpp"

namespace berth::host::fleet {

/// Number of instances. [types]
using Fleet = std::vector<std::int64_t>;

class FleetSpace {
   public:
    /// Checks the options and compiles the burst for the cluster with the largest fleet. Throws as
    /// search_fleet(). All three must outlive this.
    FleetSpace(const Snapshot& base, const std::vector<Request>& burst,
               const FleetSearchOptions& options);

    const Problem& problem() const { return *problem_; }
    const FleetSearchOptions& options() const { return options_; }
    std::size_t type_count() const { return options_.types.size(); }
    const std::vector<std::string>& zones() const { return zones_; }
    const std::vector<Warning>& warnings() const { return warnings_; }

    Fleet smallest() const;
    Fleet largest() const;

    /// Instances per type and zone. Type after type, each instance goes to the zone that has the
    /// fewest so far, the cluster's own counted; of equal ones to the first.
    std::vector<std::vector<std::int64_t>> zone_counts(const Fleet& fleet) const;

    /// Of the cluster's own instances. [zones]
    const std::vector<std::int64_t>& existing_in_zone() const { return existing_in_zone_; }

    /// Per hour and instance; NaN = not known. [types]
    const std::vector<double>& prices() const { return prices_; }

    /// What one instance adds to the objective. [types]
    const std::vector<double>& weights() const { return weights_; }
    double objective(const Fleet& fleet) const;

    /// Ordinals of the possible instances of a type in a zone, those first that a smaller fleet
    /// has, too.
    const std::vector<Ordinal>& added(std::size_t type, std::size_t zone) const {
        return added_[type][zone];
    }

    /// Ordinals of the cluster's own instances.
    const std::vector<Ordinal>& existing() const { return existing_; }

    Scenario scenario(const Fleet& fleet) const;

    /// One instance of every type that may be there in every zone, beside the cluster's own, and
    /// one request alone.
    Scenario one_of_each(std::uint32_t request_index) const;

    /// Solves scenarios as the search's options say.
    std::vector<ScenarioAnswer> solve(std::span<const Scenario> scenarios,
                                      bool with_plans = false) const;

    /// The requests of every scenario, in the order of the burst.
    const std::vector<RequestCount>& requests() const { return requests_; }

    /// Tasks of all requests but those of DAEMON services.
    std::uint64_t requested_tasks() const;

    /// The cluster with the fleet, written out.
    MaterialisedScenario materialised(const Fleet& fleet) const;

   private:
    void choose_zones();
    void choose_prices();
    void compile_largest();
    std::int64_t most_per_zone(std::size_t type) const;
    Option option_of(std::string name, const std::vector<std::vector<std::int64_t>>& counts) const;
    Sweep sweep_of(std::vector<Option> options) const;
    Scenario scenario_of(const std::vector<std::vector<std::int64_t>>& counts) const;

    const Snapshot& base_;
    const std::vector<Request>& burst_;
    const FleetSearchOptions& options_;
    std::vector<std::string> zones_;
    std::vector<std::int64_t> existing_in_zone_;  // [zones]
    std::vector<double> prices_;                  // [types]
    std::vector<double> weights_;                 // [types]
    std::vector<Warning> warnings_;
    std::optional<Problem> problem_;
    std::vector<std::vector<std::vector<Ordinal>>> added_;  // [types][zones]
    std::vector<Ordinal> existing_;
    std::vector<Ordinal> never_;  // stands in for a cluster without instances
    std::vector<RequestCount> requests_;
};

}  // namespace berth::host::fleet
