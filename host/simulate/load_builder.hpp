// Collects loads and arrivals, within the limits of a simulation.
#pragma once

#include <cstdint>

#include "berth/simulate.hpp"

namespace berth::host::simulate {

class LoadBuilder {
   public:
    explicit LoadBuilder(Simulation& simulation) : simulation_(simulation) {}

    /// Adds a load and returns its index.
    std::uint32_t add_load(TaskLoad load);

    /// Throws InputError without a place if times or the number of tasks exceed the limits.
    void add_arrival(const Arrival& arrival);

    std::uint64_t seed() const { return simulation_.seed; }

   private:
    Simulation& simulation_;
    std::uint64_t tasks_ = 0;
};

}  // namespace berth::host::simulate
