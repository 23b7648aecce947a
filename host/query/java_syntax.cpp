// One pass over a pattern that looks at each construct and asks whether Java and PCRE2 agree on it.
//
// External interface is just require_java_syntax(). Sources: the documentation of
// java.util.regex.Pattern (Java 17) and the man page pcre2pattern (10.42).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "query/pattern.hpp"

namespace berth::host::query {

namespace {

bool is_in(std::string_view set, char c) {
    return set.find(c) != std::string_view::npos;
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) {
    return is_upper(c) || (c >= 'a' && c <= 'z');
}
bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Groups that one dialect has and the other lacks, by the character after `(?`.
struct ForeignGroup {
    std::string_view starts;
    std::string_view is;
};
constexpr std::array<ForeignGroup, 7> foreign_groups = {{
    {"R0123456789+&", "recursion and calls of groups are"},
    {"(", "conditional groups are"},
    {"C", "callouts are"},
    {"#", "comments are"},
    {"|", "branch reset groups are"},
    {"P'", "this form of a named group is"},
    {"xduUnJ^a", "this inline flag is"},
}};

class Checker {
   public:
    explicit Checker(std::string_view pattern) : pattern_(pattern) {}

    void run() {
        while (at_ < pattern_.size()) step();
    }

   private:
    // What follows the current place.
    std::string_view rest() const { return pattern_.substr(at_); }
    char peek(std::size_t ahead) const {
        return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0';
    }

    [[noreturn]] void refuse(const std::string& problem) const {
        throw PatternError("expected a Java regular expression: " + problem, at_);
    }

    void step() {
        const char c = pattern_[at_];
        if (is_in("*+?{", c)) return quantifier();
        after_quantifier_ = false;
        if (c == '\\') return escape(false);
        if (c == '[') return character_class();
        if (c == '(') return group();
        ++at_;
    }

    void quantifier() {
        const std::size_t length = peek(0) == '{' ? counted_repeat_length() : 1;
        if (length == 0) refuse("this `{` starts no repeat such as {2} or {1,3} (write \\{)");
        if (after_quantifier_) refuse("one repeat follows another (put the first in a group)");
        at_ += length;
        if (peek(0) == '?' || peek(0) == '+') ++at_;
        after_quantifier_ = true;
    }

    // Of `{2}`, `{2,}` or `{2,3}`; 0 for anything else.
    std::size_t counted_repeat_length() const {
        std::size_t length = 1;
        while (is_digit(peek(length))) ++length;
        if (length == 1) return 0;
        if (peek(length) == ',') ++length;
        while (is_digit(peek(length))) ++length;
        return peek(length) == '}' ? length + 1 : 0;
    }

    void group() {
        if (peek(1) == '*') refuse("verbs such as (*ACCEPT) are not Java's");
        if (peek(1) != '?') {
            ++at_;
            return;
        }
        constexpr std::array<std::string_view, 6> plain = {"(?:", "(?=",  "(?!",
                                                           "(?>", "(?<=", "(?<!"};
        for (const std::string_view opening : plain) {
            if (rest().starts_with(opening)) {
                at_ += opening.size();
                return;
            }
        }
        if (peek(2) == '<' && is_letter(peek(3))) {
            at_ += 3;
            return;
        }
        inline_flags();
    }

    // `(?i)`, `(?s-m:...)`: case, dot and line anchors mean the same in both.
    void inline_flags() {
        std::size_t length = 2;
        while (is_in("ims-", peek(length))) ++length;
        const char end = peek(length);
        if (length > 2 && (end == ')' || end == ':')) {
            at_ += length + 1;
            return;
        }
        for (const ForeignGroup& group : foreign_groups) {
            if (end != '\0' && is_in(group.starts, end)) {
                refuse(fmt::format("{} not supported", group.is));
            }
        }
        refuse("no group starts with these characters");
    }

    void character_class() {
        ++at_;
        if (peek(0) == '^') ++at_;
        if (peek(0) == ']') refuse("the class is empty (write \\] for the bracket itself)");
        while (at_ < pattern_.size() && pattern_[at_] != ']') {
            if (pattern_[at_] == '[') {
                refuse(
                    "a class within a class is not supported (write \\[ for the bracket itself)");
            }
            if (rest().starts_with("&&")) {
                refuse("the intersection `&&` of classes is not supported (write the class out)");
            }
            if (pattern_[at_] == '\\') {
                escape(true);
            } else {
                ++at_;
            }
        }
        if (at_ < pattern_.size()) ++at_;
    }

    void escape(bool in_class) {
        const char c = peek(1);
        if (c == 'Q') return quoted_text();
        if (c == 'p' || c == 'P') return property();
        if (c == 'x') return hexadecimal();
        if (is_digit(c)) return back_reference(in_class);
        if (c == 'k' && (in_class || peek(2) != '<')) refuse("a named group is meant as \\k<name>");
        if (c == 'b' && peek(2) == '{') refuse("\\b{...} is not supported");
        const std::string_view known = in_class ? "dDwWsShHvVtnrfae" : "dDwWsShHvVtnrfaebBAZzGRXk";
        if (is_letter(c) && !is_in(known, c)) {
            refuse(fmt::format("\\{} is not supported{}", c, in_class ? " in a class" : ""));
        }
        at_ = std::min(at_ + 2, pattern_.size());
    }

    void quoted_text() {
        const std::size_t end = pattern_.find("\\E", at_ + 2);
        at_ = end == std::string_view::npos ? pattern_.size() : end + 2;
    }

    // General categories alone: POSIX names are ASCII in Java and Unicode in PCRE2.
    void property() {
        constexpr std::string_view categories = "LMNPSZC";
        const bool braced = peek(2) == '{';
        const std::size_t end = braced ? pattern_.find('}', at_) : at_ + 3;
        if (end == std::string_view::npos || end > pattern_.size()) refuse("\\p needs a name");
        const std::string_view name =
            braced ? pattern_.substr(at_ + 3, end - at_ - 3) : pattern_.substr(at_ + 2, 1);
        const bool known = !name.empty() && name.size() <= 2 && is_in(categories, name[0]) &&
                           (name.size() == 1 || is_in("ultmoncdsepfik", name[1]));
        if (!known) {
            refuse(
                fmt::format("\\p{{{}}} is not supported, only general categories such as "
                            "\\p{{Lu}} (write the class out: [a-z])",
                            name));
        }
        at_ = braced ? end + 1 : end;
    }

    void hexadecimal() {
        if (peek(2) != '{' && !(is_hex(peek(2)) && is_hex(peek(3)))) {
            refuse("\\x needs two hexadecimal digits, or \\x{...}");
        }
        at_ += 3;
    }

    void back_reference(bool in_class) {
        if (in_class || peek(1) == '0') refuse("octal escapes are not supported (write \\x{...})");
        if (is_digit(peek(2))) refuse("only groups 1 to 9 can be referred to by number");
        at_ += 2;
    }

    std::string_view pattern_;
    std::size_t at_ = 0;
    bool after_quantifier_ = false;
};

}  // namespace

void require_java_syntax(std::string_view pattern) {
    Checker(pattern).run();
}

}  // namespace berth::host::query
