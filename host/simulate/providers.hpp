// Capacity providers and their Auto Scaling groups: instances launched, registered, drained, lost.
//
// [AWS] A group launches where it has the fewest instances and takes from where it has the most;
// with managed termination protection it takes none that runs a non-daemon task; a draining
// instance takes nothing new. Sources: docs/simulation-model.md. [ours] Of a mixed instances policy
// the first type is launched, the oldest instance of the fullest zone goes first.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/simulate.hpp"
#include "berth/snapshot.hpp"
#include "simulate/event_queue.hpp"
#include "simulate/recorder.hpp"
#include "simulate/scaling.hpp"
#include "simulate/tasks.hpp"
#include "simulate/world.hpp"

namespace berth::host::simulate {

class Providers {
   public:
    /// Throws InputError for groups whose types are unknown and for settings out of range.
    Providers(const Snapshot& base, const Simulation& input, World& world, EventQueue& queue,
              Recorder& recorder, Tasks& tasks);

    /// Brings the groups to their desired capacity, and asks for the first datapoint.
    void start();

    std::optional<std::uint32_t> find(std::string_view name) const;
    bool has_managed_scaling(std::uint32_t provider) const;

    void on_in_service(InstanceId instance);
    void on_registered(InstanceId instance);
    void on_drain_limit(InstanceId instance);
    void on_datapoint();
    void lose(const InstanceLoss& loss, std::uint64_t number);

    /// The last non-daemon task has left the instance: if it is draining, it may go.
    void on_idle(InstanceId instance);

    /// Whether a datapoint on its way may still change a group that is above its minimum.
    bool may_scale_in() const;

    /// Called when an instance starts to drain, so that services move their tasks.
    std::function<void(InstanceId instance)> on_draining;

   private:
    struct Launchable {
        std::string zone;
        SlotKind slot_kind = 0;
    };
    struct Group {
        std::uint32_t provider = 0;
        std::int64_t desired = 0;
        bool is_protected = false;  ///< managed termination protection
        bool drains = true;
        std::vector<Launchable> launchable;  ///< one per zone, by name
        std::vector<TypeCapacity> types;
        LaunchDelays delays;
        std::vector<InstanceId> instances;  ///< not gone, in order of launch
        Streak streak;
        SimulationTime warm_until{0};
    };

    void add_group(std::uint32_t provider, const CapacityProvider& source,
                   const AutoScalingGroup& group);
    void add_launchable(Group& group, const AutoScalingGroup& source);
    void adopt_instances();
    SimulatedInstance life_of(InstanceId instance) const;
    void launch_missing(Group& group);
    const Launchable& next_zone(const Group& group) const;
    std::vector<InstanceId> removable(const Group& group) const;
    InstanceId next_to_go(const Group& group, const std::vector<InstanceId>& candidates) const;
    std::int64_t in_zone(const Group& group, std::string_view zone) const;
    void scale_in(Group& group, std::int64_t instances);
    void take_away(Group& group, InstanceId instance);
    void end(InstanceId instance, bool is_lost);
    void datapoint(Group& group);
    std::vector<ScalingEstimate> estimates(const Group& group) const;
    Group* group_of(InstanceId instance);
    SimulationTime draw_for(InstanceId instance, const Duration& duration,
                            std::uint64_t purpose) const;

    const Snapshot& base_;
    const Simulation& input_;
    World& world_;
    EventQueue& queue_;
    Recorder& recorder_;
    Tasks& tasks_;
    std::vector<Group> groups_;
    std::vector<std::uint32_t> group_of_provider_;  // [providers], no_index = none
};

}  // namespace berth::host::simulate
