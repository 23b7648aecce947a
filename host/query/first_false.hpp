// Which part of an expression makes it false on an instance.
#pragma once

#include "query/ast.hpp"

namespace berth::host::query {

/// The smallest part that alone makes the whole false: of a conjunction its first false child, and
/// so on downwards; a disjunction, a negation and a test stand for themselves.
///
/// Returns nullptr where the expression holds. The result points into `root`. Throws like
/// evaluate().
const Node* first_false(const Node& root, const ContainerInstance& instance, const Load& load);

}  // namespace berth::host::query
