// "did you mean ...": remedies that the parser adds to its errors.
//
// Every function returns a remedy without brackets, or nothing where it knows none.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace berth::host::query {

/// The candidate that `word` was probably meant to be: equal but for case, or at most two typing
/// errors away. Empty where none is near.
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> candidates);

/// For a word that is no subject.
std::string subject_hint(std::string_view word);

/// For what stands where an operator is expected.
std::string operator_hint(std::string_view text);

/// For what stands where `and`, `or`, `)` or the end is expected. `previous` is the token before.
std::string connective_hint(std::string_view text, std::string_view previous);

}  // namespace berth::host::query
