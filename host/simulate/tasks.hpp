// Tasks from their request to their end: placed at once, waiting in PROVISIONING, refused.
//
// [ECS] With a capacity provider whose managed scaling is on, a task that fits nowhere waits in
// PROVISIONING; with any other it fails at once ("Deep Dive on Amazon ECS Cluster Auto Scaling").
// [ours] Waiting tasks are tried in the order in which they came, again when room appears that
// could hold one of them.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "berth/simulate.hpp"
#include "simulate/event_queue.hpp"
#include "simulate/recorder.hpp"
#include "simulate/world.hpp"

namespace berth::host::simulate {

using TaskId = std::uint32_t;  ///< into SimulationResult::tasks

/// What the simulation knows about a kind of task besides what the world knows.
struct KindTraits {
    bool is_daemon = false;
    bool can_wait = false;  ///< its provider has managed scaling
    bool is_fargate = false;
    std::uint32_t service = no_index;
    std::optional<Duration> run_time;  ///< absent = until something stops it
};

class Tasks {
   public:
    Tasks(World& world, EventQueue& queue, Recorder& recorder, const Simulation& input);

    void set_traits(KindId kind, const KindTraits& traits);
    const KindTraits& traits(KindId kind) const { return traits_[kind]; }

    /// RunTask for `count` equal tasks in a row.
    void run(KindId kind, std::uint32_t count, std::optional<SimulationTime> run_time);

    /// One task of a REPLICA service; nothing if it neither fits nor may wait.
    std::optional<TaskId> start_of_service(KindId kind);

    /// One task of a DAEMON service on an instance that takes it.
    TaskId start_on(KindId kind, InstanceId instance);

    /// A task of the snapshot; `run_time` = how much longer it runs.
    TaskId take_over(KindId kind, std::optional<InstanceId> instance,
                     const std::vector<std::uint32_t>& gpus,
                     std::optional<SimulationTime> run_time);

    void stop(TaskId task, StopReason reason);
    void stop_all_on(InstanceId instance);  ///< at once: the instance is gone

    void on_running(TaskId task);
    void on_end(TaskId task);
    void on_stopped(TaskId task);
    void on_waited_too_long(TaskId task);

    /// An instance has taken up work, or has more room: waiting tasks may fit.
    void room_appeared(InstanceId instance);
    void place_waiting();

    KindId kind(TaskId task) const { return recorder_.result().tasks[task].kind; }
    bool is_live(TaskId task) const;
    const std::vector<TaskId>& on_instance(InstanceId instance);

    /// Waiting tasks without a service: they wait up to the limit.
    std::uint64_t waiting_alone() const { return waiting_alone_; }

    struct Waiting {
        KindId kind = 0;
        std::uint64_t tasks = 0;
    };
    /// Kinds with waiting tasks, by kind.
    std::vector<Waiting> waiting() const;

    /// Called when a task of a service ends, and when one reaches RUNNING.
    std::function<void(std::uint32_t service, TaskId task)> on_service_change;

    /// Called when the last non-daemon task has left an instance.
    std::function<void(InstanceId instance)> on_idle;

   private:
    struct Queue {
        std::deque<TaskId> tasks;
        bool is_blocked = false;  // nothing has changed that could help since it last failed
        bool is_listed = false;   // in waiting_kinds_
    };

    std::optional<InstanceId> find(KindId kind, std::uint64_t& attempt);
    TaskId add(KindId kind, TaskState state);
    void place(TaskId task, InstanceId instance, std::uint64_t attempt);
    void begin(TaskId task);
    void wait(KindId kind, std::optional<SimulationTime> run_time);
    void refuse(KindId kind, StopReason reason, std::uint32_t count);
    void refuse_without_room(KindId kind, std::uint32_t count);
    bool has_room_to_wait() const;
    void forget_waiting(TaskId task);
    void set_stopped(TaskId task);
    SimulationTime draw_for(TaskId task, const Duration& duration, std::uint64_t purpose) const;
    std::optional<std::size_t> next_to_try(const std::vector<bool>& tried) const;

    World& world_;
    EventQueue& queue_;
    Recorder& recorder_;
    const Simulation& input_;
    std::vector<KindTraits> traits_;  // [kinds]
    std::vector<Queue> queues_;       // [kinds]
    std::vector<KindId> waiting_kinds_;
    std::vector<std::optional<SimulationTime>> run_times_;  // [tasks] where given
    std::vector<std::vector<TaskId>> tasks_on_;             // [instances]
    std::uint64_t attempts_ = 0;
    std::uint64_t waiting_alone_ = 0;
};

}  // namespace berth::host::simulate
