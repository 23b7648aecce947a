// Due events in time order; at the same instant, events that free room come before events that ask
// for it.
#pragma once

#include <cstdint>
#include <queue>
#include <tuple>
#include <vector>

#include "berth/simulate.hpp"

namespace berth::host::simulate {

/// In the order in which things happen at the same instant.
enum class Due : std::uint8_t {
    sample,           ///< a row of the minute table
    task_stopped,     ///< subject: task
    task_end,         ///< its run time has ended
    drain_limit,      ///< subject: instance
    loss,             ///< subject: into Simulation::losses
    stop_tasks,       ///< subject: into Simulation::stops
    in_service,       ///< subject: instance
    registered,       ///< subject: instance
    service_update,   ///< subject: into Simulation::service_updates
    arrival,          ///< subject: into Simulation::arrivals
    task_running,     ///< subject: task
    waited_too_long,  ///< subject: task
    service_retry,    ///< subject: service
    datapoint         ///< of every capacity provider
};

struct DueEvent {
    SimulationTime at{0};
    Due due = Due::sample;
    bool is_idle = false;  ///< a simulation that has only these may end
    std::uint64_t number = 0;
    std::uint32_t subject = 0;
};

class EventQueue {
   public:
    void add(SimulationTime at, Due due, std::uint32_t subject, bool is_idle = false) {
        events_.push({at, due, is_idle, number_++, subject});
        if (!is_idle) ++pending_;
    }

    bool empty() const { return events_.empty(); }
    const DueEvent& next() const { return events_.top(); }

    DueEvent take() {
        const DueEvent event = events_.top();
        events_.pop();
        if (!event.is_idle) --pending_;
        return event;
    }

    /// Events that are not idle.
    std::uint64_t pending() const { return pending_; }

   private:
    struct Later {
        bool operator()(const DueEvent& a, const DueEvent& b) const {
            return std::tuple(a.at, a.due, a.number) > std::tuple(b.at, b.due, b.number);
        }
    };

    std::priority_queue<DueEvent, std::vector<DueEvent>, Later> events_;
    std::uint64_t number_ = 0;
    std::uint64_t pending_ = 0;
};

}  // namespace berth::host::simulate
