// berth explain: why one task of the burst fits where it does, or nowhere.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "berth/explain.hpp"
#include "cli/console.hpp"
#include "cli/display.hpp"
#include "cli/options.hpp"
#include "cli/tables.hpp"
#include "cli/verbs.hpp"
#include "model/amounts.hpp"
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

struct ExplainCommand {
    InputOptions input;
    SolverOptions solver;
    OutputOptions output;
    std::string request;
    std::string task;
    std::uint64_t changes = 8;
    std::string progress = "auto";
};

// Which request is asked for; nothing = the first one that failed.
std::optional<std::size_t> chosen_request(const Problem& problem, const ExplainCommand& command) {
    if (command.request.empty()) return std::nullopt;
    if (const auto number = model::parse_integer(command.request)) {
        if (*number < 0 || static_cast<std::size_t>(*number) >= problem.burst().size()) {
            throw InputError(fmt::format("--request: there is no request {}; the burst has {}",
                                         command.request,
                                         counted(problem.burst().size(), "request")));
        }
        return static_cast<std::size_t>(*number);
    }
    const std::vector<std::size_t> found = requests_named(problem, command.request);
    if (found.empty()) {
        throw InputError(
            fmt::format("--request: no request of the burst has the service, group or "
                        "task definition '{}'",
                        command.request));
    }
    if (found.size() > 1) {
        print_remark(fmt::format("{} are of '{}'; the first of them, request {}, is explained",
                                 counted(found.size(), "request"), command.request, found.front()),
                     command.output.quiet);
    }
    return found.front();
}

std::optional<std::uint32_t> chosen_task(const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto number = model::parse_integer(text);
    if (!number || *number < 0 || *number > UINT32_MAX) {
        throw InputError(fmt::format("--task: expected a whole number from 0 up, got '{}'", text));
    }
    return static_cast<std::uint32_t>(*number);
}

std::string render(const OutputOptions& output, const Problem& problem,
                   const Explanation& explanation) {
    if (output.format == "table") {
        return explanation_table(problem, explanation, output_style(output));
    }
    std::string text;
    write_explanation_json(text, problem, explanation);
    return text;
}

int run_explain(const ExplainCommand& command) {
    SolveOptions solve_options = to_solve_options(command.solver);
    const std::optional<std::uint32_t> task = chosen_task(command.task);
    ProgressMeter meter(to_progress_mode(command.progress), command.output.quiet);
    meter.phase("reading the cluster and the burst");
    LoadedInput input = load_input(command.input, command.solver);
    const Problem problem = berth::compile(std::move(input.snapshot), std::move(input.burst));
    meter.phase("placing");
    solve_options.progress = meter.callback();
    const ExplainOptions options{.request_index = chosen_request(problem, command),
                                 .request_name = {},
                                 .task_index = task,
                                 .solve = solve_options,
                                 .max_changes = static_cast<std::size_t>(command.changes)};
    meter.phase("explaining");
    const Explanation explanation = berth::explain(problem, options);
    meter.finish();

    print_warnings(problem.snapshot().warnings, command.output.quiet);
    print_warnings(problem.warnings(), command.output.quiet);
    deliver(command.output, render(command.output, problem, explanation));
    return exit_status::answered;
}

}  // namespace

void add_explain(CLI::App& app, Action& action) {
    const auto command = std::make_shared<ExplainCommand>();
    CLI::App* verb =
        add_verb(app, "explain", "Tell why a task fits nowhere, and what would let it fit",
                 "berth explain --cluster examples/mixed-fleet/cluster --burst "
                 "examples/mixed-fleet/burst.json --request edge-proxy\n"
                 "berth explain --cluster examples/mixed-fleet/cluster --burst "
                 "examples/mixed-fleet/burst.json --request 3 --task 1 --output json");
    add_cluster_option(*verb, command->input);
    add_burst_option(*verb, command->input);
    add_text(*verb, "--request", "N|NAME", command->request,
             "Position in the burst, from 0, or the name of a service, group or task definition")
        ->default_str("the first that is not wholly placed");
    add_text(*verb, "--task", "N", command->task, "Which task of the request, from 0")
        ->default_str("its first failed task, else 0");
    constexpr std::uint64_t most_changes = 1000;
    add_number(*verb, "--changes", command->changes, most_changes,
               "Single changes that make the task fit, each tried by solving again; 0 = none");
    add_solver_options(*verb, command->solver);
    add_output_options(*verb, command->output, "table|json");
    add_progress_option(*verb, command->progress);
    verb->callback([command, &action] { action = [command] { return run_explain(*command); }; });
}

}  // namespace berth::host::cli
