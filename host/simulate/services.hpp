// Services: as many tasks as they want, deployments within their limits, a daemon per instance.
//
// [ECS] A rolling deployment keeps at least minimumHealthyPercent of the desired count running
// (rounded up) and has at most maximumPercent of it in all (rounded down); a DAEMON service starts
// a task on each instance that takes one, before anything else does. [ours] The oldest tasks stop
// first; when the desired count falls, the rules of scale_in() choose.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "berth/simulate.hpp"
#include "simulate/event_queue.hpp"
#include "simulate/recorder.hpp"
#include "simulate/request_book.hpp"
#include "simulate/tasks.hpp"
#include "simulate/world.hpp"

namespace berth::host::simulate {

class Services {
   public:
    Services(const RequestBook& book, const Simulation& input, World& world, EventQueue& queue,
             Recorder& recorder, Tasks& tasks);

    void create(std::uint32_t service, std::int64_t desired_count);
    void update(const ServiceUpdate& update);
    void on_retry(std::uint32_t service);

    /// A task that is already in the snapshot.
    void adopt(std::uint32_t service, TaskId task, std::uint32_t request);

    /// Something of the service has changed: settle() looks at it again.
    void touch(std::uint32_t service) { live_[service].is_touched = true; }
    void touch_all();

    /// DAEMON tasks of an instance that has just registered.
    void start_daemons(InstanceId instance);

    /// Starts and stops tasks until every touched service is in its desired state, or can do no
    /// more for now.
    void settle();

   private:
    struct Live {
        bool exists = false;
        std::int64_t desired = 0;
        std::uint32_t request = 0;  ///< of the current task definition
        bool is_deploying = false;
        bool is_touched = false;
        bool waits_for_retry = false;
        std::vector<TaskId> tasks;              ///< live ones, oldest first
        std::vector<std::uint32_t> request_of;  ///< [tasks]
    };

    void forget_ended(Live& service);
    bool is_current(const Live& service, std::size_t k) const;
    std::optional<TaskId> start_one(Live& service);
    void settle_replicas(std::uint32_t number);
    void settle_daemon(std::uint32_t number);
    void stop_surplus(std::uint32_t number, std::int64_t surplus);
    bool start_missing(std::uint32_t number, std::int64_t current, std::int64_t most);
    void stop_old(std::uint32_t number, std::int64_t least);
    void complete_deployment(std::uint32_t number);
    bool start_daemon_on(std::uint32_t number, InstanceId instance);
    void ask_for_retry(std::uint32_t number);
    std::vector<TaskId> chosen_to_stop(std::uint32_t number, std::vector<TaskId> placed,
                                       std::int64_t count) const;

    const RequestBook& book_;
    const Simulation& input_;
    World& world_;
    EventQueue& queue_;
    Recorder& recorder_;
    Tasks& tasks_;
    std::vector<Live> live_;  // [services]
};

}  // namespace berth::host::simulate
