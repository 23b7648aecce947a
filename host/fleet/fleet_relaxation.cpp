#include "fleet/fleet_relaxation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace berth::host::fleet {

namespace {

constexpr std::size_t no_column = static_cast<std::size_t>(-1);
constexpr int most_cut = 6;
constexpr std::size_t cut_resources = 3;  // CPU, memory, GPUs

// A task more than may be left over: dearer than any way to place it.
double price_of_failure(const std::vector<double>& weights) {
    const double dearest = weights.empty() ? 0 : std::ranges::max(weights);
    return dearest > 0 ? 100 * dearest : 1;
}

// u(need / room) for k, in whole numbers but for the last division.
double dual_feasible(std::int64_t need, std::int64_t room, std::int64_t k) {
    const std::int64_t scaled = (k + 1) * need;
    if (scaled % room == 0) return static_cast<double>(need) / static_cast<double>(room);
    return static_cast<double>(scaled / room) / static_cast<double>(k);
}

}  // namespace

FleetRelaxation::FleetRelaxation(const FleetSpace& space, const TaskDemand& demand,
                                 std::uint64_t allowed_failures, bool with_existing) {
    for (std::size_t t = 0; t < space.type_count(); ++t) {
        count_columns_.push_back(program_.add_column(
            static_cast<double>(space.options().types[t].min),
            static_cast<double>(space.options().types[t].max), space.weights()[t]));
    }
    add_shelf_counts(space, demand);
    if (demand.zone_groups.size() > 1) balance_zones(space, demand);
    std::vector<Term> left_over;
    std::vector<std::vector<Term>> met(demand.classes.size());
    double tasks = 0;
    for (std::size_t d = 0; d < met.size(); ++d) {
        const auto count = static_cast<double>(demand.tasks[d]);
        tasks += count;
        left_over_columns_.push_back(program_.add_column(0, count, 0));
        met[d].push_back({left_over_columns_.back(), 1});
        left_over.push_back({left_over_columns_.back(), 1});
    }
    const std::size_t too_many = program_.add_column(0, tasks, price_of_failure(space.weights()));
    left_over.push_back({too_many, -1});
    program_.add_row(left_over, -infinite, static_cast<double>(allowed_failures));
    for (const Shelf& shelf : demand.shelves) {
        if (shelf.is_new || with_existing) add_shelf(shelf, demand, met);
    }
    for (std::size_t d = 0; d < met.size(); ++d) {
        demand_rows_.push_back(
            program_.add_row(std::move(met[d]), static_cast<double>(demand.tasks[d]), infinite));
    }
}

// The instances of a type are those in all of its zones.
void FleetRelaxation::add_shelf_counts(const FleetSpace& space, const TaskDemand& demand) {
    for (std::size_t t = 0; t < count_columns_.size(); ++t) {
        const auto most = static_cast<double>(space.options().types[t].max);
        std::vector<Term> terms = {{count_columns_[t], -1}};
        shelf_counts_.emplace_back();
        for (std::size_t g = 0; g < demand.zone_groups.size(); ++g) {
            shelf_counts_[t].push_back(program_.add_column(0, most, 0));
            terms.push_back({shelf_counts_[t].back(), 1});
        }
        program_.add_row(std::move(terms), 0, 0);
    }
}

// The last of N new instances in a zone came when no zone had fewer, so that zone, with E instances
// of the cluster's, has at most max(0, average of E + (N - 1) / zones + 1 - E) new ones. That is
// convex in N, so its chord over the range of N is no less.
void FleetRelaxation::balance_zones(const FleetSpace& space, const TaskDemand& demand) {
    const std::vector<std::int64_t>& existing = space.existing_in_zone();
    const auto zones = static_cast<double>(existing.size());
    const auto sum = [](const std::vector<std::int64_t>& counts) {
        return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
    };
    const double least = sum(space.smallest());
    const double most = std::max(least + 1, sum(space.largest()));
    for (const std::vector<std::size_t>& group : demand.zone_groups) {
        const auto highest = [&](double added) {
            const double level = (sum(existing) + added - 1) / zones + 1;
            double instances = 0;
            for (const std::size_t z : group) {
                instances += std::max(0.0, level - static_cast<double>(existing[z]));
            }
            return instances;
        };
        const double slope = (highest(most) - highest(least)) / (most - least);
        const auto g = static_cast<std::size_t>(&group - demand.zone_groups.data());
        std::vector<Term> terms;
        for (std::size_t t = 0; t < count_columns_.size(); ++t) {
            terms.push_back({shelf_counts_[t][g], 1});
            terms.push_back({count_columns_[t], -slope});
        }
        constexpr double rounding = 1e-9;
        program_.add_row(std::move(terms), -infinite, highest(least) - slope * least + rounding);
    }
}

