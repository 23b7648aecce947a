// Syntax trees for tests: shown in brackets, and compared.
#pragma once

#include <string>
#include <string_view>

#include "query/ast.hpp"

namespace berth::host::query::testing {

/// The tree as nested lists, written without the code under test's own to_text():
/// `(or (== attribute:a b) (not (exists task:group)))`.
std::string shape(const Node& node);

/// shape() of parsed text, or the error where it cannot be read.
std::string shape_of(std::string_view text);

/// Equal in everything but the positions in the text.
bool same_tree(const Node& a, const Node& b);

/// Parses and evaluates.
bool holds(std::string_view text, const ContainerInstance& instance, const Load& load = {});

}  // namespace berth::host::query::testing
