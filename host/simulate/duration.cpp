#include "simulate/duration.hpp"

#include <algorithm>
#include <cmath>

namespace berth::host::simulate {

namespace {

// Longer ones end after any simulation, and sums of them have to fit.
constexpr double longest_seconds = 1e9;

// Uniform over [0, 1): 53 bits, which a double holds exactly.
double unit_interval(model::Random& random) {
    return static_cast<double>(random.next() >> 11U) * 0x1p-53;
}

// By the polar method (Marsaglia and Bray, SIAM Review 6, 1964), which needs neither sine nor
// cosine.
double standard_normal(model::Random& random) {
    double x = 0;
    double square = 0;
    do {
        x = 2 * unit_interval(random) - 1;
        const double y = 2 * unit_interval(random) - 1;
        square = x * x + y * y;
    } while (square >= 1 || square == 0);
    return x * std::sqrt(-2 * std::log(square) / square);
}

}  // namespace

double draw_seconds(const Duration& duration, model::Random& random) {
    switch (duration.kind) {
        case Duration::Kind::fixed:
            break;
        case Duration::Kind::uniform:
            return duration.first + (duration.second - duration.first) * unit_interval(random);
        case Duration::Kind::exponential:
            return -duration.first * std::log(1 - unit_interval(random));
        case Duration::Kind::normal:
            return duration.first + duration.second * standard_normal(random);
        case Duration::Kind::log_normal:
            return duration.first * std::exp(duration.second * standard_normal(random));
    }
    return duration.first;
}

SimulationTime draw(const Duration& duration, model::Random& random) {
    const double seconds = std::clamp(draw_seconds(duration, random), 0.0, longest_seconds);
    return SimulationTime(std::llround(seconds * 1000));
}

}  // namespace berth::host::simulate
