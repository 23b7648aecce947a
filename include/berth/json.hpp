// Reading ECS's JSON, and writing berth's and ECS's own.
//
// Example:
//
//     const berth::Snapshot cluster = berth::read_cluster("examples/mixed-fleet/cluster");
//     const std::string document = berth::container_instances_document(cluster);
//     const berth::Snapshot again = berth::read_cluster_text(document, "from memory");
//     assert(again.instances.size() == cluster.instances.size());
#pragma once

#include <filesystem>
#include <initializer_list>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "berth/problem.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth {

/// Reads cluster documents: each path is a file, a directory (its `*.json`, in name order, not
/// recursive) or "-" for standard input.
///
/// Accepts, unedited and in any mix and order, what the `describe-*` calls of the AWS CLI print
/// (container-instances, tasks, task-definition, services, clusters, capacity-providers,
/// auto-scaling-groups, launch-configurations, launch-template-versions, subnets),
/// `get-task-protection`, `{"taskDefinitions": [...]}` and bare
/// `register-task-definition` input; several pages, concatenated values and JSON lines. Unknown
/// members are ignored. Throws InputError with file, JSON pointer and what was expected.
Snapshot read_cluster(std::span<const std::string> paths);
Snapshot read_cluster(std::initializer_list<std::string> paths);
Snapshot read_cluster(const std::string& path);

/// The same from memory. `name` is used for the file in messages. Throws InputError in the same
/// way.
Snapshot read_cluster_text(std::string_view json, std::string_view name);

/// Reads a burst: an array of requests, `{"requests": [...]}`, one request, or JSON lines. A
/// request with `serviceName` is a CreateService request, any other a RunTask request. `path` may
/// be
/// "-" for standard input. Throws InputError with file, JSON pointer and what was expected.
std::vector<Request> read_burst(const std::string& path);
std::vector<Request> read_burst_text(std::string_view json, std::string_view name);

/// Wall-clock seconds of the steps, for the summary.
struct Timings {
    double load = 0;
    double compile = 0;
};

/// Writes a plan as berth's JSON, schemaVersion 1.
void write_plan_json(std::string& out, const Problem& problem, const Plan& plan, std::uint64_t seed,
                     const Timings& timings);

/// One row per task, placed and failed, with a header row.
void write_plan_csv(std::string& out, const Problem& problem, const Plan& plan);

/// JSON lines, each the input of `aws ecs start-task --cli-input-json`: at most ten instances per
/// call, each instance at most once per call. Fargate tasks have no StartTask form and are left
/// out; their number is returned.
std::size_t write_start_task(std::string& out, const Problem& problem, const Plan& plan);

/// The documents that read_cluster() and read_burst() take, in the AWS CLI's format.
std::string container_instances_document(const Snapshot& snapshot);
std::string tasks_document(const Snapshot& snapshot);
std::string task_definitions_document(const Snapshot& snapshot);
std::string subnets_document(const Snapshot& snapshot);
std::string clusters_document(const Snapshot& snapshot);
std::string services_document(const Snapshot& snapshot);
std::string capacity_providers_document(const Snapshot& snapshot);
std::string auto_scaling_groups_document(const Snapshot& snapshot);

/// Launch configurations and launch template versions, each kind under the member that the AWS CLI
/// uses for it.
std::string launch_templates_document(const Snapshot& snapshot);
std::string burst_document(std::span<const Request> burst);

/// Writes `cluster/container-instances.json`, `cluster/task-definitions.json`,
/// `cluster/tasks.json`, `cluster/subnets.json` and `burst.json` into `directory`, which is created
/// if missing; also, as far as the snapshot has their content, `cluster/clusters.json`,
/// `cluster/services.json`, `cluster/capacity-providers.json`, `cluster/auto-scaling-groups.json`
/// and `cluster/launch-templates.json`. Throws InputError if something cannot be written.
void write_problem_directory(const std::filesystem::path& directory, const Snapshot& snapshot,
                             std::span<const Request> burst);

/// The same without `burst.json`.
void write_cluster_directory(const std::filesystem::path& directory, const Snapshot& snapshot);

}  // namespace berth
