// What-if sweeps: edits of a cluster and of a burst along axes, solved for every combination.
//
// A sweep is data: axes of options, each option a list of edits. Each numbered scenario picks one
// option of every axis; the edits are applied in the order of the axes to the base snapshot and
// burst, and the result is placed under the same rules as any other burst, or simulated over time
// (what_if_over_time.hpp).
//
// Example:
//
//     const berth::Snapshot cluster = berth::read_cluster("examples/mixed-fleet/cluster");
//     const berth::Sweep sweep =
//         berth::expand(berth::read_sweep("examples/mixed-fleet/what-if.yaml"), cluster);
//     const berth::ScenarioKey last = berth::scenario_key(sweep, berth::point_count(sweep) - 1);
//     assert(berth::point_name(sweep, last).ends_with("order=largest first"));
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "berth/catalogue.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth {

/// The requests of the burst that an edit applies to; all of them if both lists are empty.
struct RequestSelector {
    std::vector<std::string> task_definitions;  ///< ARN, `family:revision` or `family`
    std::vector<std::string> services;          ///< service names

    friend bool operator==(const RequestSelector&, const RequestSelector&) = default;
};

/// New instances of an EC2 type, empty except for the tasks of the snapshot's DAEMON services.
struct AddInstances {
    std::string instance_type;  ///< a type in the catalogue
    std::int64_t count = 1;
    std::vector<std::string> zones;     ///< in turn; empty = balanced over those of the snapshot
    std::vector<Attribute> attributes;  ///< laid over those of the type
    std::string capacity_provider;      ///< empty = none
};

/// Removes instances and their tasks: the first `count` in instance order that satisfy the
/// expression.
struct RemoveInstances {
    std::string expression;             ///< cluster query language; empty = all
    std::optional<std::int64_t> count;  ///< absent = all that satisfy it
};

/// Sets instances to DRAINING: their tasks stay, no new ones are placed there.
struct DrainInstances {
    std::string expression;
    std::optional<std::int64_t> count;
};

/// Replaces instances of one type with as many new ones of another, with the same zone, attributes
/// and capacity provider, empty except for the tasks of the snapshot's DAEMON services.
struct SwapInstances {
    std::string from;
    std::string to;
    std::optional<std::int64_t> count;  ///< absent = all of the type
};

/// A zone is lost with its instances.
struct LoseZone {
    std::string zone;
};

/// `count` instances drawn at random are lost, as in spot interruptions. Each trial draws anew.
struct LoseInstances {
    std::int64_t count = 1;
    std::string expression;  ///< among those that satisfy it; empty = all
    std::uint64_t seed = 0;
};

/// Multiplies the `count` of requests by a factor, rounded up.
struct ScaleCounts {
    double factor = 1;
    RequestSelector requests;
};

/// Multiplies the CPU and memory of tasks by a factor each, rounded up to whole units and MiB.
struct ScaleSizes {
    double cpu = 1;
    double memory = 1;
    RequestSelector requests;
};

struct SetStrategies {
    std::vector<PlacementStrategy> strategies;  ///< empty = ECS's default for the request
    RequestSelector requests;
};

struct SetConstraints {
    std::vector<PlacementConstraint> constraints;
    bool keep = false;  ///< add to the constraints of the request instead of replacing them
    RequestSelector requests;
};

/// Allows only these GPU models: a constraint on the instance types that carry one of them.
struct UseGpuModels {
    std::vector<std::string> models;  ///< as the catalogue names them, "T4", "A10G"
    RequestSelector requests;
};

enum class RequestOrder : std::uint8_t {
    given,
    shuffled,       ///< task by task, by the seed of the trial
    largest_first,  ///< by the largest share of an average instance that a task asks for
    round_robin     ///< one task of each group in turn
};

struct SetOrder {
    RequestOrder order = RequestOrder::given;
};

/// Another capacity provider strategy; it also replaces the request's launch type.
struct SetProviderStrategy {
    std::vector<CapacityProviderStrategyItem> capacity_providers;
    RequestSelector requests;
};

/// Managed scaling, for sweeps over time. Absent members keep their value.
struct SetManagedScaling {
    std::vector<std::string> capacity_providers;  ///< empty = all that have managed scaling
    std::optional<std::int64_t> target_capacity;  ///< percent
    std::optional<std::int64_t> minimum_step;     ///< instances
    std::optional<std::int64_t> maximum_step;     ///< instances
    std::optional<std::int64_t> instance_warmup_seconds;
};

/// The Auto Scaling groups that an edit applies to; all of them if both lists are empty.
struct GroupSelector {
    std::vector<std::string> auto_scaling_groups;  ///< names
    std::vector<std::string> capacity_providers;   ///< names; the edit applies to their groups

