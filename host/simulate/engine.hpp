// The loop of a simulation: due events, in order, and their consequences.
#pragma once

#include <cstdint>
#include <vector>

#include "berth/simulate.hpp"
#include "simulate/event_queue.hpp"
#include "simulate/providers.hpp"
#include "simulate/recorder.hpp"
#include "simulate/request_book.hpp"
#include "simulate/services.hpp"
#include "simulate/taken_tasks.hpp"
#include "simulate/tasks.hpp"
#include "simulate/world.hpp"

namespace berth::host::simulate {

class Engine {
   public:
    /// All of the arguments must outlive this.
    Engine(const Snapshot& base, const Simulation& input, const SimulateOptions& options,
           SimulationResult& result);

    void run();

    const Recorder& recorder() const { return recorder_; }

   private:
    void connect();
    void make_kinds();
    void make_kind(std::uint32_t request, std::uint32_t item);
    void take_over_tasks();
    void schedule_input();
    void schedule_next_arrival();
    void arrive(const Arrival& arrival);
    void stop_tasks(const StopTasks& stop);
    void handle(const DueEvent& event);
    void settle();
    bool is_over(SimulationTime next) const;
    void end_tasks();

    const Snapshot& base_;
    const Simulation& input_;
    const SimulateOptions& options_;
    RequestBook book_;
    Recorder recorder_;
    EventQueue queue_;
    EmptiedCluster cluster_;
    World world_;
    Tasks tasks_;
    Providers providers_;
    Services services_;
    std::vector<std::uint32_t> arrivals_;  // into Simulation::arrivals, by time
    std::size_t next_arrival_ = 0;
    SimulationTime end_;
    bool is_dirty_ = true;
};

}  // namespace berth::host::simulate
