// The words of the cluster query language: subjects, operators, which operator a subject takes, and
// the likely meaning of a misspelt word ("did you mean ...").
//
// External interface is just these functions; only the tables behind them spell the names of the
// language. Source: docs/rules.md, section 5.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "query/ast.hpp"

namespace berth::host::query {

/// What the value of a test is, and so how it is compared.
enum class ValueKind : std::uint8_t { text, version, instant, integer };

inline constexpr std::string_view attribute_prefix = "attribute:";

/// "attribute:NAME", "task:group", ...
std::string_view name(Subject subject);
ValueKind value_kind(Subject subject);
bool allows(Subject subject, Operator op);

/// "`==`, `!=`, `in`, ...", for messages.
std::string allowed_operators(Subject subject);

/// "attribute:NAME, task:group, ...", for messages.
std::string all_subjects();

/// Nothing for an unknown word. A word that starts with `attribute:` is Subject::attribute.
std::optional<Subject> find_subject(std::string_view word);

/// The form that to_text() writes: `==`, `!in`, `exists`.
std::string_view symbol(Operator op);

/// By symbol or by word: `==` and `equals`, `!in` and `not_in`.
std::optional<Operator> find_operator(std::string_view text);

/// Insertions, deletions and replacements that turn one word into the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that `word` was probably meant to be: equal except for case, or at most two typing
/// errors away. Empty if none is close.
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> candidates);

/// For a word that is not a subject.
std::string subject_hint(std::string_view word);

/// For text found where an operator is expected.
std::string operator_hint(std::string_view text);

/// For text found where `and`, `or`, `)` or the end is expected. `previous` is the token before.
std::string connective_hint(std::string_view text, std::string_view previous);

}  // namespace berth::host::query
