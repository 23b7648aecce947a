// Numbering the scenarios of a sweep: the grid as a number of mixed radix, samples of it, lists.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "berth/error.hpp"
#include "berth/what_if.hpp"
#include "solve/random_order.hpp"
#include "whatif/sweep_checks.hpp"

namespace berth {

namespace {

// Numbers up to 2^53 survive programs that hold every number as a double, as those that read JSON
// often do.
constexpr std::uint64_t most_scenarios = std::uint64_t{1} << 53U;

std::uint64_t product(std::uint64_t a, std::uint64_t b) {
    if (b != 0 && a > most_scenarios / b) {
        throw InputError("the sweep has more than 2^53 scenarios; use fewer options or axes");
    }
    return a * b;
}

std::uint64_t grid_size(const Sweep& sweep) {
    std::uint64_t size = 1;
    for (const Axis& axis : sweep.axes) {
        host::whatif::require_expanded(axis);
        size = product(size, axis.options.size());
    }
    return size;
}

// Which points of the grid a sample holds: the first ones of a pseudo-random order of the grid,
// put back into the grid's own order.
struct Sample {
    std::uint64_t grid_size = 0;
    std::uint64_t seed = 0;
    std::vector<std::uint64_t> points;

    bool is_of(const Sweep& sweep, std::uint64_t size) const {
        return grid_size == size && seed == sweep.sample_seed && points.size() == sweep.sample_size;
    }
};

Sample draw_sample(const Sweep& sweep, std::uint64_t size) {
    Sample sample{size, sweep.sample_seed, {}};
    const host::solve::RandomOrder order(sweep.sample_seed, 0, size);
    sample.points.reserve(sweep.sample_size);
    for (std::uint64_t i = 0; i < sweep.sample_size; ++i) sample.points.push_back(order.at(i));
    std::ranges::sort(sample.points);
    return sample;
}

// Scenarios are asked for one after the other, so each thread keeps the sample that it drew last.
std::uint64_t sampled_point(const Sweep& sweep, std::uint64_t point) {
    thread_local Sample last;
    const std::uint64_t size = grid_size(sweep);
    if (!last.is_of(sweep, size)) last = draw_sample(sweep, size);
    return last.points[point];
}

std::vector<std::size_t> options_of_grid_point(const Sweep& sweep, std::uint64_t point) {
    std::vector<std::size_t> options(sweep.axes.size());
    for (std::size_t a = sweep.axes.size(); a-- > 0;) {
        const std::size_t radix = sweep.axes[a].options.size();
        options[a] = static_cast<std::size_t>(point % radix);
        point /= radix;
    }
    return options;
}

}  // namespace

std::uint64_t point_count(const Sweep& sweep) {
    std::uint64_t points = 0;
    switch (sweep.mode) {
        case SweepMode::grid:
            points = grid_size(sweep);
            break;
        case SweepMode::sample:
            points = sweep.sample_size;
            if (std::cmp_greater(points, host::whatif::most_sampled_points) ||
                points > grid_size(sweep)) {
                throw InputError(fmt::format(
                    "a sample of {} points; it can have at most {}, and no more than the {} of the "
                    "grid",
                    points, host::whatif::most_sampled_points, grid_size(sweep)));
            }
            break;
        case SweepMode::list:
            points = sweep.list.size();
            break;
    }
    product(points, sweep.trials);
    return points;
}

ScenarioKey scenario_key(const Sweep& sweep, std::uint64_t index) {
    ScenarioKey key;
    key.index = index;
    key.point = index / sweep.trials;
    key.trial = index % sweep.trials;
    if (key.point >= point_count(sweep)) {
        throw InputError(fmt::format("there is no scenario {}; the sweep has {}", index,
                                     point_count(sweep) * sweep.trials));
    }
    switch (sweep.mode) {
        case SweepMode::grid:
            key.options = options_of_grid_point(sweep, key.point);
            break;
        case SweepMode::sample:
            key.options = options_of_grid_point(sweep, sampled_point(sweep, key.point));
            break;
        case SweepMode::list:
            key.options = sweep.list[static_cast<std::size_t>(key.point)];
            break;
    }
    return key;
}

std::string point_name(const Sweep& sweep, const ScenarioKey& key) {
    std::string name;
    for (std::size_t a = 0; a < sweep.axes.size(); ++a) {
        name += fmt::format("{}{}={}", a == 0 ? "" : ", ", sweep.axes[a].name,
                            sweep.axes[a].options.at(key.options.at(a)).name);
    }
    return name.empty() ? "as is" : name;
}

Sweep expand(Sweep sweep, const Snapshot& snapshot) {
    for (Axis& axis : sweep.axes) {
        if (!axis.lose_each_zone) continue;
        axis.lose_each_zone = false;
        for (const std::string& zone : host::whatif::zones_of(snapshot)) {
            axis.options.push_back({zone, {LoseZone{zone}}});
        }
    }
    return sweep;
}

}  // namespace berth
