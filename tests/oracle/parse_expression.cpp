// One function per rule of the grammar, reading characters from the left.

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <string_view>

#include "oracle/expression.hpp"

namespace berth::tests {

namespace {

struct Reader {
    std::string text;
    std::size_t at = 0;
};

[[noreturn]] void refuse(const Reader& in, const std::string& expected) {
    throw std::invalid_argument("expected " + expected + " at " + std::to_string(in.at) + " of " +
                                in.text);
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_word_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("-_./\\:@*+?^$|{}").find(c) != std::string_view::npos;
}

void skip_blanks(Reader& in) {
    while (in.at < in.text.size() && is_blank(in.text[in.at])) ++in.at;
}

bool starts_with(Reader& in, const std::string& symbol) {
    skip_blanks(in);
    return in.text.compare(in.at, symbol.size(), symbol) == 0;
}

bool take_symbol(Reader& in, const std::string& symbol) {
    if (!starts_with(in, symbol)) return false;
    in.at += symbol.size();
    return true;
}

void expect_symbol(Reader& in, const std::string& symbol) {
    if (!take_symbol(in, symbol)) refuse(in, symbol);
}

// The bareword that stands next, which may be empty, without taking it.
std::string next_word(Reader& in, std::size_t from) {
    std::size_t end = from;
    while (end < in.text.size() && is_word_character(in.text[end])) ++end;
    return in.text.substr(from, end - from);
}

bool take_keyword(Reader& in, const std::string& keyword) {
    skip_blanks(in);
    if (next_word(in, in.at) != keyword) return false;
    in.at += keyword.size();
    return true;
}

std::string take_word(Reader& in, const std::string& expected) {
    skip_blanks(in);
    const std::string word = next_word(in, in.at);
    if (word.empty()) refuse(in, expected);
    in.at += word.size();
    return word;
}

// `&&` stands after a blank or a bracket, so that `a == b&&c` is no silent surprise.
bool take_double_ampersand(Reader& in) {
    if (!starts_with(in, "&&")) return false;
    const char before = in.text[in.at - 1];
    if (!is_blank(before) && before != ')' && before != ']') refuse(in, "a blank before &&");
    in.at += 2;
    return true;
}

bool at_quote(Reader& in) {
    return starts_with(in, "'") || starts_with(in, "\"");
}

std::string take_quoted(Reader& in) {
    const std::size_t end = in.text.find(in.text[in.at], in.at + 1);
    if (end == std::string::npos) refuse(in, "a closing quote");
    const std::string value = in.text.substr(in.at + 1, end - in.at - 1);
    in.at = end + 1;
    return value;
}

std::string take_value(Reader& in) {
    return at_quote(in) ? take_quoted(in) : take_word(in, "a value");
}

// A bare pattern runs to the next blank or parenthesis.
std::string take_pattern(Reader& in) {
    if (at_quote(in)) return take_quoted(in);
    std::string pattern;
    for (; in.at < in.text.size(); ++in.at) {
        const char c = in.text[in.at];
        if (is_blank(c) || c == '(' || c == ')') break;
        if (c == '\'' || c == '"' || c == '&') refuse(in, "quotes round the whole pattern");
        pattern += c;
    }
    if (pattern.empty()) refuse(in, "a pattern");
    return pattern;
}

std::vector<std::string> take_list(Reader& in) {
    expect_symbol(in, "[");
    std::vector<std::string> values = {take_value(in)};
    while (take_symbol(in, ",")) values.push_back(take_value(in));
    expect_symbol(in, "]");
    return values;
}

void take_subject(Reader& in, Expression& test) {
    const std::string word = take_word(in, "a subject");
    const std::string prefix = "attribute:";
    if (word.starts_with(prefix) && word.size() > prefix.size()) {
        test.subject = "attribute";
        test.attribute = word.substr(prefix.size());
        return;
    }
    const std::vector<std::string> subjects = {"task:group",     "ec2InstanceId",
                                               "agentConnected", "agentVersion",
                                               "registeredAt",   "runningTasksCount"};
    if (std::ranges::find(subjects, word) == subjects.end()) refuse(in, "a subject, not " + word);
    test.subject = word;
}

// `!in` and `!exists`: the mark and the word stand together.
bool take_marked_keyword(Reader& in, const std::string& keyword) {
    if (!starts_with(in, "!") || next_word(in, in.at + 1) != keyword) return false;
    in.at += 1 + keyword.size();
    return true;
}

struct Spelling {
    std::string text;
    std::string op;
    bool negated;
};

bool take_named_operator(Reader& in, Expression& test) {
    const std::vector<Spelling> words = {
        {"equals", "==", false},      {"not_equals", "==", true},
        {"greater_than", ">", false}, {"greater_than_equal", ">=", false},
        {"less_than", "<", false},    {"less_than_equal", "<=", false},
        {"matches", "=~", false},     {"not_matches", "=~", true},
        {"in", "in", false},          {"not_in", "in", true},
        {"exists", "exists", false},  {"not_exists", "exists", true}};
    for (const Spelling& word : words) {
        if (!take_keyword(in, word.text)) continue;
        test.op = word.op;
        test.negated = word.negated;
        return true;
    }
    return false;
}

bool take_symbolic_operator(Reader& in, Expression& test) {
    const std::vector<Spelling> symbols = {
        {"==", "==", false}, {"!=", "==", true}, {">=", ">=", false}, {">", ">", false},
        {"<=", "<=", false}, {"<", "<", false},  {"=~", "=~", false}, {"!~", "=~", true}};
    for (const Spelling& symbol : symbols) {
        if (!take_symbol(in, symbol.text)) continue;
        test.op = symbol.op;
        test.negated = symbol.negated;
        return true;
    }
    return false;
}

void take_operator(Reader& in, Expression& test) {
    for (const std::string word : {"in", "exists"}) {
        if (!take_marked_keyword(in, word)) continue;
        test.op = word;
        test.negated = true;
        return;
    }
    if (!take_named_operator(in, test) && !take_symbolic_operator(in, test))
        refuse(in, "an operator");
}

// The column "operators" of the table of subjects.
bool is_allowed(const Expression& test) {
    if (test.subject == "attribute" || test.subject == "task:group") return true;
    if (test.op == "==" || test.op == "exists") return true;
    const bool is_text = test.subject == "ec2InstanceId" || test.subject == "agentConnected";
    const bool is_textual = test.op == "in" || test.op == "=~";
    return is_text == is_textual;
}

void check_value(const Reader& in, const Expression& test) {
    for (const std::string& value : test.values) {
        if (test.subject == "agentVersion" && !version_of(value)) refuse(in, "dotted numbers");
        if (test.subject == "registeredAt" && !instant_of(value)) refuse(in, "a date");
        if (test.subject == "runningTasksCount" && !integer_of(value)) refuse(in, "a number");
    }
}

Expression take_test(Reader& in) {
    Expression test;
    test.kind = "test";
    take_subject(in, test);
    take_operator(in, test);
    if (!is_allowed(test)) refuse(in, "another operator for " + test.subject);
    if (test.op == "in") test.values = take_list(in);
    if (test.op == "=~") {
        skip_blanks(in);
        test.values = {take_pattern(in)};
        test.pattern = compile_pattern(test.values.front());
    }
    if (test.values.empty() && test.op != "exists") test.values = {take_value(in)};
    check_value(in, test);
    return test;
}

Expression take_or(Reader& in);

Expression take_unary(Reader& in) {
    if (take_keyword(in, "not") || take_symbol(in, "!")) {
        Expression negation;
        negation.kind = "not";
        negation.parts.push_back(take_unary(in));
        return negation;
    }
    if (!take_symbol(in, "(")) return take_test(in);
    Expression inner = take_or(in);
    expect_symbol(in, ")");
    return inner;
}

Expression take_and(Reader& in) {
    Expression all;
    all.kind = "and";
    all.parts.push_back(take_unary(in));
    while (take_keyword(in, "and") || take_double_ampersand(in))
        all.parts.push_back(take_unary(in));
    return all;
}

Expression take_or(Reader& in) {
    Expression any;
    any.kind = "or";
    any.parts.push_back(take_and(in));
    while (take_keyword(in, "or") || take_symbol(in, "||")) any.parts.push_back(take_and(in));
    return any;
}

std::size_t characters(const std::string& text) {
    const auto starts_character = [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    };
    return static_cast<std::size_t>(std::ranges::count_if(text, starts_character));
}

}  // namespace

Expression parse_expression(const std::string& text) {
    if (characters(text) > 2000)
        throw std::invalid_argument("an expression has at most 2,000 characters");
    Reader in{text, 0};
    Expression expression = take_or(in);
    skip_blanks(in);
    if (in.at != text.size()) refuse(in, "the end");
    return expression;
}

}  // namespace berth::tests
