// Why a task does not fit, instance by instance, and what would change that.
//
// Example:
//
//     const berth::Problem problem = berth::compile(
//         berth::read_cluster("examples/mixed-fleet/cluster"),
//         berth::read_burst("examples/mixed-fleet/burst.json"));
//     berth::ExplainOptions options;
//     options.request_name = "genome-assembly";
//     const berth::Explanation answer = berth::explain(problem, options);
//     assert(!answer.placed && !answer.empty_fit->on_cluster);
//     assert(answer.empty_fit->catalogue_type == "x1.16xlarge");
//     assert(answer.verdicts.front().unit() == "MiB");
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/plan.hpp"
#include "berth/problem.hpp"
#include "berth/solve.hpp"

namespace berth {

struct ExplainOptions {
    /// Position in the burst. Absent = the request that `request_name` names; if that is empty too,
    /// the first request with a failed task, else the first request.
    std::optional<std::size_t> request_index;
    std::string request_name;  ///< as requests_named() takes it; the first match is explained
    std::optional<std::uint32_t> task_index;  ///< absent = the request's first failed task, else 0
    SolveOptions solve;                       ///< how the burst before the task is placed
    std::size_t max_changes = 8;              ///< most suggestions to verify; 0 = none
};

/// How one instance, or several alike, respond to the task in the state that the task meets.
struct InstanceVerdict {
    std::vector<Ordinal> instances;  ///< instances with equal type, zone and verdict, in order
    std::string instance_type;       ///< empty where the attribute is absent
    std::string availability_zone;
    bool candidate = true;         ///< false: not considered at all, `why` says why
    std::optional<Reason> reason;  ///< absent: the task fits
    std::int64_t asked = 0;        ///< for resource reasons, in unit(), like the next two; else 0
    std::int64_t left = 0;
    std::int64_t shortfall = 0;  ///< asked - left
    std::string why;             ///< "port 80/tcp is taken", "attribute:stack is absent", ...

    std::string_view unit() const { return reason ? unit_of(*reason) : std::string_view(); }
};

/// A change that was tested by solving again.
struct Change {
    std::string text;                 ///< "ask for 512 MiB less memory per task"
    std::uint64_t placed_before = 0;  ///< tasks of the request placed without the change
    std::uint64_t placed_after = 0;   ///< and with it
};

struct Explanation {
    std::size_t request_index = 0;
    std::uint32_t task_index = 0;
    std::uint64_t requested = 0;            ///< tasks of the request
    std::optional<PlacedTask> placed;       ///< where the task went, if it was placed
    std::vector<InstanceVerdict> verdicts;  ///< fitting ones first, then by latest reason
    std::optional<ClosestInstance> closest;
    std::optional<EmptyFit> empty_fit;  ///< for a task that failed
    std::vector<Change> changes;        ///< single changes that make this task fit
    std::string ecs_message;            ///< what ECS itself would report; empty if placed
};

/// The requests of the burst that a name refers to, in order: a service, a group, or a task
/// definition as its ARN, `family:revision` or `family`. O(requests).
std::vector<std::size_t> requests_named(const Problem& problem, std::string_view name);

/// Explains one task of a compiled burst. Throws InputError for an index outside the burst and for
/// a name that no request has; BackendError, InputError and Cancelled as solve() does.
Explanation explain(const Problem& problem, const ExplainOptions& options);

/// Writes an explanation of a task of `problem` as berth's JSON, schemaVersion 1.
void write_explanation_json(std::string& out, const Problem& problem,
                            const Explanation& explanation);

}  // namespace berth
