// A burst over time: tasks arrive, wait, run and end, while capacity providers scale the fleet.
//
// A discrete-event simulation over the solver. docs/simulation-model.md says what it models of ECS,
// with the source of every number; what AWS leaves open is a member of ScalingModel.
//
// Example:
//
//     const berth::Snapshot cluster = berth::read_cluster("examples/mixed-fleet/cluster");
//     berth::Simulation simulation;
//     simulation.loads.resize(1);
//     simulation.loads[0].request.task_definition = "web";
//     simulation.loads[0].run_time = berth::Duration::uniform(60, 300);
//     simulation.arrivals.resize(1);
//     simulation.arrivals[0].at = std::chrono::minutes(2);
//     simulation.arrivals[0].count = 10;
//     const berth::SimulationResult result = berth::simulate(cluster, simulation);
//     assert(result.totals.finished == 10);
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/catalogue.hpp"
#include "berth/plan.hpp"
#include "berth/prices.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth {

/// Time since the start of the simulation.
using SimulationTime = std::chrono::milliseconds;

/// How long something takes. Negative draws become 0; draws are rounded to milliseconds.
struct Duration {
    enum class Kind : std::uint8_t { fixed, uniform, exponential, normal, log_normal };

    Kind kind = Kind::fixed;
    double first = 0;   ///< seconds: the value; least; mean; mean; median
    double second = 0;  ///< uniform: most, s; normal: standard deviation, s; log_normal: sigma

    /// All parameters are in seconds, except `sigma`: the standard deviation of the natural
    /// logarithm.
    static constexpr Duration fixed(double seconds) { return {Kind::fixed, seconds, 0}; }
    static constexpr Duration uniform(double least, double most) {
        return {Kind::uniform, least, most};
    }
    static constexpr Duration exponential(double mean) { return {Kind::exponential, mean, 0}; }
    static constexpr Duration normal(double mean, double standard_deviation) {
        return {Kind::normal, mean, standard_deviation};
    }
    static constexpr Duration log_normal(double median, double sigma) {
        return {Kind::log_normal, median, sigma};
    }

    friend bool operator==(const Duration&, const Duration&) = default;
};

/// A RunTask request that arrives once or many times. A request with a service name creates the
/// service.
struct TaskLoad {
    Request request;                   ///< its count is ignored: arrivals have their own
    std::optional<Duration> run_time;  ///< from RUNNING on; absent = until something stops it
};

/// Asks for `count` tasks of a load at once.
struct Arrival {
    SimulationTime at{0};
    std::uint32_t load = 0;  ///< into Simulation::loads
    std::uint32_t count = 1;
    std::optional<SimulationTime> run_time;  ///< of these tasks, from a trace; absent = the load's
};

/// StopTask, for tasks that exist at that time: those of a group, of a task definition, or all.
struct StopTasks {
    SimulationTime at{0};
    std::string group;                   ///< empty = any
    std::string task_definition;         ///< ARN, `family:revision` or `family`; empty = any
    std::optional<std::uint64_t> count;  ///< the oldest first; absent = all of them
};

/// UpdateService. Absent members keep their current value.
struct ServiceUpdate {
    SimulationTime at{0};
    std::string service;
    std::optional<std::int64_t> desired_count;
    std::optional<std::string> task_definition;  ///< starts a deployment
};

/// Instances are lost at once with their tasks: a spot interruption, a zone that fails.
struct InstanceLoss {
    SimulationTime at{0};
    std::string expression;              ///< cluster query language; empty = all
    std::optional<std::uint64_t> count;  ///< drawn by the seed; absent = all that satisfy it
};

/// From the decision to launch an instance until it is in the group, and from there until its agent
/// has registered it with the cluster.
struct LaunchDelays {
    Duration launch = Duration::fixed(30);
    Duration registration = Duration::fixed(60);
};

/// Delays of one instance type. Absent members are those of Simulation::delays.
struct LaunchDelaysChange {
    std::optional<Duration> launch;
    std::optional<Duration> registration;

    LaunchDelays applied_to(const LaunchDelays& delays) const;
};

/// The simulation's model of ECS and Auto Scaling where AWS's documents give a number, leave a
/// choice, or contradict each other. docs/simulation-model.md has the source of each.
struct ScalingModel {
    /// Tasks in PROVISIONING per cluster. Source: Amazon ECS service quotas.
    std::uint64_t provisioning_limit = 500;

    /// A task that has waited this long stops. Source: "Deep Dive on Amazon ECS Cluster Auto
    /// Scaling" says 10 to 30 minutes; [ours] the longest.
    SimulationTime provisioning_timeout{1'800'000};

