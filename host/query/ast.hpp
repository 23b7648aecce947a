// The syntax tree of a cluster query language expression, and operations on it.
//
// External interface: parse(), simplify(), evaluate(), holds_for_text() and to_text(). The tree is
// a plain value; everything that a test compares against (numbers, versions, instants, compiled
// patterns) is prepared by the parser, so that evaluation never parses.
// Which part of an expression makes it false on an instance.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "berth/error.hpp"
#include "berth/instance.hpp"
#include "berth/resources.hpp"
#include "model/amounts.hpp"

namespace berth::host::query {

class Pattern;  // pattern.hpp

enum class Subject : std::uint8_t {
    attribute,
    task_group,
    ec2_instance_id,
    agent_connected,
    agent_version,
    registered_at,
    running_tasks_count
};

enum class Operator : std::uint8_t {
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    matches,
    not_matches,
    in,
    not_in,
    exists,
    not_exists
};

/// One comparison: `attribute:stack == prod`.
struct Test {
    Subject subject = Subject::attribute;
    std::string attribute_name;  ///< of Subject::attribute, without the prefix
    Operator op = Operator::equal;
    std::vector<std::string> values;         ///< as written, without quotes; one, or the list of in
    std::int64_t count = 0;                  ///< the value, for running_tasks_count
    model::DottedVersion version;            ///< the value, for agent_version
    Instant instant{};                       ///< the value, for registered_at
    std::shared_ptr<const Pattern> pattern;  ///< the value, for matches and not_matches
    std::size_t offset = 0;                  ///< where the test stands in the text, bytes
    std::size_t length = 0;
};

enum class NodeKind : std::uint8_t { test, negation, conjunction, disjunction, always, never };

struct Node {
    NodeKind kind = NodeKind::always;
    Test test;                   ///< of NodeKind::test
    std::vector<Node> children;  ///< one for a negation, two or more for the others
};

/// What changes while a burst is placed; everything else about an instance is fixed.
struct Load {
    std::span<const std::string_view> groups;  ///< distinct groups that the instance runs tasks of
    std::int64_t running_tasks_count = 0;
};

/// Reads an expression of at most 2,000 characters. Double negations are dropped while reading, so
/// the tree is at most about 250 nodes deep. Throws ExpressionError.
Node parse(std::string_view text, const Location& where = {});

/// An equal expression in a normal form: no double negations, nested `and`/`or` flattened, children
/// sorted and without duplicates, `a == x or a == y` joined to `a in [x, y]`, negated operators
/// kept. Two expressions with the same normal form hold for the same instances.
Node simplify(Node node);

/// The expression as text that parse() reads back to the same tree (positions apart).
std::string to_text(const Node& node);
std::string to_text(const Test& test);

/// `task:group` and `runningTasksCount` change while tasks are placed.
bool is_dynamic(Subject subject);
bool is_dynamic(const Node& node);

/// `!=`, `!in`, `!~` and `!exists`.
bool is_negated(Operator op);

/// The positive operator that a negated one denies: `!=` -> `==`. Others return themselves.
Operator positive(Operator op);

/// Whether the whole expression holds for an instance. Throws InputError for a pattern whose
/// matching exceeds its cost limit.
bool evaluate(const Node& node, const ContainerInstance& instance, const Load& load);
bool evaluate(const Test& test, const ContainerInstance& instance, const Load& load);

/// The *positive* form of a textual test (attribute, task:group, ec2InstanceId, agentConnected) on
/// one value: equality, order of bytes, membership, whole match. `exists` is true.
bool holds_for_text(const Test& test, std::string_view value);

/// Remarks on common mistakes, one sentence each, given the distinct values that the subject of a
/// textual test takes in the cluster.
using DistinctValues = std::function<std::vector<std::string_view>(const Test& test)>;
std::vector<std::string> remarks(const Node& node, const DistinctValues& values_of);

/// The smallest part that alone makes the whole false: in a conjunction the first false child, and
/// so on down; a disjunction, a negation or a test is returned itself.
///
/// Returns nullptr if the expression holds. The result points into `root`. Throws like evaluate().
const Node* first_false(const Node& root, const ContainerInstance& instance, const Load& load);

}  // namespace berth::host::query
