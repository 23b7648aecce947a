// memberOf expressions compiled to bit planes.
//
// A test on attributes, ids, agent versions or registration times never changes while a burst is
// placed: it becomes one static plane. A test on `task:group` or `runningTasksCount` becomes a
// dynamic atom, whose plane the solver keeps up to date: a commit touches one instance, so it flips
// at most one bit per atom. An expression is then a small tree of AND, OR and NOT over planes,
// evaluated 64 instances at a time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compile/attribute_table.hpp"
#include "compile/plane_pool.hpp"
#include "kernels/rules.h"
#include "query/ast.hpp"

namespace berth::host::compile {

/// Index into CompiledProblem::groups.
using GroupId = std::uint32_t;
/// Index into CompiledProblem::atoms and CompiledProblem::expressions.
using AtomId = std::uint32_t;
using ExpressionId = std::uint32_t;

/// A condition on an instance that commits can make true or false.
struct DynamicAtom {
    enum class Kind : std::uint8_t { runs_any_of, running_count };

    Kind kind = Kind::runs_any_of;
    std::vector<bool> groups;  ///< [group] of runs_any_of: the groups that the test accepts
    kernels::CountTest test = kernels::CountTest::equal;  ///< of running_count
    std::int64_t count = 0;

    bool holds_for_count(std::int64_t running_tasks_count) const {
        return kernels::passes(test, count, running_tasks_count);
    }

    friend bool operator==(const DynamicAtom&, const DynamicAtom&) = default;
};

/// A tree in prefix order: each operator is followed by its operands.
struct PredicateNode {
    enum class Kind : std::uint8_t { plane, atom, negation, conjunction, disjunction };

    Kind kind = Kind::plane;
    std::uint32_t index = 0;     ///< PlaneId or AtomId of a leaf
    std::uint32_t operands = 0;  ///< of a conjunction or disjunction
};
using Predicate = std::vector<PredicateNode>;

/// Evaluates a predicate on the 64 instances of one plane word. `leaf(node)` gives a leaf's word.
/// A negation sets bits past the last instance too: mask with valid_bits() at the end.
template <typename Leaf>
PlaneWord evaluate_word(const PredicateNode*& node, const Leaf& leaf) {
    const PredicateNode& here = *node++;
    switch (here.kind) {
        case PredicateNode::Kind::negation:
            return ~evaluate_word(node, leaf);
        case PredicateNode::Kind::conjunction: {
            PlaneWord word = ~PlaneWord{0};
            for (std::uint32_t k = 0; k < here.operands; ++k) word &= evaluate_word(node, leaf);
            return word;
        }
        case PredicateNode::Kind::disjunction: {
            PlaneWord word = 0;
            for (std::uint32_t k = 0; k < here.operands; ++k) word |= evaluate_word(node, leaf);
            return word;
        }
        default:
            return leaf(here);
    }
}

/// One distinct memberOf expression of the burst.
struct CompiledExpression {
    std::string text;    ///< as the user wrote it
    query::Node parsed;  ///< with positions into `text`
    query::Node simplified;
    bool dynamic = false;
    PlaneId plane = 0;    ///< of a static expression
    Predicate predicate;  ///< of a dynamic expression
};

/// Compiles expressions into planes of `pool` and into `atoms`.
class PredicateCompiler {
   public:
    PredicateCompiler(AttributeTable& attributes, PlanePool& pool,
                      const std::vector<std::string>& groups, std::vector<DynamicAtom>& atoms)
        : attributes_(attributes), pool_(pool), groups_(groups), atoms_(atoms) {}

    /// Fills `plane` or `predicate` of an expression that is parsed and simplified.
    void compile(CompiledExpression& expression);

   private:
    PlaneId static_plane(const query::Node& node);
    BitPlane evaluate_static(const query::Node& node);
    BitPlane evaluate_static(const query::Test& test);
    void append(const query::Node& node, Predicate& out);
    void append(const query::Test& test, Predicate& out);
    AtomId add_atom(DynamicAtom atom);

    AttributeTable& attributes_;
    PlanePool& pool_;
    const std::vector<std::string>& groups_;
    std::vector<DynamicAtom>& atoms_;
};

}  // namespace berth::host::compile
