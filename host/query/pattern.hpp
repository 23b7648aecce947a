// A Java regular expression, compiled by PCRE2 and matched at bounded cost.
//
// The idea: patterns have Java's meaning. Syntax that only one of the two dialects has, or that
// they read differently, is rejected when the pattern is compiled (java_syntax.cpp). Matching runs
// PCRE2's interpreter, never its JIT compiler, so that the limit on backtracking counts the same
// steps on every machine, and a pattern that fails on one fails on all.
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct pcre2_real_code_8;

namespace berth::host::query {

/// A pattern that cannot be used; `offset` counts bytes from its start.
class PatternError : public std::runtime_error {
   public:
    PatternError(const std::string& problem, std::size_t offset)
        : std::runtime_error(problem), offset_(offset) {}

    std::size_t offset() const noexcept { return offset_; }

   private:
    std::size_t offset_;
};

/// Immutable; safe to share between threads.
class Pattern {
   public:
    /// `text` must be UTF-8. Throws PatternError.
    explicit Pattern(std::string_view text);

    const std::string& text() const noexcept { return text_; }

    /// Whether the pattern matches the whole value. A value that is not UTF-8 matches nothing.
    /// Throws InputError if the cost limit is exceeded.
    bool matches(std::string_view value) const;

    /// Whether it matches some part of the value; false if the cost limit is exceeded.
    bool occurs_in(std::string_view value) const;

   private:
    std::string text_;
    std::shared_ptr<const pcre2_real_code_8> code_;
};

/// Rejects syntax that only one of the two dialects has, or that they read differently, and says
/// what to write instead. Text that passes but is not a regular expression is left for PCRE2 to
/// reject. Throws PatternError.
///
/// Known differences that remain [ours]: `.` matches neither a vertical tab nor a form feed, and
/// `(?i)` ignores the case of letters beyond ASCII too.
void require_java_syntax(std::string_view pattern);

}  // namespace berth::host::query
