// berth explain: why one task of the burst fits where it does, or nowhere.
#include <fmt/format.h>

#include <memory>
#include <optional>

#include "berth/explain.hpp"
#include "cli/console.hpp"
#include "cli/explain_output.hpp"
#include "cli/options.hpp"
#include "cli/text.hpp"
#include "cli/verbs.hpp"
#include "model/amounts.hpp"
#include "model/task_definition_index.hpp"

namespace berth::cli {

namespace {

struct ExplainCommand {
    InputOptions input;
    SolverOptions solver;
    OutputOptions output;
    std::string request;
    std::string task;
    std::uint64_t changes = 8;
    std::string progress = "auto";
};

bool answers_to(const Problem& problem, std::size_t request_index, std::string_view name) {
    const Request& request = problem.burst()[request_index];
    const TaskDefinition& definition = problem.task_definition(request_index);
    return name == request.service_name || name == problem.group(request_index) ||
           name == definition.family || name == definition.arn ||
           name == family_and_revision(definition);
}

std::size_t request_by_name(const Problem& problem, const std::string& name, bool quiet) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < problem.burst().size(); ++i) {
        if (answers_to(problem, i, name)) found.push_back(i);
    }
    if (found.empty()) {
        throw InputError(
            fmt::format("--request: no request of the burst has the service, group or "
                        "task definition '{}'",
                        name));
    }
    if (found.size() > 1) {
        print_remark(fmt::format("{} are of '{}'; the first of them, request {}, is explained",
                                 counted(found.size(), "request"), name, found.front()),
                     quiet);
    }
    return found.front();
}

// The first request that is not wholly placed, else the first.
std::size_t first_failed_request(const Problem& problem, const SolveOptions& options) {
    const Plan plan = solve(problem, options);
    return plan.failures.empty() ? 0 : plan.failures.front().request_index;
}

std::size_t chosen_request(const Problem& problem, const ExplainCommand& command,
                           const SolveOptions& options) {
    if (command.request.empty()) return first_failed_request(problem, options);
    if (const auto number = parse_integer(command.request)) {
        if (*number < 0 || static_cast<std::size_t>(*number) >= problem.burst().size()) {
            throw InputError(fmt::format("--request: there is no request {}; the burst has {}",
                                         command.request,
                                         counted(problem.burst().size(), "request")));
        }
        return static_cast<std::size_t>(*number);
    }
    return request_by_name(problem, command.request, command.output.quiet);
}

std::optional<std::uint32_t> chosen_task(const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto number = parse_integer(text);
    if (!number || *number < 0 || *number > UINT32_MAX) {
        throw InputError(fmt::format("--task: expected a whole number from 0 up, got '{}'", text));
    }
    return static_cast<std::uint32_t>(*number);
}

int run_explain(const ExplainCommand& command) {
    SolveOptions solve_options = to_solve_options(command.solver);
    const std::optional<std::uint32_t> task = chosen_task(command.task);
    ProgressMeter meter(to_progress_mode(command.progress), command.output.quiet);
    meter.phase("reading the cluster and the burst");
    LoadedInput input = load_input(command.input, command.solver);
    const Problem problem = compile(std::move(input.snapshot), std::move(input.burst));
    meter.phase("placing");
    solve_options.progress = meter.callback();
    const ExplainOptions options{.request_index = chosen_request(problem, command, solve_options),
                                 .task_index = task,
                                 .solve = solve_options,
                                 .max_changes = static_cast<std::size_t>(command.changes)};
    meter.phase("explaining");
    const Explanation explanation = explain(problem, options);
    meter.finish();

    print_warnings(problem.snapshot().warnings, command.output.quiet);
    print_warnings(problem.warnings(), command.output.quiet);
    deliver(command.output,
            command.output.format == "json"
                ? explanation_json(problem, explanation)
                : explanation_table(problem, explanation, output_style(command.output)));
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

}  // namespace berth::cli
