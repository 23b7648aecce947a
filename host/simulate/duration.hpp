// Draws of how long something takes.
#pragma once

#include "berth/simulate.hpp"
#include "model/random.hpp"

namespace berth::host::simulate {

/// A draw from the distribution, at least 0 and at most 10^9 seconds, rounded to milliseconds. A
/// fixed duration takes no numbers from `random`, a normal or log-normal one as many as it needs.
///
/// What `random` gives is the same on every machine. `exponential`, `normal` and `log_normal` go
/// through std::log, std::exp and std::sqrt, of which C libraries can differ in the last bit;
/// after rounding to milliseconds, that shows in hardly one of 10^10 draws.
SimulationTime draw(const Duration& duration, model::Random& random);

/// The same in seconds, neither cut off nor rounded, for sums of draws.
double draw_seconds(const Duration& duration, model::Random& random);

}  // namespace berth::host::simulate
