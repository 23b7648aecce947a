#include "documents/placement_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "model/amounts.hpp"
#include "model/resource.hpp"

namespace berth::host::documents {

bool equals_without_case(std::string_view a, std::string_view b) {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::int64_t read_amount(json::Value& value) {
    return value.integer(0, largest_amount);
}

std::int64_t read_cpu_units(json::Value& value) {
    if (!value.is_text()) return read_amount(value);
    const auto units = model::parse_cpu_units(value.text());
    if (!units || *units < 0 || *units > largest_amount) {
        value.fail_expected("CPU units such as \"512\", or vCPUs such as \"0.5 vCPU\"");
    }
    return *units;
}

std::int64_t read_memory_mib(json::Value& value) {
    if (!value.is_text()) return read_amount(value);
    const auto mib = model::parse_memory_mib(value.text());
    if (!mib || *mib < 0 || *mib > largest_amount) {
        value.fail_expected("MiB such as \"512\", or GB such as \"0.5 GB\"");
    }
    return *mib;
}

std::vector<std::string> read_texts(json::Value& list) {
    std::vector<std::string> texts;
    list.for_each_element([&](json::Value& element) { texts.emplace_back(element.text()); });
    return texts;
}

namespace {

struct ConstraintDraft {
    std::optional<ConstraintType> type;
    std::string_view expression;
};

constexpr json::Member<ConstraintDraft> constraint_members[] = {
    {"type",
     [](json::Value& value, ConstraintDraft& draft) {
         const std::string_view text = value.text();
         if (equals_without_case(text, "memberOf")) {
             draft.type = ConstraintType::member_of;
         } else if (equals_without_case(text, "distinctInstance")) {
             draft.type = ConstraintType::distinct_instance;
         } else {
             value.fail_expected("one of memberOf, distinctInstance");
         }
     }},
    {"expression",
     [](json::Value& value, ConstraintDraft& draft) { draft.expression = value.text(); }},
};

PlacementConstraint read_constraint(json::Value& value) {
    ConstraintDraft draft;
    json::read_members(value, constraint_members, draft);
    const json::Document& document = value.document();
    if (!draft.type) document.fail("expected the member `type`: memberOf or distinctInstance");
    if (*draft.type == ConstraintType::member_of && draft.expression.empty()) {
        document.fail("expected an `expression` for memberOf");
    }
    if (*draft.type == ConstraintType::distinct_instance && !draft.expression.empty()) {
        document.fail("distinctInstance takes no `expression`; remove it");
    }
    return {*draft.type, std::string(draft.expression)};
}

}  // namespace

std::vector<PlacementConstraint> read_constraints(json::Value& list) {
    std::vector<PlacementConstraint> constraints;
    list.for_each_element(
        [&](json::Value& element) { constraints.push_back(read_constraint(element)); });
    return constraints;
}

std::vector<PlacementConstraint> read_definition_constraints(json::Value& list) {
    std::vector<PlacementConstraint> constraints;
    list.for_each_element([&](json::Value& element) {
        constraints.push_back(read_constraint(element));
        if (constraints.back().type == ConstraintType::distinct_instance) {
            element.document().fail(
                "a task definition takes memberOf alone; give distinctInstance in the request");
        }
    });
    return constraints;
}

namespace {

struct StrategyDraft {
    std::optional<StrategyType> type;
    std::string_view field;
};

constexpr json::Member<StrategyDraft> strategy_members[] = {
    {"type",
     [](json::Value& value, StrategyDraft& draft) {
         const std::string_view text = value.text();
         if (equals_without_case(text, "binpack")) {
             draft.type = StrategyType::binpack;
         } else if (equals_without_case(text, "spread")) {
             draft.type = StrategyType::spread;
         } else if (equals_without_case(text, "random")) {
             draft.type = StrategyType::random;
         } else {
             value.fail_expected("one of binpack, spread, random");
         }
     }},
    {"field", [](json::Value& value, StrategyDraft& draft) { draft.field = value.text(); }},
};

[[noreturn]] void fail_field(json::Document& document, const StrategyDraft& draft,
                             std::string_view expected) {
    document.path.enter("field");
    document.fail(fmt::format("expected {}, found {}", expected,
                              draft.field.empty() ? "none" : fmt::format("\"{}\"", draft.field)));
}

PlacementStrategy binpack(json::Document& document, const StrategyDraft& draft) {
    if (equals_without_case(draft.field, "cpu")) {
        return {StrategyType::binpack, StrategyField::cpu, {}};
    }
    if (equals_without_case(draft.field, "memory")) {
        return {StrategyType::binpack, StrategyField::memory, {}};
    }
    fail_field(document, draft, "cpu or memory as the field of binpack");
}

PlacementStrategy spread(json::Document& document, const StrategyDraft& draft) {
    constexpr std::string_view prefix = "attribute:";
    if (equals_without_case(draft.field, "instanceId") ||
        equals_without_case(draft.field, "host")) {
        return {StrategyType::spread, StrategyField::instance_id, {}};
    }
    if (draft.field.size() > prefix.size() &&
        equals_without_case(draft.field.substr(0, prefix.size()), prefix)) {
        return {StrategyType::spread, StrategyField::attribute,
                std::string(draft.field.substr(prefix.size()))};
    }
    fail_field(document, draft, "instanceId, host or attribute:NAME as the field of spread");
}

PlacementStrategy read_strategy(json::Value& value) {
    StrategyDraft draft;
    json::read_members(value, strategy_members, draft);
    json::Document& document = value.document();
    if (!draft.type) document.fail("expected the member `type`: binpack, spread or random");
    if (*draft.type == StrategyType::binpack) return binpack(document, draft);
    if (*draft.type == StrategyType::spread) return spread(document, draft);
    return {};
}

constexpr json::Member<CapacityProviderStrategyItem> strategy_item_members[] = {
    {"capacityProvider",
     [](json::Value& value, CapacityProviderStrategyItem& item) {
         item.capacity_provider = value.text_not_empty();
     }},
    {"base", [](json::Value& value,
                CapacityProviderStrategyItem& item) { item.base = read_amount(value); }},
    {"weight", [](json::Value& value,
                  CapacityProviderStrategyItem& item) { item.weight = read_amount(value); }},
};

}  // namespace

std::vector<PlacementStrategy> read_strategies(json::Value& list) {
    std::vector<PlacementStrategy> strategies;
    list.for_each_element(
        [&](json::Value& element) { strategies.push_back(read_strategy(element)); });
    return strategies;
}

std::vector<CapacityProviderStrategyItem> read_provider_strategy(json::Value& list) {
    std::vector<CapacityProviderStrategyItem> items;
    list.for_each_element([&](json::Value& element) {
        json::read_members(element, strategy_item_members, items.emplace_back());
        if (items.back().capacity_provider.empty()) {
            element.document().fail("expected the member `capacityProvider`");
        }
    });
    return items;
}

LaunchType read_launch_type(json::Value& value) {
    static constexpr json::Choice<LaunchType> choices[] = {{"EC2", LaunchType::ec2},
                                                           {"FARGATE", LaunchType::fargate},
                                                           {"EXTERNAL", LaunchType::external}};
    return read_choice(value, choices);
}

SchedulingStrategy read_scheduling_strategy(json::Value& value) {
    static constexpr json::Choice<SchedulingStrategy> choices[] = {
        {"REPLICA", SchedulingStrategy::replica}, {"DAEMON", SchedulingStrategy::daemon}};
    return read_choice(value, choices);
}

namespace {

struct RequirementDraft {
    std::string_view type;
    std::string_view value;
};

constexpr json::Member<RequirementDraft> requirement_members[] = {
    {"type", [](json::Value& value, RequirementDraft& draft) { draft.type = value.text(); }},
    {"value", [](json::Value& value, RequirementDraft& draft) { draft.value = value.text(); }},
};

std::optional<model::Resource> required_resource(std::string_view type) {
    std::optional<model::Resource> found;
    model::for_each_requirement([&](model::Resource resource, auto) {
        if (equals_without_case(type, model::words_of(resource).ecs_name)) found = resource;
    });
    return found;
}

}  // namespace

GpuRequirement read_gpu_requirement(json::Value& list, std::vector<std::string>& other_types) {
    GpuRequirement required;
    list.for_each_element([&](json::Value& element) {
        RequirementDraft draft;
        json::read_members(element, requirement_members, draft);
        const auto resource = required_resource(draft.type);
        if (!resource) {
            other_types.emplace_back(draft.type);
            return;
        }
        const bool is_gpu = *resource == model::Resource::gpu;
        if (is_gpu && draft.value == "ALL") {
            ++required.all;
            return;
        }
        std::uint32_t& sum = required.*model::words_of(*resource).required;
        const auto count = model::parse_integer(draft.value);
        if (!count || *count < 0 || *count + sum > largest_amount) {
            element.document().path.enter("value");
            element.document().fail(fmt::format(
                "expected a number of {} such as \"1\"{}, found "
                "\"{}\"",
                model::words_of(*resource).noun, is_gpu ? ", or \"ALL\"" : "", draft.value));
        }
        sum += static_cast<std::uint32_t>(*count);
    });
    return required;
}

}  // namespace berth::host::documents
