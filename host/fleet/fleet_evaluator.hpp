// Fleets judged by the real rules: the burst is placed on each of them.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "fleet/fleet_space.hpp"

namespace berth::host::fleet {

struct Verdict {
    std::uint64_t placed = 0;
    std::uint64_t failed = 0;
    bool is_enough = false;                        ///< no more failed than may
    std::vector<std::uint32_t> placed_of_request;  ///< [requests of the scenarios]
};

/// The best fleet that takes the burst: the least objective, then the fewest instances, then the
/// order of the counts, so that the answer depends on which fleets were judged, not when.
struct Incumbent {
    Fleet fleet;
    double objective = 0;
};

class FleetEvaluator {
   public:
    FleetEvaluator(const FleetSpace& space, std::uint64_t allowed_failures);

    /// Places the burst on each fleet. Those that were judged before cost nothing. Past the limits
    /// of the search the answer is nullptr; a pointer stays valid.
    std::vector<const Verdict*> judge(std::span<const Fleet> fleets);
    const Verdict* judge(const Fleet& fleet);

    const std::optional<Incumbent>& best() const { return best_; }

    /// Whether the objective is not below that of the best fleet, within the tolerance.
    bool is_no_gain(double objective) const;

    std::uint64_t evaluations() const { return evaluations_; }
    std::uint64_t allowed_failures() const { return allowed_failures_; }

    /// Which limit of the search has been met.
    std::optional<FleetSearchEnd> limit_met() const;

    /// For reports of what the search is at.
    void note_lower_bound(double lower_bound);

    double seconds() const;

   private:
    void keep(const Fleet& fleet, const Verdict& verdict);
    void report() const;

    const FleetSpace& space_;
    std::uint64_t allowed_failures_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::map<Fleet, Verdict> known_;
    std::optional<Incumbent> best_;
    std::uint64_t evaluations_ = 0;
    double lower_bound_ = 0;
};

/// Objectives that differ by less than this share are the same.
inline constexpr double objective_tolerance = 1e-7;

}  // namespace berth::host::fleet
