// Candidates and the ten checks (docs/rules.md, sections 3 and 4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "oracle/demand.hpp"
#include "oracle/state.hpp"

namespace berth::tests {

/// Whether the instance may be considered for the task at all.
bool is_candidate(const InstanceState& state, const Demand& demand);

/// A check that an instance fails.
struct FailedCheck {
    int number = 0;  ///< 1 to 10, as in the rules
    std::string reason;
    std::int64_t shortfall = 0;
};

/// The first check that fails; nothing where the task fits.
std::optional<FailedCheck> first_failed_check(const InstanceState& state, const Demand& demand);

/// Takes what the task needs from the instance; returns the GPU ids that it gets.
std::vector<std::string> commit(InstanceState& state, const Demand& demand);

}  // namespace berth::tests