    friend bool operator==(const GroupSelector&, const GroupSelector&) = default;
};

/// Sizes of Auto Scaling groups at the start, for sweeps over time. Absent sizes keep their value,
/// but a desired capacity outside a new limit moves to the limit.
struct SetGroupSize {
    GroupSelector groups;
    std::optional<std::int64_t> min_size;
    std::optional<std::int64_t> max_size;
    std::optional<std::int64_t> desired_capacity;
};

/// The types that Auto Scaling groups launch, for sweeps over time: the first one is launched, all
/// count in the estimates of managed scaling.
struct SetInstanceTypes {
    GroupSelector groups;
    std::vector<std::string> instance_types;  ///< types in the catalogue
};

using Edit = std::variant<AddInstances, RemoveInstances, DrainInstances, SwapInstances, LoseZone,
                          LoseInstances, ScaleCounts, ScaleSizes, SetStrategies, SetConstraints,
                          UseGpuModels, SetOrder, SetProviderStrategy, SetManagedScaling,
                          SetGroupSize, SetInstanceTypes>;

/// One value of an axis. An option without edits leaves the base as it is.
struct Option {
    std::string name;  ///< unique within the axis
    std::vector<Edit> edits;
};

struct Axis {
    std::string name;             ///< unique within the sweep
    std::vector<Option> options;  ///< at least one
    bool lose_each_zone = false;  ///< expand() adds an option per zone of the cluster
};

/// How combinations are chosen.
enum class SweepMode : std::uint8_t {
    grid,    ///< every combination; the last axis varies fastest
    sample,  ///< `sample_size` different ones, drawn with `sample_seed`, in the grid's order
    list     ///< those of `list`
};

struct Sweep {
    std::string title;
    SweepMode mode = SweepMode::grid;
    std::vector<Axis> axes;
    std::uint64_t sample_size = 0;
    std::uint64_t sample_seed = 0;
    std::vector<std::vector<std::size_t>> list;  ///< [points][axes] option numbers
    std::uint64_t trials = 1;        ///< each point is solved this many times, each time with
                                     ///< another seed
    std::uint64_t seed = 0;          ///< of the first trial
    bool replace_displaced = false;  ///< tasks of instances that are gone join the burst, ahead of
                                     ///< the rest
    Registration registration;       ///< of the instances that edits add
};

/// Reads a sweep from YAML or JSON (sweep_schema() describes it). Throws InputError with file,
/// path within the document and line.
Sweep read_sweep(const std::string& path);
Sweep read_sweep_text(std::string_view text, std::string_view name);

/// Replaces Axis::lose_each_zone with one option per zone of the snapshot's instances, named like
/// the zone and placed after the options that the axis has. Everything below takes an expanded
/// sweep and throws std::logic_error for any other.
Sweep expand(Sweep sweep, const Snapshot& snapshot);

/// The JSON Schema of the file, and a commented file with every member.
std::string_view sweep_schema();
std::string_view sweep_skeleton();

/// One scenario of a sweep: which option of each axis, and which trial.
struct ScenarioKey {
    std::uint64_t index = 0;  ///< point x trials + trial
    std::uint64_t point = 0;
    std::uint64_t trial = 0;
    std::vector<std::size_t> options;  ///< [axes]

    friend bool operator==(const ScenarioKey&, const ScenarioKey&) = default;
};

/// Number of points; times Sweep::trials it is the number of scenarios. Throws InputError if it
/// exceeds 2^53.
std::uint64_t point_count(const Sweep& sweep);

/// The scenario of that index. O(axes); for a sample, the first call on each thread draws it anew
/// in O(sample_size log sample_size). Throws InputError past the last scenario.
ScenarioKey scenario_key(const Sweep& sweep, std::uint64_t index);

/// "fleet=as is, order=shuffled"
std::string point_name(const Sweep& sweep, const ScenarioKey& key);

/// The scenario written out in full: the slow reference for what a sweep solves, and what `berth
/// whatif --write-scenario` writes for `berth place`.
struct MaterialisedScenario {
    Snapshot snapshot;
    std::vector<Request> burst;
    std::uint64_t seed = 0;
    std::vector<std::size_t>
        base_request;  ///< [burst] position in the base burst; npos = displaced

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};
/// Throws InputError for edits that cannot be applied to this cluster and burst.
MaterialisedScenario materialise(const Snapshot& base, const std::vector<Request>& burst,
                                 const Sweep& sweep, const ScenarioKey& key);

}  // namespace berth
