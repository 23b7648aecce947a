#include "simulate/load_builder.hpp"

#include <fmt/format.h>

#include <utility>

#include "simulate/duration_text.hpp"
#include "simulate/limits.hpp"

namespace berth::host::simulate {

std::uint32_t LoadBuilder::add_load(TaskLoad load) {
    simulation_.loads.push_back(std::move(load));
    return static_cast<std::uint32_t>(simulation_.loads.size() - 1);
}

void LoadBuilder::add_arrival(const Arrival& arrival) {
    tasks_ += arrival.count;
    if (std::cmp_greater(tasks_, most_tasks) ||
        std::cmp_greater_equal(simulation_.arrivals.size(), most_tasks)) {
        throw InputError(fmt::format(
            "the arrivals up to here ask for more than {} tasks; make them fewer", most_tasks));
    }
    if (arrival.at > longest_simulation) {
        throw InputError(fmt::format("tasks arrive after {}; a simulation goes on for {}",
                                     duration_text(arrival.at), duration_text(longest_simulation)));
    }
    simulation_.arrivals.push_back(arrival);
}

}  // namespace berth::host::simulate
