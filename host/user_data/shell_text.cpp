#include "user_data/shell_text.hpp"

#include <algorithm>
#include <cctype>

namespace berth::host::user_data {

namespace {

bool is_name_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool ends_word(char c) {
    return std::string_view(" \t\r\n;&|<>()").find(c) != std::string_view::npos;
}

}  // namespace

bool is_shell_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_name_character) &&
           std::isdigit(static_cast<unsigned char>(text.front())) == 0;
}

char ShellText::peek(std::size_t ahead) const {
    return at_ + ahead < script_.size() ? script_[at_ + ahead] : '\0';
}

bool ShellText::take(std::string_view text) {
    if (!script_.substr(at_).starts_with(text)) return false;
    at_ += text.size();
    return true;
}

void ShellText::skip_line() {
    at_ = std::min(script_.find('\n', at_), script_.size());
}

void ShellText::skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at_;
}

std::string ShellText::read_word() {
    std::string word;
    while (at_ < script_.size() && !ends_word(peek())) {
        const char c = script_[at_];
        if (c == '\'') {
            word += read_single_quoted();
        } else if (c == '"') {
            word += read_double_quoted();
        } else if (c == '$' || c == '`') {
            word += read_expansion();
        } else if (c == '\\') {
            word += read_escaped();
        } else {
            word += c;
            ++at_;
        }
    }
    at_ = std::min(at_, script_.size());
    return word;
}

std::string ShellText::read_single_quoted() {
    const std::size_t end = std::min(script_.find('\'', ++at_), script_.size());
    std::string text(script_.substr(at_, end - at_));
    at_ = end + 1;
    return text;
}

std::string ShellText::read_double_quoted() {
    std::string text;
    for (++at_; at_ < script_.size() && peek() != '"';) {
        if (peek() == '$' || peek() == '`') {
            text += read_expansion();
        } else if (peek() == '\\' &&
                   std::string_view("$`\"\\").find(peek(1)) != std::string_view::npos) {
            text += peek(1);
            at_ += 2;
        } else if (!take("\\\n")) {
            text += script_[at_++];
        }
    }
    ++at_;
    return text;
}

// A variable that the script has set, or the text of what it has not.
std::string ShellText::read_expansion() {
    const std::size_t begin = at_;
    if (peek() == '`') {
        at_ = std::min(script_.find('`', at_ + 1), script_.size());
        ++at_;
    } else if (peek(1) == '(') {
        skip_command_substitution();
    } else if (const std::optional<std::string> name = take_variable()) {
        const auto found = variables_.find(*name);
        if (found != variables_.end()) return found->second;
    }
    return std::string(script_.substr(begin, at_ - begin));
}

void ShellText::skip_command_substitution() {
    std::size_t depth = 0;
    while (at_ < script_.size()) {
        const char c = script_[at_++];
        if (c == '(') ++depth;
        if (c == ')' && --depth == 0) return;
    }
}

// The name of $NAME or ${NAME}; of any other form, which is passed over, nothing.
std::optional<std::string> ShellText::take_variable() {
    ++at_;
    std::string name;
    if (take("{")) {
        const std::size_t end = std::min(script_.find('}', at_), script_.size());
        name = script_.substr(at_, end - at_);
        at_ = std::min(end + 1, script_.size());
        return is_shell_name(name) ? std::optional(name) : std::nullopt;
    }
    while (is_name_character(peek())) name += script_[at_++];
    return is_shell_name(name) ? std::optional(name) : std::nullopt;
}

// A line of a here-document whose delimiter is not quoted.
std::string ShellText::with_variables(std::string_view line) const {
    ShellText reader(line);
    reader.variables_ = variables_;
    std::string text;
    while (reader.at_ < line.size()) {
        const char c = reader.peek();
        const bool is_escape =
            c == '\\' && std::string_view("$`\\").find(reader.peek(1)) != std::string_view::npos;
        if (is_escape) {
            text += reader.peek(1);
            reader.at_ += 2;
        } else if (c == '$' || c == '`') {
            text += reader.read_expansion();
        } else {
            text += c;
            ++reader.at_;
        }
    }
    return text;
}

// A backslash and the character that it protects; before the end of a line, both are dropped.
std::string ShellText::read_escaped() {
    if (take("\\\n")) return "";
    const std::string text(script_.substr(at_ + 1, 1));
    at_ += 1 + text.size();
    return text;
}

}  // namespace berth::host::user_data
