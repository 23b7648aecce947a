#include "query/random_expression.hpp"

namespace berth::host::query::testing {

namespace {

constexpr std::array<const char*, 6> values = {"x", "y", "z", "X", "x y", ""};
constexpr std::array<const char*, 6> patterns = {"x.*", "[xy]",    "'(x|z)( y)?'",
                                                 "''",  "'(?i)x'", "."};
constexpr std::array<const char*, 3> groups = {"x", "y", "x y"};
constexpr std::array<const char*, 5> versions = {"1", "1.0", "1.14.5", "1.14.10", "2.0"};
constexpr std::array<const char*, 4> instants = {
    "2018-06-18", "2018-06-18T00:00:00Z", "2018-06-18T02:00:00+02:00", "2020-01-01T00:00:00"};
constexpr std::array<const char*, 6> order_symbols = {"<", "<=", ">", ">=", "==", "!="};
constexpr std::array<const char*, 6> order_words = {
    "less_than", "less_than_equal", "greater_than", "greater_than_equal", "equals", "not_equals"};

}  // namespace

// The order in which random numbers are drawn must not depend on the compiler, so no line draws
// twice within one chain of `+`.
std::string RandomExpressions::expression(std::size_t tests) {
    if (tests <= 1) return single_test();
    const std::size_t left = 1 + below(tests - 1);
    std::string joined = expression(left);
    joined += chance(2) ? pick(std::array{" and ", " && "}) : pick(std::array{" or ", " || "});
    joined += expression(tests - left);
    if (chance(2)) joined = "(" + joined + ")";
    return chance(6) ? "not(" + joined + ")" : joined;
}

std::string RandomExpressions::single_test() {
    const std::string one = test();
    if (chance(4)) return pick(std::array{"not(", "!("}) + one + ")";
    return chance(6) ? "not " + one : one;
}

std::string RandomExpressions::test() {
    switch (below(8)) {
        case 0:
        case 1:
        case 2:
            return textual_test(pick(std::array{"attribute:a", "attribute:b"}), true);
        case 3:
            return textual_test("task:group", true);
        case 4:
            return textual_test(pick(std::array{"ec2InstanceId", "agentConnected"}), false);
        case 5:
            return ordered_test("agentVersion", pick(versions));
        case 6:
            return ordered_test("registeredAt", pick(instants));
        default:
            return ordered_test("runningTasksCount", std::to_string(below(4)));
    }
}

std::string RandomExpressions::textual_test(const std::string& subject, bool ordered) {
    std::string text = subject;
    switch (below(ordered ? 6 : 5)) {
        case 0:
            return existence(subject);
        case 1:
            text += pick(std::array{" in ", " !in ", " not_in "});
            return text += value_list();
        case 2:
            text += pick(std::array{" =~ ", " !~ ", " matches ", " not_matches "});
            return text += pick(patterns) + " ";
        case 3:
        case 4:
            text += pick(std::array{"==", " != ", " equals ", " not_equals "});
            return text += value();
        default:
            text += pick(order_symbols);
            return text += value();
    }
}

std::string RandomExpressions::ordered_test(const std::string& subject, const std::string& value) {
    if (chance(6)) return existence(subject);
    if (chance(2)) return subject + pick(order_symbols) + value;
    return subject + " " + pick(order_words) + " " + value;
}

std::string RandomExpressions::existence(const std::string& subject) {
    return subject + pick(std::array{" exists", " !exists", "!exists", " not_exists"});
}

std::string RandomExpressions::value() {
    const std::string picked = chance(8) ? "true" : pick(values);
    const bool must_quote = picked.empty() || picked.find(' ') != std::string::npos;
    if (!must_quote && chance(2)) return picked;
    return chance(2) ? "'" + picked + "'" : "\"" + picked + "\"";
}

std::string RandomExpressions::value_list() {
    std::string list = "[" + value();
    for (std::size_t more = below(3); more > 0; --more) {
        list += pick(std::array{",", ", ", " , "});
        list += value();
    }
    return list + "]";
}

Situation RandomExpressions::situation() {
    Situation made;
    for (const char* name : {"a", "b"}) {
        if (!chance(3)) made.instance.set_attribute(name, pick(values));
    }
    for (const char* group : groups) {
        if (chance(3)) made.groups.emplace_back(group);
    }
    if (!chance(3)) made.instance.ec2_instance_id = pick(values);
    made.instance.agent_connected = chance(2);
    if (!chance(3)) made.instance.agent_version = chance(6) ? "none" : pick(versions);
    if (!chance(3)) made.instance.registered_at = model::parse_instant(pick(instants));
    made.instance.running_tasks_count = static_cast<std::int64_t>(below(4));
    return made;
}

}  // namespace berth::host::query::testing
