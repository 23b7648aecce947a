// The words of the cluster query language: subjects, operators, and which operator a subject takes.
//
// External interface is just these functions; the tables behind them are the only place where a
// name of the language is spelled. Source: docs/rules.md, section 5.
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

/// Names that stand alone as a subject: all but `attribute:NAME`.
std::span<const std::string_view> plain_subject_names();

/// Nothing for an unknown word. A word that starts with `attribute:` is Subject::attribute.
std::optional<Subject> find_subject(std::string_view word);

/// The form that to_text() writes: `==`, `!in`, `exists`.
std::string_view symbol(Operator op);

/// By symbol or by word: `==` and `equals`, `!in` and `not_in`.
std::optional<Operator> find_operator(std::string_view text);

/// The operators that are spelled with letters, for hints.
std::span<const std::string_view> operator_words();

}  // namespace berth::host::query
