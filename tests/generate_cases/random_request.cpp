#include <fmt/format.h>

#include <vector>

#include "generate_cases/random_parts.hpp"

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

PlacementStrategy random_strategy(Dice& dice) {
    switch (dice.below(9)) {
        case 0:
            return {StrategyType::random, StrategyField::none, ""};
        case 1:
        case 2:
            return {StrategyType::binpack, StrategyField::cpu, ""};
        case 3:
        case 4:
            return {StrategyType::binpack, StrategyField::memory, ""};
        case 5:
            return {StrategyType::spread, StrategyField::instance_id, ""};
        default:
            return {StrategyType::spread, StrategyField::attribute,
                    dice.pick({"ecs.availability-zone", "rack", "stack", "retiring", "absent"})};
    }
}

std::vector<PlacementConstraint> random_constraints(Dice& dice) {
    std::vector<PlacementConstraint> constraints;
    while (dice.chance(30) && constraints.size() < 5)
        constraints.push_back({ConstraintType::member_of, random_expression(dice)});
    if (dice.chance(15)) constraints.push_back({ConstraintType::distinct_instance, ""});
    dice.shuffle(constraints);
    return constraints;
}

std::vector<CapacityProviderStrategyItem> random_providers(Dice& dice) {
    std::vector<std::string> names = vocabulary::providers;
    dice.shuffle(names);
    names.resize(1 + dice.below(names.size()));
    std::vector<CapacityProviderStrategyItem> items;
    for (const std::string& name : names)
        items.push_back({name, 0, static_cast<std::int64_t>(dice.below(4))});
    items[dice.below(items.size())].weight = 1 + static_cast<std::int64_t>(dice.below(3));
    if (dice.chance(40)) items[dice.below(items.size())].base = dice.between(1, 5);
    return items;
}

std::vector<std::string> random_subnets(Dice& dice) {
    std::vector<std::string> subnets;
    const std::size_t count = 1 + dice.below(3);
    for (std::size_t i = 0; i < count; ++i)
        subnets.push_back(dice.pick({"subnet-a", "subnet-a2", "subnet-b", "subnet-c"}));
    if (dice.chance(5)) subnets.push_back("subnet-unknown");
    return subnets;
}

ContainerOverride random_override(Dice& dice, const std::string& container) {
    ContainerOverride change;
    change.name = container;
    if (dice.chance(50)) change.cpu_units = dice.pick({0, 64, 700});
    if (dice.chance(30)) change.memory_mib = dice.pick({64, 700});
    if (dice.chance(30)) change.memory_reservation_mib = dice.pick({48, 300});
    if (dice.chance(15)) change.gpus = GpuRequirement{dice.chance(50) ? 1u : 0u, 0u};
    return change;
}

TaskOverrides random_overrides(Dice& dice, const TaskDefinition& definition) {
    TaskOverrides overrides;
    if (dice.chance(30)) overrides.cpu_units = dice.pick({0, 64, 300});
    if (dice.chance(30)) overrides.memory_mib = dice.pick({0, 96, 300});
    for (const ContainerDefinition& container : definition.containers)
        if (dice.chance(50)) overrides.containers.push_back(random_override(dice, container.name));
    return overrides;
}

std::string random_name_of(Dice& dice, const TaskDefinition& definition) {
    switch (dice.below(3)) {
        case 0:
            return definition.arn;
        case 1:
            return definition.family + ":" + std::to_string(definition.revision);
        default:
            return definition.family;
    }
}

// Where the tasks run: by launch type, by a capacity provider strategy, or by the default.
void choose_capacity(Dice& dice, Request& request, bool is_plain) {
    const std::size_t way = dice.below(100);
    if (way < 25) request.launch_type = LaunchType::ec2;
    if (way >= 25 && way < 32) request.launch_type = LaunchType::external;
    if (way >= 32 && way < 55) request.capacity_providers = random_providers(dice);
    if (way >= 55 && way < 65 && is_plain) {
        if (dice.chance(50)) {
            request.launch_type = LaunchType::fargate;
        } else {
            request.capacity_providers = {{"FARGATE", 2, 1}, {"FARGATE_SPOT", 0, 3}};
        }
        request.constraints.clear();
        request.strategies.reset();
    }
}

void make_daemon(Dice& dice, Request& request) {
    request.scheduling = SchedulingStrategy::daemon;
    request.strategies.reset();
    request.capacity_providers.clear();
    request.count = 0;
    request.launch_type.reset();
    if (dice.chance(50))
        request.launch_type = dice.chance(80) ? LaunchType::ec2 : LaunchType::external;
}

}  // namespace

std::string random_expression(Dice& dice) {
    return expression(dice, dice.chance(30) ? 3 : 1);
}

Request random_request(Dice& dice, const Snapshot& snapshot) {
    const TaskDefinition& definition = dice.pick(snapshot.task_definitions);
    Request request;
    request.task_definition = random_name_of(dice, definition);
    request.count = dice.between(0, 15);
    if (dice.chance(10)) request.count = dice.between(0, 120);
    if (dice.chance(1)) request.count = dice.between(0, 1000);
    request.constraints = random_constraints(dice);
    if (dice.chance(80)) {
        request.strategies.emplace();
        const std::size_t length = dice.below(6);
        for (std::size_t i = 0; i < length; ++i)
            request.strategies->push_back(random_strategy(dice));
    }
    if (dice.chance(20)) request.overrides = random_overrides(dice, definition);
    if (dice.chance(40)) request.subnets = random_subnets(dice);
    choose_capacity(dice, request, definition.constraints.empty());
    if (dice.chance(35)) {
        request.service_name = dice.pick(vocabulary::services);
        if (dice.chance(30)) make_daemon(dice, request);
    } else if (dice.chance(40)) {
        request.group = dice.pick(vocabulary::groups);
    }
    return request;
}

}  // namespace berth::tests
