// Which of the reasons in a tally is the one that binds.
#pragma once

#include <optional>

#include "berth/plan.hpp"

namespace berth::host::capacity {

/// The reason that most candidates give, resources first: a resource that runs out is what binds,
/// even where more candidates are ruled out for good by an attribute or a constraint; those bind
/// where no resource does. Ties: the later check. Nothing for a task without candidates. [ours]
std::optional<Reason> binding_reason(const ReasonTally& tally);

}  // namespace berth::host::capacity
