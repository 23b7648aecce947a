// The cluster of a simulation: tasks are placed on it and end, instances come and go.
//
// One problem is compiled for every request that may come and for more instances than there are:
// each kind of instance that a group may launch has spare slots in it. So a placement costs one
// pass over bit planes, and only when a kind runs out of slots is the problem compiled again. The
// result is exactly what solve() finds for the cluster at that instant: slots without an instance
// are masked, and the pseudo-random order is drawn over the existing instances.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "berth/problem.hpp"
#include "berth/simulate.hpp"
#include "berth/snapshot.hpp"
#include "solve/checks.hpp"
#include "solve/cluster_state.hpp"
#include "solve/dynamic_planes.hpp"
#include "solve/random_order.hpp"

namespace berth::host::simulate {

using InstanceId = std::uint32_t;  ///< in order of coming to be; the snapshot's first
using KindId = std::uint32_t;      ///< of task: a request, and one of its capacity providers
using SlotKind = std::uint32_t;    ///< of instance that a group launches

/// One request of the simulation on one provider of its strategy.
struct TaskKindKey {
    std::uint32_t request = 0;
    std::uint32_t provider_item = 0;  ///< 0 if the request has a launch type

    friend auto operator<=>(const TaskKindKey&, const TaskKindKey&) = default;
};

class World {
   public:
    /// `base` without the tasks that the simulation places itself (see hold()).
    World(Snapshot base, std::vector<Request> requests, std::uint64_t seed);

    /// A kind of new instance, by an example without an ARN.
    SlotKind add_slot_kind(ContainerInstance example);

    /// Call once the kinds of new instances are known, before anything below. Throws InputError as
    /// berth::compile() does.
    void compile();

    const compile::CompiledProblem& problem() const { return problem_->compiled(); }
    const compile::RequestShape& shape(std::uint32_t request) const;
    KindId kind(const TaskKindKey& key);
    const TaskKindKey& key(KindId kind) const { return kinds_[kind]; }
    const compile::TaskClass& task_class(KindId kind) const;
    const std::string& group(KindId kind) const;

    /// A new instance of the kind, not registered yet. Its ARN follows those before it.
    InstanceId launch(SlotKind kind);

    std::size_t instance_count() const { return instances_.size(); }  ///< ever
    const ContainerInstance& instance(InstanceId id) const { return instances_[id].form; }
    /// The same with what is left of it now.
    ContainerInstance now(InstanceId id) const;
    bool is_present(InstanceId id) const { return instances_[id].is_present; }
    bool is_open(InstanceId id) const { return is_present(id) && !instances_[id].is_closed; }
    std::size_t present_count() const { return present_.size(); }

    void join(InstanceId id);   ///< registered: ACTIVE
    void close(InstanceId id);  ///< DRAINING: takes nothing more
    void leave(InstanceId id);  ///< gone; runs nothing

    /// The instance that the rules choose for the next task of the kind; `attempt` is its ordinal.
    std::optional<InstanceId> find(KindId kind, std::uint64_t attempt);

    /// Whether the instance would take a task of the kind now.
    bool fits(KindId kind, InstanceId id) const;

    /// Why the next task of the kind fits nowhere.
    ReasonTally reasons(KindId kind) const;

    /// Whether the instance is a candidate for the tasks of the kind and runs none of their group.
    bool lacks_daemon(KindId kind, InstanceId id) const;

    /// For a DAEMON service on one instance: the first check that fails, nothing if the task fits.
    std::optional<solve::FailedCheck> failing_check(KindId kind, InstanceId id) const;

    /// Takes a task in, and returns the numbers of its GPUs.
    std::vector<std::uint32_t> commit(KindId kind, InstanceId id);

    /// The same for a task that already runs on these GPUs.
    void hold(KindId kind, InstanceId id, const std::vector<std::uint32_t>& gpus);

    void release(KindId kind, InstanceId id, const std::vector<std::uint32_t>& gpus);

    /// The instances that satisfy an expression now, ascending.
    std::vector<InstanceId> matching(const std::string& expression) const;

   private:
    struct Instance {
        ContainerInstance form;
        std::uint32_t slot = 0;
        bool is_present = false;
        bool is_closed = false;
        bool is_gone = false;
        std::vector<KindId> tasks;             // that the simulation runs there
        std::vector<std::uint32_t> free_gpus;  // numbers, in the order in which they are handed out
    };
    struct Kind {
        ContainerInstance example;
        std::vector<std::pair<std::string, std::uint32_t>> spare;  // ARN and slot, last first
        std::size_t launched = 0;
    };

    std::string next_arn();
    void place_slots(const std::map<std::string, std::uint32_t, std::less<>>& slot_of_arn);
    void restore();
    void take(KindId kind, InstanceId id);
    std::vector<compile::GroupId> groups_on(InstanceId id) const;
    bool has_room(const compile::TaskClass& task_class, std::size_t slot) const;
    std::optional<std::size_t> walk(const compile::TaskClass& task_class,
                                    const solve::RandomOrder& order) const;
    void gather(const compile::TaskClass& task_class);
    void update_present();

    Snapshot frame_;  // all but instances
    std::vector<Request> requests_;
    std::uint64_t seed_;
    std::string arn_prefix_;
    std::uint32_t next_serial_ = 1;

    std::vector<Instance> instances_;
    std::vector<Kind> slot_kinds_;
    std::vector<TaskKindKey> kinds_;
    std::map<TaskKindKey, KindId> kind_ids_;

    std::optional<Problem> problem_;
    std::unique_ptr<solve::ProblemParts> parts_;
    std::unique_ptr<solve::ClusterState> state_;
    std::unique_ptr<solve::DynamicPlanes> dynamic_;
    std::vector<InstanceId> instance_of_slot_;
    compile::BitPlane open_;              // slots that take tasks
    std::vector<std::uint32_t> present_;  // slots with an instance, ascending
    std::vector<std::uint32_t> rank_;     // [slots] place in present_
    std::vector<std::uint32_t> kept_;     // reused from task to task
};

}  // namespace berth::host::simulate
