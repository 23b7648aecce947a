// What Java's and PCRE2's regular expressions have in common.
#pragma once

#include <string_view>

namespace berth::host::query {

/// Refuses what only one of the two dialects knows, or what they read differently, and says what to
/// write instead. What passes and is no regular expression at all is left to PCRE2 to refuse.
/// Throws PatternError.
///
/// Known differences that remain [ours]: `.` matches neither a vertical tab nor a form feed, and
/// `(?i)` ignores the case of letters beyond ASCII too.
void require_java_syntax(std::string_view pattern);

}  // namespace berth::host::query
