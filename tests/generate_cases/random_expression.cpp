#include <fmt/format.h>

#include <vector>

#include "generate_cases/random_parts.hpp"
#include "generate_cases/vocabulary.hpp"

namespace berth::tests {

namespace {

std::string spelled(Dice& dice, const std::string& op) {
    const std::vector<std::vector<std::string>> spellings = {
        {"==", "equals"},      {"!=", "not_equals"},
        {">", "greater_than"}, {">=", "greater_than_equal"},
        {"<", "less_than"},    {"<=", "less_than_equal"},
        {"=~", "matches"},     {"!~", "not_matches"},
        {"in", "in"},          {"!in", "not_in"},
        {"exists", "exists"},  {"!exists", "not_exists"}};
    for (const auto& spelling : spellings)
        if (spelling.front() == op) return dice.pick(spelling);
    return op;
}

// A symbol needs no blanks round it, a word does.
std::string between(Dice& dice, const std::string& op) {
    const bool is_symbol = op.find_first_of("=<>~") != std::string::npos;
    return is_symbol && dice.chance(40) ? op : " " + op + " ";
}

std::string value(Dice& dice, const std::string& text) {
    const bool needs_quotes = text.empty() || text.find(' ') != std::string::npos;
    if (dice.chance(20)) return "\"" + text + "\"";
    return needs_quotes || dice.chance(20) ? "'" + text + "'" : text;
}

std::string list(Dice& dice, const std::vector<std::string>& values) {
    std::string text = dice.pick({"[", "[ "});
    const std::size_t length = 1 + dice.below(3);
    for (std::size_t i = 0; i < length; ++i) {
        if (i > 0) text += dice.pick({",", ", ", " , "});
        text += value(dice, dice.pick(values));
    }
    return text + "]";
}

std::string textual_test(Dice& dice, const std::string& subject, bool is_ordered,
                         const std::vector<std::string>& values,
                         const std::vector<std::string>& patterns) {
    std::vector<std::string> operators = {"==", "!=", "in", "!in", "=~", "!~", "exists", "!exists"};
    if (is_ordered) operators.insert(operators.end(), {"<", "<=", ">", ">="});
    const std::string op = dice.pick(operators);
    const std::string word = spelled(dice, op);
    if (op == "exists" || op == "!exists") return subject + " " + word;
    if (op == "in" || op == "!in") return subject + " " + word + " " + list(dice, values);
    std::string text = subject + between(dice, word);
    if (op == "=~" || op == "!~") return text += dice.pick(patterns);
    return text += value(dice, dice.pick(values));
}

std::string ordered_test(Dice& dice, const std::string& subject,
                         const std::vector<std::string>& values) {
    const std::string op =
        dice.pick({"==", "!=", "<", "<=", ">", ">=", "<", ">=", "exists", "!exists"});
    const std::string word = spelled(dice, op);
    if (op == "exists" || op == "!exists") return subject + " " + word;
    std::string text = subject + between(dice, word);
    return text += dice.pick(values);
}

std::string attribute_test(Dice& dice) {
    using namespace vocabulary;
    switch (dice.below(5)) {
        case 0:
            return textual_test(dice, "attribute:stack", true, stacks,
                                {"pro.*", "'prod|dev'", ".*d", "'(?i)prod'", "'.* .*'", "''"});
        case 1:
            return textual_test(dice, "attribute:rack", true, racks,
                                {"r[135]", "'r[135]'", "r.", "r[^2]", "r"});
        case 2:
            return textual_test(dice, "attribute:ecs.availability-zone", true, zones,
                                {"us-west-2[ab]", "us-west-2a", "us-*", "'us-west-2(a|c)'"});
        case 3:
            return textual_test(dice, "attribute:ecs.instance-type", true, instance_types,
                                {"t3.*", "[cm]5\\..*", "'[mcg].*'", "p2*"});
        default:
            return textual_test(dice, "attribute:retiring", true, {"", "true"}, {".*", "true"});
    }
}

std::string test(Dice& dice) {
    switch (dice.below(10)) {
        case 0:
        case 1:
            return textual_test(dice, "task:group", true, vocabulary::groups,
                                {"service:.*", "family:t[01]", "data.+", ".*a.*"});
        case 2:
        case 3:
            return ordered_test(dice, "runningTasksCount", {"0", "1", "2", "3", "5"});
        case 4:
            return textual_test(dice, "ec2InstanceId", false, {"i-0a", "i-1b", "i-2c"},
                                {"i-[0-1].*", "i-.", "i-.+"});
        case 5:
            return textual_test(dice, "agentConnected", false, {"true", "false"}, {"t.*"});
        case 6:
            return ordered_test(dice, "agentVersion", {"1.14.5", "1.68", "1.68.0", "1.9", "2"});
        case 7:
            return ordered_test(dice, "registeredAt",
                                {"2018-02-13", "2018-06-18T22:28:28Z", "2018-06-18T22:28:28+00:00",
                                 "2025-01-01T01:00:00+02:00"});
        default:
            return attribute_test(dice);
    }
}

std::string expression(Dice& dice, int depth);

std::string bracketed(Dice& dice, int depth) {
    return fmt::format("({})", expression(dice, depth));
}

// The parts are appended one after the other, since the operands of `+` have no order of their own
// and the dice must fall in one.
std::string expression(Dice& dice, int depth) {
    if (depth == 0 || dice.chance(40)) return test(dice);
    std::string text;
    switch (dice.below(5)) {
        case 0:
            text += dice.pick({"not", "not ", "!", "! "});
            return text += bracketed(dice, depth - 1);
        case 1:
            text += dice.pick({"not ", "!"});
            return text += test(dice);
        case 2:
            text += bracketed(dice, depth - 1);
            text += dice.pick({" and ", "and", " && ", "&&"});
            return text += bracketed(dice, depth - 1);
        case 3:
            text += bracketed(dice, depth - 1);
            text += dice.pick({" or ", "or", " || "});
            return text += bracketed(dice, depth - 1);
        default:
            text += expression(dice, depth - 1);
            text += dice.pick({" and ", " or ", " && ", " || "});
            return text += expression(dice, depth - 1);
    }
}

}  // namespace

std::string random_expression(Dice& dice) {
    return expression(dice, dice.chance(30) ? 3 : 1);
}

}  // namespace berth::tests
