// berth place: the main job.
#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "berth/json.hpp"
#include "berth/problem.hpp"
#include "berth/solve.hpp"
#include "cli/console.hpp"
#include "cli/display.hpp"
#include "cli/options.hpp"
#include "cli/tables.hpp"
#include "cli/verbs.hpp"

namespace berth::host::cli {

namespace {

struct PlaceOptions {
    InputOptions input;
    SolverOptions solver;
    OutputOptions output;
    std::string fail_on;
    std::string progress = "auto";
};

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// The burst, compiled, with the time that reading and compiling took.
Problem load_problem(const PlaceOptions& options, ProgressMeter& meter, Timings& timings) {
    const auto begin = std::chrono::steady_clock::now();
    meter.phase("reading the cluster and the burst");
    LoadedInput input = load_input(options.input, options.solver);
    timings.load = seconds_since(begin);

    const auto loaded = std::chrono::steady_clock::now();
    meter.phase("compiling");
    Problem problem = berth::compile(std::move(input.snapshot), std::move(input.burst));
    timings.compile = seconds_since(loaded);
    return problem;
}

std::string render(const PlaceOptions& options, const Problem& problem, const Plan& plan,
                   const Timings& timings) {
    const std::uint64_t seed = options.solver.seed;
    std::string text;
    if (options.output.format == "json") {
        write_plan_json(text, problem, plan, seed, timings);
    } else if (options.output.format == "csv") {
        write_plan_csv(text, problem, plan);
    } else if (options.output.format == "start-task") {
        const std::size_t left_out = write_start_task(text, problem, plan);
        if (left_out > 0) {
            print_remark(fmt::format("{} on FARGATE left out: StartTask has no form for them",
                                     counted(left_out, "task")),
                         options.output.quiet);
        }
    } else {
        text = plan_table(problem, plan, seed, output_style(options.output));
    }
    return text;
}

int place(const PlaceOptions& options) {
    SolveOptions solve_options = to_solve_options(options.solver);
    ProgressMeter meter(to_progress_mode(options.progress), options.output.quiet);
    Timings timings;
    const Problem problem = load_problem(options, meter, timings);
    meter.phase("placing");
    solve_options.progress = meter.callback();
    const Plan plan = solve(problem, solve_options);
    meter.phase("writing");
    const std::string text = render(options, problem, plan, timings);
    meter.finish();

    print_warnings(problem.snapshot().warnings, options.output.quiet);
    print_warnings(problem.warnings(), options.output.quiet);
    deliver(options.output, text);
    const bool is_met = options.fail_on == "unplaced" && plan.failed() > 0;
    return is_met ? exit_status::fail_on_met : exit_status::answered;
}

}  // namespace

void add_place(CLI::App& app, Action& action) {
    const auto options = std::make_shared<PlaceOptions>();
    CLI::App* verb = add_verb(app, "place", "Place a burst of tasks on a cluster snapshot",
                              "berth place --cluster examples/mixed-fleet/cluster --burst "
                              "examples/mixed-fleet/burst.json\n"
                              "berth place --cluster examples/mixed-fleet/cluster --burst "
                              "examples/mixed-fleet/burst.json "
                              "--seed 7 --output json --output-file plan.json");
    add_cluster_option(*verb, options->input);
    add_burst_option(*verb, options->input);
    add_solver_options(*verb, options->solver);
    add_output_options(*verb, options->output, "table|json|csv|start-task");
    add_choice(*verb, "--fail-on", "unplaced", options->fail_on,
               "Exit with status 3 if a task is left unplaced");
    add_progress_option(*verb, options->progress);
    verb->callback([options, &action] { action = [options] { return place(*options); }; });
}

}  // namespace berth::host::cli