// terms <= room of all instances of the shelf
void FleetRelaxation::limit(const Shelf& shelf, std::vector<Term> terms, double room) {
    if (terms.empty()) return;
    if (shelf.is_new) {
        terms.push_back({shelf_counts_[shelf.type][shelf.zone_group], -room});
        room = 0;
    }
    program_.add_row(std::move(terms), -infinite, room);
}

void FleetRelaxation::add_shelf(const Shelf& shelf, const TaskDemand& demand,
                                std::vector<std::vector<Term>>& met) {
    std::vector<std::size_t> columns(shelf.fits.size(), no_column);
    for (std::size_t d = 0; d < columns.size(); ++d) {
        if (shelf.fits[d] == 0) continue;
        const std::int64_t most = shelf.is_new ? demand.tasks[d] : shelf.fits[d];
        columns[d] = program_.add_column(0, static_cast<double>(most), 0);
        met[d].push_back({columns[d], 1});
        if (shelf.is_new) {
            limit(shelf, {{columns[d], 1}}, static_cast<double>(shelf.fits[d]));
        }
    }
    for (std::size_t r = 0; r < sum_resources; ++r) {
        if (shelf.room[r] <= 0 || shelf.room[r] >= unlimited) continue;
        std::vector<Term> terms;
        for (std::size_t d = 0; d < columns.size(); ++d) {
            if (columns[d] == no_column || shelf.needs[d][r] == 0) continue;
            terms.push_back({columns[d], static_cast<double>(shelf.needs[d][r]) /
                                             static_cast<double>(shelf.room[r])});
        }
        limit(shelf, std::move(terms), 1);
    }
    for (std::size_t l = 0; l < demand.loners.size(); ++l) {
        std::vector<Term> terms;
        for (const std::size_t d : demand.loners[l]) {
            if (columns[d] != no_column) terms.push_back({columns[d], 1});
        }
        limit(shelf, std::move(terms), static_cast<double>(shelf.lone_places[l]));
    }
    if (shelf.is_new) add_whole_instance_cuts(shelf, columns);
}

void FleetRelaxation::add_whole_instance_cuts(const Shelf& shelf,
                                              const std::vector<std::size_t>& columns) {
    for (std::size_t r = 0; r < cut_resources; ++r) {
        if (shelf.room[r] <= 0) continue;
        for (int k = 1; k <= most_cut; ++k) {
            std::vector<Term> terms;
            bool is_stronger = false;
            for (std::size_t d = 0; d < columns.size(); ++d) {
                if (columns[d] == no_column) continue;
                const std::int64_t need = shelf.needs[d][r];
                const double cut = dual_feasible(need, shelf.room[r], k);
                const double share = static_cast<double>(need) / static_cast<double>(shelf.room[r]);
                if (cut > 0) terms.push_back({columns[d], cut});
                is_stronger = is_stronger || cut > share;
            }
            if (is_stronger) limit(shelf, std::move(terms), 1);
        }
    }
}

FleetRelaxation::Answer FleetRelaxation::solve(const Fleet& least, const Fleet& most) {
    for (std::size_t t = 0; t < count_columns_.size(); ++t) {
        program_.set_column_bounds(count_columns_[t], static_cast<double>(least[t]),
                                   static_cast<double>(most[t]));
    }
    LinearProgram::Minimum minimum = program_.minimise();
    Answer answer{minimum.bound, {}};
    for (std::size_t t = 0; t < count_columns_.size(); ++t) {
        const double count = minimum.values[count_columns_[t]];
        answer.counts.push_back(std::clamp(std::isfinite(count) ? count : 0,
                                           static_cast<double>(least[t]),
                                           static_cast<double>(most[t])));
    }
    return answer;
}

void FleetRelaxation::set_tasks(std::span<const std::int64_t> tasks) {
    for (std::size_t d = 0; d < tasks.size(); ++d) {
        program_.set_row_lower(demand_rows_[d], static_cast<double>(tasks[d]));
    }
}

}  // namespace berth::host::fleet
