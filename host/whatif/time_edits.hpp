// Edits that change how a cluster grows over time, and which edits a kind of sweep takes.
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>

#include "berth/what_if.hpp"
#include "berth/what_if_over_time.hpp"

namespace berth::host::whatif {

enum class SweepKind : std::uint8_t {
    placement,  ///< a scenario is one placement
    over_time   ///< a scenario is a simulation
};

/// An edit that a single placement cannot tell from none.
template <class Kind>
concept TimeEdit = std::same_as<Kind, SetManagedScaling> || std::same_as<Kind, SetGroupSize> ||
    std::same_as<Kind, SetInstanceTypes>;

/// Throws InputError that names axis and option for an edit that has no meaning for the kind.
void check_kind(const Sweep& sweep, SweepKind kind);

/// Applies the time edits of the scenario's options in the order of the axes; it ignores others.
/// Throws InputError that names axis and option, for a provider or group that is not in the
/// snapshot and for a group whose sizes contradict each other.
void apply_time_edits(const Sweep& sweep, const ScenarioKey& key, SimulatedScenario& scenario);

}  // namespace berth::host::whatif
