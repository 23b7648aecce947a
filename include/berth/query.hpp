// ECS's cluster query language.
//
// Example:
//
//     const berth::Snapshot cluster = berth::read_cluster("examples/mixed-fleet/cluster");
//     const auto arm = berth::Expression::parse("attribute:ecs.cpu-architecture == arm64");
//     assert(berth::matching_instances(cluster, arm).size() == 4);
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "berth/error.hpp"
#include "berth/instance.hpp"
#include "berth/snapshot.hpp"

namespace berth {

namespace host::query {
struct Node;
}

/// A parsed expression. Immutable, cheap to copy, safe to share between threads.
class Expression {
   public:
    /// Throws ExpressionError with the offset and what was expected.
    static Expression parse(std::string_view text, const Location& where = {});

    const std::string& text() const noexcept { return text_; }
    const host::query::Node& root() const noexcept { return *root_; }

   private:
    std::string text_;
    std::shared_ptr<const host::query::Node> root_;
};

/// The instances of the snapshot that satisfy the expression, in instance order (ascending ARN).
/// `task:group` and `runningTasksCount` are tested against the snapshot as it is. Throws InputError
/// if a pattern is too expensive to match.
std::vector<const ContainerInstance*> matching_instances(const Snapshot& snapshot,
                                                         const Expression& expression);

/// The answer of `berth query`. Points into the snapshot that was queried.
struct QueryResult {
    std::string expression;
    std::size_t instances_total = 0;
    std::vector<const ContainerInstance*> matching;  ///< in instance order
    std::vector<Warning> warnings;                   ///< of the snapshot and on the expression
};

/// matching_instances() and remarks(), with the snapshot's own warnings. Throws InputError as the
/// former does.
QueryResult run_query(const Snapshot& snapshot, const Expression& expression);

/// Writes an answer as berth's JSON, schemaVersion 1, or as one row per instance with a header row.
void write_query_json(std::string& out, const QueryResult& result);
void write_query_csv(std::string& out, const QueryResult& result);

/// Remarks on common mistakes: a pattern that matches part of a value but not the whole, a value
/// that would match except for case, `task:group != x`. One remark each, none if all is well.
std::vector<Warning> remarks(const Snapshot& snapshot, const Expression& expression);

}  // namespace berth