    /// Time between datapoints of CapacityProviderReservation. Source: ECS developer guide, "Amazon
    /// ECS managed scaling behavior", as for the two numbers of datapoints.
    SimulationTime metric_period{60'000};
    std::uint32_t scale_out_datapoints = 1;
    std::uint32_t scale_in_datapoints = 15;

    /// A scale-in step removes less than this share of the group. Source: "Faster Scaling-in for
    /// Amazon ECS Cluster Auto Scaling" (2022), which raised it from 5 %.
    double scale_in_share = 0.5;

    /// Instances to start from an empty group; absent = what the estimate asks for.
    std::optional<std::int64_t> from_zero;

    /// What the estimate for waiting tasks is added to.
    enum class EstimateBase : std::uint8_t {
        used_instances,  ///< instances that run a non-daemon task
        all_instances
    };
    EstimateBase estimate_base = EstimateBase::used_instances;

    /// How the estimates of waiting tasks with different needs become one number.
    enum class EstimateGroups : std::uint8_t {
        largest,  ///< the largest of them: fewer instances cannot be enough
        sum       ///< as if no two shared an instance
    };
    EstimateGroups estimate_groups = EstimateGroups::largest;

    SimulationTime service_retry{60'000};       ///< between attempts to start a service's tasks
                                                ///< [ours]
    std::optional<SimulationTime> drain_limit;  ///< then a draining instance is terminated; absent
                                                ///< = it waits
};

/// Settings of managed scaling that a simulation changes. Absent members keep their value.
struct ManagedScalingChange {
    std::optional<std::int64_t> target_capacity;          ///< percent, 1 to 100
    std::optional<std::int64_t> minimum_step;             ///< instances, 1 to 10,000
    std::optional<std::int64_t> maximum_step;             ///< instances, 1 to 10,000
    std::optional<std::int64_t> instance_warmup_seconds;  ///< 0 to 10,000

    /// A provider without managed scaling has ECS's defaults before the change.
    ManagedScaling applied_to(const ManagedScaling& settings) const;
};

/// Everything that a simulation needs besides the snapshot.
struct Simulation {
    std::string title;
    std::uint64_t seed = 0;        ///< for `random`, durations and losses
    std::optional<Instant> start;  ///< wall-clock time of 0, for labels
    /// The simulation ends here; absent = when no event is left, after 14 days at most.
    std::optional<SimulationTime> end;
    std::vector<TaskLoad> loads;
    std::vector<Arrival> arrivals;  ///< in any order; equal times keep this order
    std::vector<StopTasks> stops;
    std::vector<ServiceUpdate> service_updates;
    std::vector<InstanceLoss> losses;

    LaunchDelays delays;  ///< for types without their own
    std::map<std::string, LaunchDelaysChange, std::less<>> delays_of_type;
    Duration task_start = Duration::fixed(5);   ///< from PENDING to RUNNING
    Duration task_stop = Duration::fixed(0);    ///< from the end of its run to STOPPED
    std::optional<Duration> running_tasks_end;  ///< how much longer the snapshot's own standalone
                                                ///< tasks run; absent = forever
    Registration registration;
    ScalingModel model;

    /// Laid over the snapshot's own, by name: for sweeps over settings.
    std::map<std::string, ManagedScalingChange, std::less<>> managed_scaling;  ///< by capacity
                                                                               ///< provider
};

/// Reads a simulation from YAML or JSON (simulation_schema() describes it). Paths of traces and
/// bursts in it are relative to the file. Throws InputError with file, path and line.
Simulation read_simulation(const std::string& path);
Simulation read_simulation_text(std::string_view text, const std::string& name);

/// The JSON Schema of the file, and a commented file with every member.
std::string_view simulation_schema();
std::string_view simulation_skeleton();

/// Index for something that an event does not concern.
inline constexpr std::uint32_t no_index = std::numeric_limits<std::uint32_t>::max();

enum class EventKind : std::uint8_t {
    task_refused,       ///< RunTask answered with a failure: the task never existed
    task_provisioning,  ///< waits for capacity
    task_pending,       ///< placed on an instance
    task_running,
    task_stopping,  ///< asked to stop, or at its end
    task_stopped,   ///< its resources are free
    instance_launching,
    instance_in_service,  ///< in its group, its agent not connected yet
    instance_registered,  ///< ACTIVE in the cluster
    instance_draining,
    instance_terminated,
    instance_lost,
    metric,     ///< a datapoint of CapacityProviderReservation
    scale_out,  ///< the desired capacity of a group grew
    scale_in,
    service_unplaced,  ///< a service could not start a task; it tries again
    deployment_started,
    deployment_completed,
    ended  ///< the simulation
};

/// "taskPending", as the event log names it.
std::string_view to_string(EventKind kind);

/// Why a task ended, or never existed.
enum class StopReason : std::uint8_t {
    none,
    finished,              ///< its run time ended
    asked,                 ///< StopTasks
    no_capacity,           ///< refused: no instance could take it
    no_instances,          ///< refused: the cluster has none
    provisioning_limit,    ///< refused: `Tasks provisioning capacity limit exceeded.`
    provisioning_timeout,  ///< waited too long
    instance_gone,         ///< its instance was lost or terminated
    service_scaled_in,     ///< the service wants fewer, or replaces it in a deployment
    simulation_ended       ///< still there when the simulation ended
};
std::string_view to_string(StopReason reason);

/// One event. An index that does not concern it is `no_index`.
struct SimulationEvent {
    SimulationTime at{0};
    EventKind kind = EventKind::ended;
    std::uint32_t task = no_index;      ///< into SimulationResult::tasks
    std::uint32_t instance = no_index;  ///< into SimulationResult::instances
    std::uint32_t decision = no_index;  ///< into SimulationResult::decisions: for metric and
                                        ///< scaling
    std::uint32_t service = no_index;   ///< into SimulationResult::services
};

/// A task over its whole life. Times that never came are absent.
struct SimulatedTask {
    std::uint32_t kind = 0;             ///< into SimulationResult::task_kinds
    std::uint32_t instance = no_index;  ///< into SimulationResult::instances
    bool from_snapshot = false;
    StopReason reason = StopReason::none;
    SimulationTime created{0};
    std::optional<SimulationTime> placed;
    std::optional<SimulationTime> running;
    std::optional<SimulationTime> stopped;
    std::vector<std::uint32_t> gpus;  ///< numbers of its GPUs on the instance, in registered order
    std::uint64_t attempt = 0;  ///< number of the attempt that placed it, its ordinal for `random`
    ReasonTally refused_for{};  ///< of a refused task: why the candidates could not take it
};

/// Tasks of one task definition, group and capacity provider.
struct TaskKind {
    std::uint32_t load = no_index;     ///< into Simulation::loads; no_index = from the snapshot
    std::uint32_t service = no_index;  ///< into SimulationResult::services
    std::string task_definition;       ///< `family:revision`
    std::string group;
    std::uint32_t provider = no_index;  ///< into SimulationResult::providers
    Request request;  ///< RunTask or CreateService request of one such task, as it is placed
};

/// An instance over its whole life.
struct SimulatedInstance {
    std::string arn;
    std::string instance_type;  ///< empty = unknown
    std::string availability_zone;
    std::uint32_t provider = no_index;  ///< into SimulationResult::providers
    bool from_snapshot = false;
    bool lost = false;
    std::optional<SimulationTime> launched;    ///< absent: existed from the start
    std::optional<SimulationTime> registered;  ///< absent for `from_snapshot`, or if it never
                                               ///< registered
    std::optional<SimulationTime> draining;
    std::optional<SimulationTime> gone;
};

/// Part of the estimate: waiting tasks with equal needs.
struct ScalingEstimate {
    std::uint32_t kind = 0;       ///< into SimulationResult::task_kinds, one of them
    std::uint64_t tasks = 0;      ///< in PROVISIONING
    std::uint64_t instances = 0;  ///< that they need, bin packed; 0 if they are left out
    std::string largest_type;     ///< used to compute the number
    std::string unfit_type;       ///< smallest type of the group if it cannot hold one task: these
                                  ///< tasks then do not count; else empty
};

/// A datapoint of CapacityProviderReservation, and the decision that followed.
struct ScalingDecision {
    std::uint32_t provider = 0;  ///< into SimulationResult::providers
    SimulationTime at{0};
    std::int64_t instances = 0;       ///< N
    std::int64_t used_instances = 0;  ///< that run a non-daemon task
    std::int64_t estimate = 0;        ///< instances for the waiting tasks, before steps
    std::int64_t wanted = 0;          ///< M, steps included
    double metric = 100;              ///< percent: M / N x 100
    std::vector<ScalingEstimate> estimates;
    std::uint32_t datapoints = 0;  ///< in a row on this side of the target, including this one
    std::int64_t desired_before = 0;
    std::int64_t desired_after = 0;
    enum class Bound : std::uint8_t {
        none,          ///< nothing held the step back
        minimum_step,  ///< raised to it
        maximum_step,
        group_maximum,
        group_minimum,
        share,       ///< a scale-in step removes less than half
        protection,  ///< instances that run tasks are not terminated
        warmup       ///< instances are warming up: no scale-in
    };
    Bound bound = Bound::none;
};

struct SimulatedProvider {
    std::string name;
    std::string group;  ///< Auto Scaling group; empty = none
    std::optional<ManagedScaling> managed_scaling;
    std::int64_t min_size = 0;
    std::int64_t max_size = 0;
    std::vector<std::string> instance_types;
};

/// The state at a full minute, before the events of that minute.
struct SimulationMinute {
    SimulationTime at{0};
    std::uint64_t provisioning = 0;
    std::uint64_t pending = 0;
    std::uint64_t running = 0;
    std::uint64_t stopped = 0;  ///< so far, all reasons
    std::uint64_t refused = 0;  ///< so far
    struct OfProvider {
        std::uint64_t launching = 0;  ///< not registered yet
        std::uint64_t active = 0;
        std::uint64_t draining = 0;
        std::int64_t desired = 0;
        double metric = 100;  ///< last datapoint
    };
    std::vector<OfProvider> providers;  ///< [providers + 1], the last: instances of no provider
};

/// Waiting times by nearest rank, in seconds from creation to RUNNING. All 0 if no task ran.
struct WaitTimes {
    std::uint64_t tasks = 0;
    double p50 = 0;
    double p90 = 0;
    double p99 = 0;
    double maximum = 0;
    double mean = 0;
};

struct SimulationTotals {
    SimulationTime ended{0};
    std::uint64_t tasks = 0;    ///< asked for, including refused ones
    std::uint64_t started = 0;  ///< that reached RUNNING
    std::uint64_t finished = 0;
    std::uint64_t refused = 0;
    std::uint64_t given_up = 0;                 ///< provisioning_timeout
    std::uint64_t interrupted = 0;              ///< instance_gone
    std::uint64_t waiting = 0;                  ///< PROVISIONING or PENDING at the end
    std::optional<SimulationTime> all_running;  ///< when the last task reached RUNNING; absent if
                                                ///< some never did
    WaitTimes waits;
    std::map<std::string, double, std::less<>> instance_hours;  ///< by type, "" = unknown
    double cost = 0;                                            ///< in the currency of the prices
    double idle_cost = 0;  ///< of instance time without a task, not counting daemons
    double unpriced_instance_hours = 0;
    std::uint64_t peak_instances = 0;
    std::uint64_t events = 0;
};

struct SimulationResult {
    Simulation simulation;  ///< without arrivals
    std::string currency;
    std::string price_source;
    std::vector<SimulatedProvider> providers;
    std::vector<std::string> services;
    std::vector<TaskKind> task_kinds;
    std::vector<SimulatedTask> tasks;  ///< in order of creation, the snapshot's first
    std::vector<SimulatedInstance> instances;
    std::vector<ScalingDecision> decisions;
    std::vector<SimulationEvent> events;    ///< with SimulateOptions::events
    std::vector<SimulationMinute> minutes;  ///< with SimulateOptions::minutes
    SimulationTotals totals;
    std::vector<Warning> warnings;
};

struct SimulateOptions {
    PriceList prices = catalogue_prices();
    bool events = true;
    bool minutes = true;
    /// Called from time to time with the time simulated so far and the time of the last known
    /// event.
    std::function<void(SimulationTime now, SimulationTime end)> progress;
    std::function<bool()> is_cancelled;  ///< may be empty; ends the simulation early
};

/// Runs the simulation. Each task is placed under the rules of solve(), against the cluster as it
/// is at that instant: the n-th attempt of the simulation is task ordinal n of its seed.
///
/// Throws InputError for what ECS would reject (unknown task definition or provider, two bases, all
/// weights 0), for a group whose instance types are unknown, and for contradictions in the input.
/// If SimulateOptions::is_cancelled returns true, the result is what had happened by then.
/// About O(tasks x (log tasks + instances / 64)).
SimulationResult simulate(const Snapshot& snapshot, const Simulation& simulation,
                          const SimulateOptions& options = {});

/// The event log: one JSON object per line, in time order. docs/simulation-results.md lists its
/// members.
void write_event_log(std::string& out, const SimulationResult& result);

/// The whole result except the event log, as one JSON document (kind "simulation"), schemaVersion
/// 1.
void write_simulation_json(std::string& out, const SimulationResult& result);

/// One row per minute, with a header row.
void write_simulation_csv(std::string& out, const SimulationResult& result);

/// Why a decision was made, in one or two sentences: "M = 7 because ...".
std::string explain_decision(const SimulationResult& result, const ScalingDecision& decision);

}  // namespace berth
