// The value of a test, read into the form that evaluation compares.
#pragma once

#include "query/ast.hpp"
#include "query/lexer.hpp"

namespace berth::host::query {

/// Fills the member of `test` that its subject and operator compare with: a number, a version, an
/// instant or a compiled pattern; a plain text needs none. Throws ExpressionError, by way of the
/// lexer, where the token is not of that form.
void read_value(Test& test, const Token& token, const Lexer& lexer);

}  // namespace berth::host::query
