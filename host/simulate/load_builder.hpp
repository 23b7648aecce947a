// Loads and arrivals while they are put together, within the limits of a simulation.
#pragma once

#include <cstdint>

#include "berth/simulate.hpp"

namespace berth::host::simulate {

/// Tasks that the arrivals of one file may ask for.
inline constexpr std::uint64_t most_tasks = 10'000'000;

class LoadBuilder {
   public:
    explicit LoadBuilder(Simulation& simulation) : simulation_(simulation) {}

    /// Adds a load and returns its index.
    std::uint32_t add_load(TaskLoad load);

    /// Throws InputError without a place where times or the number of tasks go too far.
    void add_arrival(const Arrival& arrival);

    std::uint64_t seed() const { return simulation_.seed; }

   private:
    Simulation& simulation_;
    std::uint64_t tasks_ = 0;
};

}  // namespace berth::host::simulate
