// What-if sweeps: edits of a cluster and of a burst along axes, solved for every combination.
//
// A sweep is data: axes of options, each option a list of edits. Numbered scenarios pick one option
// of every axis; the edits are applied in the order of the axes to the base snapshot and burst, and
// the result is placed under the same rules as any other burst, or simulated over time
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

/// Which requests of the burst an edit concerns; all of them where both lists are empty.
struct RequestSelector {
    std::vector<std::string> task_definitions;  ///< ARN, `family:revision` or `family`
    std::vector<std::string> services;          ///< service names

    friend bool operator==(const RequestSelector&, const RequestSelector&) = default;
};

/// New instances of an EC2 type, empty but for the tasks of the snapshot's DAEMON services.
struct AddInstances {
    std::string instance_type;  ///< one that the catalogue has
    std::int64_t count = 1;
    std::vector<std::string> zones;     ///< in turn; empty = balanced over those of the snapshot
    std::vector<Attribute> attributes;  ///< over those that the type brings
    std::string capacity_provider;      ///< empty = none
};

/// Takes instances away, and with them what runs there: the first `count` in instance order that
/// satisfy the expression.
struct RemoveInstances {
    std::string expression;             ///< cluster query language; empty = all
    std::optional<std::int64_t> count;  ///< absent = all that satisfy it
};

/// Sets instances to DRAINING: what runs there stays, nothing new comes.
struct DrainInstances {
    std::string expression;
    std::optional<std::int64_t> count;
};

/// Replaces instances of one type by as many new ones of another, same zone, attributes and
/// capacity provider, empty but for the tasks of the snapshot's DAEMON services.
struct SwapInstances {
    std::string from;
    std::string to;
    std::optional<std::int64_t> count;  ///< absent = all of the type
};

/// A zone is gone with its instances.
struct LoseZone {
    std::string zone;
};

/// `count` instances drawn at random are gone, as spot instances go. Each trial draws anew.
struct LoseInstances {
    std::int64_t count = 1;
    std::string expression;  ///< among those that satisfy it; empty = all
    std::uint64_t seed = 0;
};

/// `count` of requests, times a factor, rounded up.
struct ScaleCounts {
    double factor = 1;
    RequestSelector requests;
};

/// CPU and memory of tasks, times a factor, rounded up to whole units and MiB.
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
    bool keep = false;  ///< add to the constraints of the request in place of replacing them
    RequestSelector requests;
};

/// GPUs of one kind only: a constraint on the instance types that carry one of these models.
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

/// Another capacity provider strategy; it takes the place of the request's launch type, too.
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

/// Which Auto Scaling groups an edit concerns; all of them where both lists are empty.
struct GroupSelector {
    std::vector<std::string> auto_scaling_groups;  ///< names
    std::vector<std::string> capacity_providers;   ///< whose groups are meant, by name

    friend bool operator==(const GroupSelector&, const GroupSelector&) = default;
};

/// Sizes of Auto Scaling groups at the start, for sweeps over time. Absent sizes stay, but a
/// desired capacity that a new limit leaves outside goes to the limit.
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
    std::vector<std::string> instance_types;  ///< those that the catalogue has
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
    grid,    ///< every combination; the last axis turns fastest
    sample,  ///< `sample_size` different ones, drawn by `sample_seed`, in the grid's order
    list     ///< those of `list`
};

struct Sweep {
    std::string title;
    SweepMode mode = SweepMode::grid;
    std::vector<Axis> axes;
    std::uint64_t sample_size = 0;
    std::uint64_t sample_seed = 0;
    std::vector<std::vector<std::size_t>> list;  ///< [points][axes] option numbers
    std::uint64_t trials = 1;        ///< each point is solved so often, with another seed each time
    std::uint64_t seed = 0;          ///< of the first trial
    bool replace_displaced = false;  ///< tasks of instances that are gone join the burst, first
    Registration registration;       ///< of the instances that edits add
};

/// Reads a sweep from YAML or JSON (sweep_schema() describes it). Throws InputError with file,
/// path within the document and line.
Sweep read_sweep(const std::string& path);
Sweep read_sweep_text(std::string_view text, std::string_view name);

/// Replaces Axis::lose_each_zone by an option per zone of the snapshot's instances, named as the
/// zone and after the options that the axis has. Everything below takes an expanded sweep and
/// throws std::logic_error for another.
Sweep expand(Sweep sweep, const Snapshot& snapshot);

/// The JSON Schema of the file, and a file with every member in it, commented.
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

/// Number of points; times Sweep::trials it is the number of scenarios. Throws InputError where it
/// passes 2^53.
std::uint64_t point_count(const Sweep& sweep);

/// The scenario of that index. O(axes); for a sample, each thread that asks for the first time
/// draws it anew in O(sample_size log sample_size). Throws InputError past the last scenario.
ScenarioKey scenario_key(const Sweep& sweep, std::uint64_t index);

/// "fleet=as is, order=shuffled"
std::string point_name(const Sweep& sweep, const ScenarioKey& key);

/// What the scenario comes to, written out in full: the slow truth of what a sweep solves, and what
/// `berth whatif --write-scenario` hands to `berth place`.
struct MaterialisedScenario {
    Snapshot snapshot;
    std::vector<Request> burst;
    std::uint64_t seed = 0;
    std::vector<std::size_t>
        base_request;  ///< [burst] position in the base burst; npos = displaced

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};
/// Throws InputError for edits that cannot be made of this cluster and burst.
MaterialisedScenario materialise(const Snapshot& base, const std::vector<Request>& burst,
                                 const Sweep& sweep, const ScenarioKey& key);

}  // namespace berth
