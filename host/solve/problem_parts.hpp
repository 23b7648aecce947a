// What a solver on the host reads of a compiled problem: of all its instances, or of some.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "compile/compiled_problem.hpp"

namespace berth::host::solve {

/// The instances that a scenario keeps. `removed` in any order, duplicates allowed; throws
/// std::out_of_range for an ordinal that the problem does not have.
compile::BitPlane present_instances(const compile::CompiledProblem& problem,
                                    const std::vector<Ordinal>& removed);

/// The parts of a compiled problem that have an entry per instance, for those that are left when
/// others are removed. Shapes as in CompiledProblem, with the N' instances that are left.
struct InstanceSubset {
    /// Throws as present_instances() does. O(N + planes x N / 64 + tasks of the snapshot).
    InstanceSubset(const compile::CompiledProblem& problem, const std::vector<Ordinal>& removed);

    std::vector<Ordinal> ordinals;  ///< [N'] in the numbering of the problem, ascending
    compile::InstanceColumns columns;
    std::vector<compile::BitPlane> planes;
    std::vector<std::uint64_t> port_bits;
    std::vector<compile::SnapshotTask> snapshot_tasks;
    std::vector<compile::SpreadBuckets> spread_buckets;
    std::vector<compile::BucketCounter> counters;
};

/// References to the parts that have an entry per instance. The names are those of
/// CompiledProblem.
struct InstanceParts {
    const compile::InstanceColumns& columns;
    const std::vector<compile::BitPlane>& planes;
    const std::vector<std::uint64_t>& port_bits;
    const std::vector<compile::SnapshotTask>& snapshot_tasks;
    const std::vector<compile::SpreadBuckets>& spread_buckets;
    const std::vector<compile::BucketCounter>& counters;
};

/// References to everything that a solver reads. Its sources must outlive it.
struct ProblemParts : InstanceParts {
    // A solver of the whole problem is given the problem.
    ProblemParts(const compile::CompiledProblem& problem);  // NOLINT(google-explicit-constructor)
    ProblemParts(const compile::CompiledProblem& problem, const InstanceSubset& subset);

    std::size_t instance_count() const { return columns.size(); }

    const std::vector<std::string>& groups;
    const std::vector<compile::CompiledExpression>& expressions;
    const std::vector<compile::DynamicAtom>& atoms;
    const std::vector<std::vector<std::uint32_t>>& counters_of_group;
    const std::vector<compile::TaskClass>& classes;
    const std::vector<std::string>& zones;
    const std::vector<std::vector<std::int32_t>>& fargate_counts;

   private:
    ProblemParts(const compile::CompiledProblem& problem, const InstanceParts& parts);
};

}  // namespace berth::host::solve
