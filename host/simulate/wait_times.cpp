#include "simulate/wait_times.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace berth::host::simulate {

WaitTimes wait_times(std::vector<double> seconds) {
    WaitTimes waits;
    waits.tasks = seconds.size();
    if (seconds.empty()) return waits;
    std::ranges::sort(seconds);
    const auto count = static_cast<double>(seconds.size());
    const auto at = [&](double percent) {
        const double rank = std::max(1.0, std::ceil(percent * count / 100));
        return seconds[static_cast<std::size_t>(rank) - 1];
    };
    waits.p50 = at(50);
    waits.p90 = at(90);
    waits.p99 = at(99);
    waits.maximum = seconds.back();
    waits.mean = std::accumulate(seconds.begin(), seconds.end(), 0.0) / count;
    return waits;
}

std::optional<double> wait_of(const SimulatedTask& task) {
    if (!task.running || task.from_snapshot) return std::nullopt;
    return std::chrono::duration<double>(*task.running - task.created).count();
}

}  // namespace berth::host::simulate
