// The result as it grows: events, lives of tasks and instances, counts by state, the minute table.
#pragma once

#include <cstdint>
#include <vector>

#include "berth/simulate.hpp"

namespace berth::host::simulate {

enum class TaskState : std::uint8_t { refused, provisioning, pending, running, stopping, stopped };
enum class InstanceState : std::uint8_t { launching, in_service, active, draining, gone };

class Recorder {
   public:
    Recorder(SimulationResult& result, const SimulateOptions& options)
        : result_(result), options_(options) {}

    SimulationResult& result() { return result_; }
    const SimulationResult& result() const { return result_; }

    void set_time(SimulationTime now) { now_ = now; }
    SimulationTime now() const { return now_; }

    /// When something last happened, not counting datapoints and failed attempts.
    SimulationTime last_change() const { return last_change_; }

    void event(EventKind kind, std::uint32_t task, std::uint32_t instance);
    void decision_event(EventKind kind, std::uint32_t decision);
    void service_event(EventKind kind, std::uint32_t service);

    std::uint32_t add_task(std::uint32_t kind, TaskState state);
    TaskState state(std::uint32_t task) const { return task_states_[task]; }
    /// Notes the time of the change in the task's life, and the event.
    void set_task(std::uint32_t task, TaskState state);

    std::uint32_t add_instance(SimulatedInstance instance, InstanceState state);
    InstanceState instance_state(std::uint32_t instance) const {
        return instance_states_[instance];
    }
    void set_instance(std::uint32_t instance, InstanceState state, bool is_lost = false);

    /// A non-daemon task was placed on, or left, an instance.
    void add_work(std::uint32_t instance, std::int64_t tasks);
    std::uint64_t work(std::uint32_t instance) const { return work_[instance]; }

    void set_desired(std::uint32_t provider, std::int64_t desired) {
        counts_.providers[provider].desired = desired;
    }
    void set_metric(std::uint32_t provider, double metric) {
        counts_.providers[provider].metric = metric;
    }
    void set_provider_count(std::size_t providers) { counts_.providers.resize(providers + 1); }
    std::uint64_t provisioning() const { return counts_.provisioning; }
    std::uint64_t present() const { return present_; }

    void sample();

    std::uint64_t events() const { return events_; }
    std::uint64_t peak_instances() const { return peak_; }

   private:
    void push(const SimulationEvent& event);
    void count(TaskState state, std::int64_t change);
    void count(std::uint32_t instance, InstanceState state, std::int64_t change);

    SimulationResult& result_;
    const SimulateOptions& options_;
    SimulationTime now_{0};
    SimulationTime last_change_{0};
    SimulationMinute counts_;
    std::vector<TaskState> task_states_;
    std::vector<InstanceState> instance_states_;
    std::vector<std::uint64_t> work_;  // [instances] non-daemon tasks
    std::uint64_t present_ = 0;
    std::uint64_t peak_ = 0;
    std::uint64_t events_ = 0;
};

}  // namespace berth::host::simulate
