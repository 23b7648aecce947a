// Follows the event log of a simulation with accounts of its own, and puts every placement to the
// test.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "berth/simulate.hpp"

namespace berth::tests {

/// Goes through the events of a result in order. At each placement the cluster of that instant is
/// written out as a snapshot and one such task is placed on it by `reference`: it must go to the
/// same instance. Where a task waits or is refused, `reference` must find no place either, and for
/// the same reasons. Failures are reported through GoogleTest.
class EventReplay {
   public:
    EventReplay(const Snapshot& base, const SimulationResult& result);

    void run();

    std::size_t placements_checked() const { return placements_; }
    std::size_t failures_checked() const { return failures_; }

   private:
    struct Instance {
        bool is_present = false;
        bool is_draining = false;
        bool is_leaving = false;  // gone, as soon as the log has told of its tasks
        std::set<std::uint32_t> tasks;
    };

    void follow(const SimulationEvent& event);
    void place(const SimulationEvent& event);
    void check_placement(std::uint32_t task);
    void check_failure(std::uint32_t task);
    void check_gpus(std::uint32_t task);
    void check_waiting();
    void leave(std::uint32_t task);
    void leave_if_empty(std::uint32_t instance);
    Snapshot now() const;
    ContainerInstance form_of(std::uint32_t instance) const;
    Task task_of(std::uint32_t task) const;
    const TaskDefinition& definition_of(std::uint32_t task) const;

    const Snapshot& base_;
    const SimulationResult& result_;
    std::map<std::string, const ContainerInstance*> base_forms_;
    std::vector<Instance> instances_;
    std::set<std::uint32_t> waiting_;
    std::size_t placements_ = 0;
    std::size_t failures_ = 0;
};

}  // namespace berth::tests
