// Public traces and CloudFormation templates as ECS snapshots and bursts.
//
// Example:
//
//     std::vector<berth::CloudFormationTemplate> templates(2);
//     templates[0].path = "examples/workshop/network.yaml";
//     templates[1].path = "examples/workshop/cluster.yaml";
//     const berth::CloudFormationImport made = berth::import_cloudformation(templates);
//     assert(made.snapshot.auto_scaling_groups.size() == 2);
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "berth/generate.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth {

struct OpenbImport {
    GeneratedProblem problem;
    std::uint64_t fractional_tasks = 0;  ///< left out: ECS has no fractions of a GPU
};

/// Reads a node list and a task list of the openb trace (Alibaba, 2023).
///
/// A node becomes an instance with its GPU model as the attribute `gpu-model`; a task that asks for
/// whole GPUs or none becomes a RunTask request; `gpu_spec` becomes a `memberOf` expression. Nodes
/// are not EC2 types, so instances have no instance type, no network interface limit and no zone.
/// Requests use the strategy binpack by CPU [ours].
/// Throws InputError with file, line and column.
OpenbImport import_openb(const std::string& node_list_path, const std::string& task_list_path);

/// A template and the stack that it creates.
struct CloudFormationTemplate {
    std::string path;                 ///< file, or "-" for standard input; its name in messages
    std::string stack_name;           ///< empty = from the file's name
    std::optional<std::string> text;  ///< the template itself; absent = read the file
};

/// What AWS would know, or be told, when it creates the stacks. The name of a parameter or
/// attribute may start with a stack name and a dot; it then applies to that stack only.
struct CloudFormationOptions {
    using Values = std::vector<std::pair<std::string, std::string>>;  ///< name, value

    std::string region = "us-east-1";
    std::string account = "123456789012";
    std::vector<std::string> availability_zones;  ///< of the region; empty = its zones a, b and c
    Values parameters;
    Values attributes;  ///< what only AWS knows: `LOGICALID.Attribute`, or `LOGICALID` for its
                        ///< Ref; commas separate the items of a list
    Values exports;     ///< of stacks that are not among the templates
};

struct CloudFormationImport {
    Snapshot snapshot;                    ///< its warnings include those of the templates
    std::vector<std::string> unresolved;  ///< what matters here but only AWS knows; sorted
    std::map<std::string, std::uint64_t> ignored_resources;  ///< by type; placement ignores them
    std::string documents;  ///< JSON that the snapshot was read from, in the AWS CLI's format
};

/// Evaluates templates (YAML or JSON) and extracts what placement and scaling use.
///
/// Parameters, mappings, conditions, intrinsic functions and exports are evaluated as in
/// CloudFormation; names, ids and ARNs that AWS would generate are generated in its format, the
/// same in each run. Macros, nested stacks, `Fn::ForEach` and `AWS::Include` are not evaluated.
/// What only AWS knows is left out of the snapshot and named in a warning. Throws InputError with
/// file, line and path for templates and parameters that AWS would reject.
/// docs/import-cloudformation.md has the details.
CloudFormationImport import_cloudformation(std::span<const CloudFormationTemplate> templates,
                                           const CloudFormationOptions& options = {});

}  // namespace berth
