#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "cli/explain_output.hpp"
#include "cli/failure_text.hpp"
#include "cli/text.hpp"
#include "model/task_definition_index.hpp"

namespace berth::host::cli {

namespace {

constexpr std::size_t named_instances = 2;

std::string outcome_sentence(const Problem& problem, const Explanation& explanation) {
    const std::size_t request = explanation.request_index;
    if (explanation.requested == 0) {  // a DAEMON service that has or wants no instance left
        return fmt::format("Request {} ({}, group {}) wants no task", request,
                           model::family_and_revision(problem.task_definition(request)),
                           problem.group(request));
    }
    const std::string task =
        fmt::format("Task {} of request {} ({}, group {}, {} asked)", explanation.task_index,
                    request, model::family_and_revision(problem.task_definition(request)),
                    problem.group(request), with_separators(explanation.requested));
    if (!explanation.placed) return task + " fits nowhere";
    const PlacedTask& placed = *explanation.placed;
    if (placed.instance != no_instance) {
        return fmt::format("{} is placed on {}", task,
                           instance_with_place(problem.instance(placed.instance)));
    }
    if (placed.zone < 0) return task + " is placed on FARGATE";
    return fmt::format("{} is placed on FARGATE in {}", task,
                       problem.zones()[static_cast<std::size_t>(placed.zone)]);
}

// "i-0a, i-0b and 3 more"
std::string instance_names(const Problem& problem, const std::vector<Ordinal>& ordinals) {
    std::string names;
    const std::size_t shown = std::min(ordinals.size(), named_instances);
    for (std::size_t i = 0; i < shown; ++i) {
        names += (i > 0 ? ", " : "") + instance_name(problem.instance(ordinals[i]));
    }
    const std::size_t rest = ordinals.size() - shown;
    return rest == 0 ? names : fmt::format("{} and {} more", names, with_separators(rest));
}

std::string verdict_text(const InstanceVerdict& verdict) {
    if (!verdict.candidate) return "no candidate";
    return verdict.reason ? std::string(to_string(*verdict.reason)) : "fits";
}

std::vector<std::string> verdict_row(const Problem& problem, const InstanceVerdict& verdict) {
    const bool compares = verdict.reason && is_resource(*verdict.reason);
    const bool has_amounts = compares && *verdict.reason != Reason::ports;
    const auto shown = [&](std::int64_t value) { return amount(*verdict.reason, value); };
    const auto or_dash = [](const std::string& text) { return text.empty() ? "-" : text; };
    return {with_separators(std::uint64_t{verdict.instances.size()}),
            or_dash(verdict.instance_type),
            or_dash(verdict.availability_zone),
            verdict_text(verdict),
            has_amounts ? shown(verdict.left) : "-",
            has_amounts ? shown(verdict.asked) : "-",
            compares ? shown(verdict.shortfall) : "-",
            instance_names(problem, verdict.instances),
            verdict.why};
}

std::string verdict_section(const Problem& problem, const Explanation& explanation,
                            const Style& style) {
    if (explanation.verdicts.empty()) return {};
    Table table({{"Instances", Align::right},
                 {"Type"},
                 {"Zone"},
                 {"Verdict"},
                 {"Has", Align::right},
                 {"Needs", Align::right},
                 {"Short by", Align::right},
                 {"Which"},
                 {"Why"}});
    for (const InstanceVerdict& verdict : explanation.verdicts) {
        table.add_row(verdict_row(problem, verdict));
    }
    return '\n' + style.bold("At the state that the task meets") + '\n' + table.to_text(style);
}

std::string change_section(const Explanation& explanation, const Style& style) {
    if (explanation.changes.empty()) return {};
    Table table({{"Change"}, {"Placed now", Align::right}, {"Placed then", Align::right}});
    for (const Change& change : explanation.changes) {
        const auto of_requested = [&](std::uint64_t placed) {
            return fmt::format("{} of {}", with_separators(placed),
                               with_separators(explanation.requested));
        };
        table.add_row(
            {change.text, of_requested(change.placed_before), of_requested(change.placed_after)});
    }
    return '\n' + style.bold("Single changes that let it fit, each tried by solving again") + '\n' +
           table.to_text(style);
}

}  // namespace

std::string explanation_table(const Problem& problem, const Explanation& explanation,
                              const Style& style) {
    std::string text = style.bold(printable(outcome_sentence(problem, explanation))) + '\n';
    if (!explanation.ecs_message.empty()) {
        text += "ECS would say: " + printable(explanation.ecs_message) + '\n';
    }
    text += verdict_section(problem, explanation, style);
    if (explanation.closest) {
        const std::string closest =
            closest_sentence(problem, explanation.request_index, *explanation.closest);
        text += "\n  " + printable(closest) + '\n';
    }
    if (explanation.empty_fit) {
        text += "  " + printable(empty_fit_sentence(*explanation.empty_fit)) + '\n';
    }
    return text + change_section(explanation, style);
}

}  // namespace berth::host::cli
