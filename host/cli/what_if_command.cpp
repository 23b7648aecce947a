// berth whatif: sweep scenarios over a snapshot and a burst, rank them, show the best.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <memory>
#include <optional>
#include <span>

#include "berth/json.hpp"
#include "berth/report.hpp"
#include "berth/what_if_over_time.hpp"
#include "berth/what_if_run.hpp"
#include "cli/console.hpp"
#include "cli/display.hpp"
#include "cli/options.hpp"
#include "cli/tables.hpp"
#include "cli/verbs.hpp"
#include "json/output_file.hpp"

namespace berth::host::cli {

namespace {

struct WhatIfCommand {
    std::string sweep;
    std::string simulation;
    std::vector<std::string> parts;  // of `merge`: the sweep, then files of results
    InputOptions input;
    SolverOptions solver;
    OutputOptions output;
    std::string prices;
    std::string objective;
    std::vector<std::string> requirements;
    std::string pareto;
    std::string base;
    double hours = 1;
    std::uint64_t top = shown_points;
    std::uint64_t details = 5;
    std::string report;
    std::string results;
    bool resume = false;
    std::string shard;
    std::uint64_t memory_mib = 1024;
    bool dry_run = false;
    std::vector<std::string> write_scenario;  // number and directory
    bool skeleton = false;
    bool schema = false;
    std::string fail_on;
    std::string progress = "auto";
};

struct WhatIfInput {
    LoadedInput base;  // without a burst where a simulation is given
    std::optional<Simulation> simulation;
    Sweep sweep;
};

std::uint64_t to_number(const std::string& text, const std::string& option) {
    std::uint64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end) {
        throw InputError(fmt::format("'{}' is not a whole number", text), {option, ""});
    }
    return value;
}

void require_inputs(const WhatIfCommand& command) {
    if (command.sweep.empty()) {
        throw CLI::RequiredError(
            "SWEEP, the scenario file (`berth whatif --generate-skeleton` prints one)");
    }
    if (command.input.clusters.empty()) throw CLI::RequiredError("--cluster");
    if (command.input.burst.empty() && command.simulation.empty()) {
        throw CLI::RequiredError("--burst or --simulation");
    }
}

void check_standard_input(const WhatIfCommand& command) {
    const std::vector<std::string>& clusters = command.input.clusters;
    if (command.simulation == "-" && std::ranges::count(clusters, "-") > 0) {
        throw InputError("only one of --cluster and --simulation can be read from standard input");
    }
}

WhatIfInput load(const WhatIfCommand& command, ProgressMeter& meter) {
    meter.phase("reading the scenarios, the cluster and the burst");
    check_standard_input(command);
    WhatIfInput input;
    input.sweep = read_sweep(command.sweep);
    if (command.simulation.empty()) {
        input.base = load_input(command.input, command.solver);
    } else {
        input.simulation = read_simulation(command.simulation);
        input.base.snapshot = load_cluster(command.input);
    }
    print_warnings(input.base.snapshot.warnings, command.output.quiet);
    return input;
}

WhatIfOptions what_if_options(const WhatIfCommand& command) {
    const SolveOptions solver = to_solve_options(command.solver);
    WhatIfOptions options;
    options.prices = catalogue_prices();
    if (!command.prices.empty()) options.prices = read_prices(command.prices, options.prices);
    options.hours = command.hours;
    options.objective = command.objective;
    options.requirements = command.requirements;
    options.pareto = command.pareto;
    if (!command.base.empty()) options.base = to_number(command.base, "--base");
    options.details = command.details;
    options.backend = solver.backend;
    options.threads = solver.threads;
    options.memory_mib = command.memory_mib;
    if (!command.shard.empty()) options.shard = parse_shard(command.shard);
    options.results_file = command.results;
    options.resume = command.resume;
    options.is_cancelled = StopSignal::has_come;
    return options;
}

void check_report(const WhatIfCommand& command) {
    if (command.report.empty() || has_report_page()) return;
    what_if_page({});  // says what is missing
}

std::string render(const WhatIfCommand& command, const WhatIfReport& report) {
    std::string text;
    if (command.output.format == "json") {
        write_what_if_json(text, report);
    } else if (command.output.format == "csv") {
        write_what_if_csv(text, report);
    } else {
        const std::size_t top =
            command.top == 0 ? std::numeric_limits<std::size_t>::max() : command.top;
        text = what_if_table(report, top, output_style(command.output));
    }
    return text;
}

void write_report(const WhatIfCommand& command, const WhatIfReport& report) {
    if (command.report.empty()) return;
    std::string json;
    write_what_if_json(json, report);
    json::write_file_atomically(command.report, what_if_page(json));
    print_remark(fmt::format("the report is in {}: open it in a browser", command.report),
                 command.output.quiet);
}

// Whether what `--fail-on` waits for has come: no point that meets the requirements, or one that
// does not.
bool has_failed(const std::string& fail_on, const WhatIfReport& report) {
    const auto meets = &PointReport::meets_requirements;
    if (fail_on == "unmet") return std::ranges::none_of(report.points, meets);
    return fail_on == "any-unmet" && !std::ranges::all_of(report.points, meets);
}

int show(const WhatIfCommand& command, const WhatIfReport& report) {
    print_warnings(report.warnings, command.output.quiet);
    write_report(command, report);
    deliver(command.output, render(command, report));
    if (StopSignal::has_come()) return exit_status::interrupted;
    return has_failed(command.fail_on, report) ? exit_status::fail_on_met : exit_status::answered;
}

int show_estimate(const WhatIfCommand& command, const WhatIfEstimate& estimate) {
    const double rate = static_cast<double>(estimate.scenarios) / estimate.seconds;
    std::string text =
        fmt::format("{} of {}: {}\n", counted(estimate.points, "point"),
                    counted(estimate.trials, "trial"), counted(estimate.scenarios, "scenario"));
    if (estimate.tried > 0) {
        text += fmt::format("about {} ({:.0f} scenarios/s, judged by {})\n",
                            duration(estimate.seconds), rate, counted(estimate.tried, "scenario"));
    }
    deliver(command.output, text);
    return exit_status::answered;
}

int write_scenario(const WhatIfCommand& command, const WhatIfInput& input) {
    const DirectoryOptions directory{.path = command.write_scenario[1],
                                     .option = "--write-scenario",
                                     .quiet = command.output.quiet};
    check_directory(directory);
    const Sweep sweep = expand(input.sweep, input.base.snapshot);
    const ScenarioKey key =
        scenario_key(sweep, to_number(command.write_scenario[0], "--write-scenario"));
    MaterialisedScenario scenario = materialise(input.base.snapshot, input.base.burst, sweep, key);
    write_problem(directory, {std::move(scenario.snapshot), std::move(scenario.burst)});
    print_remark(fmt::format("scenario {}: {}; place it with --seed {}", key.index,
                             point_name(sweep, key), scenario.seed),
                 command.output.quiet);
    return exit_status::answered;
}

// Calls `solve` with what the tasks are: a simulation or a burst.
template <typename Solve>
auto for_kind(const WhatIfInput& input, const Solve& solve) {
    return input.simulation ? solve(*input.simulation) : solve(input.base.burst);
}

int run_what_if_command(const WhatIfCommand& command) {
    if (command.skeleton || command.schema) {
        deliver(command.output, command.schema ? sweep_schema() : sweep_skeleton());
        return exit_status::answered;
    }
    check_report(command);
    WhatIfOptions options = what_if_options(command);
    const StopSignal stop;
    ProgressMeter meter(to_progress_mode(command.progress), command.output.quiet);
    const WhatIfInput input = load(command, meter);
    if (!command.write_scenario.empty()) return write_scenario(command, input);
    meter.phase("solving", "scenario");
    options.progress = meter.callback();
    if (command.dry_run) {
        const WhatIfEstimate estimate = for_kind(input, [&](const auto& tasks) {
            return estimate_what_if(input.base.snapshot, tasks, input.sweep, options);
        });
        meter.finish();
        return show_estimate(command, estimate);
    }
    const std::span<const std::string> parts = command.parts;
    const WhatIfReport report = for_kind(input, [&](const auto& tasks) {
        const Snapshot& snapshot = input.base.snapshot;
        return parts.empty()
                   ? run_what_if(snapshot, tasks, input.sweep, options)
                   : merge_what_if(snapshot, tasks, input.sweep, parts.subspan(1), options);
    });
    meter.finish();
    return show(command, report);
}

void add_ranking_options(CLI::App& verb, WhatIfCommand& command) {
    add_text(verb, "--objective", "LIST", command.objective,
             "Metrics to rank by, the first counts most; -NAME puts the highest first, +NAME the "
             "lowest (docs/what-if-reference.md names them)")
        ->default_str("placed,cost-per-hour; over time not-run,all-running,cost");
    add_texts(verb, "--require", "CONDITION", command.requirements,
              "A requirement, such as 'placed=100%' or 'cost-per-hour<=20'; points that miss it "
              "are ranked last; may be repeated");
    add_text(verb, "--pareto", "LIST", command.pareto, "Metrics of the Pareto front")
        ->default_str("cost-per-hour,placed; over time cost,all-running");
    add_text(verb, "--base", "POINT", command.base, "Number of the point to compare with")
        ->default_str("the first option of every axis");
    add_text(verb, "--prices", "FILE", command.prices,
             "Own prices, discounts and spot prices, YAML or JSON")
        ->default_str("on demand, of the built-in catalogue");
    constexpr double most_hours = 1e6;
    add_decimal(verb, "--hours", command.hours, most_hours,
                "Hours that the burst runs, for cost-per-burst");
    add_choice(verb, "--fail-on", "unmet|any-unmet", command.fail_on,
               "Exit with status 3 if no point meets the requirements, or if one does not")
        ->needs(verb.get_option("--require"));
}

void add_run_options(CLI::App& verb, WhatIfCommand& command) {
    add_text(verb, "--results", "FILE", command.results,
             "Append each scenario's result to this file as soon as it is solved");
    verb.add_flag("--resume", command.resume, "Continue the --results file of an earlier run")
        ->needs(verb.get_option("--results"));
    add_text(verb, "--shard", "I/N|env", command.shard,
             "Solve only the I-th of N parts, from 0; env = as AWS Batch or Slurm numbers the jobs "
             "of an array");
    constexpr std::uint64_t most_mib = std::uint64_t{1} << 24U;
    add_number(verb, "--memory", command.memory_mib, most_mib,
               "MiB for the plans of scenarios that are solved together");
    verb.add_flag("--dry-run", command.dry_run,
                  "Count the scenarios and estimate the time by solving a few, then stop");
    verb.add_option("--write-scenario", command.write_scenario,
                    "Write scenario N to a directory that berth place reads, and solve nothing")
        ->option_text("N DIR")
        ->expected(2);
}

void add_result_options(CLI::App& verb, WhatIfCommand& command) {
    add_number(verb, "--top", command.top, std::numeric_limits<std::uint32_t>::max(),
               "Points that the table shows; 0 = all");
    add_number(verb, "--details", command.details, std::numeric_limits<std::uint32_t>::max(),
               "Best points that JSON and the report show instance by instance, beside the base");
    add_text(verb, "--report", "FILE", command.report,
             "Write a page for browsers as well: one HTML file that loads nothing");
    verb.add_flag("--generate-skeleton", command.skeleton,
                  "Print a commented scenario file with every member");
    verb.add_flag("--schema", command.schema, "Print the JSON Schema of scenario files");
}

}  // namespace

void add_what_if(CLI::App& app, Action& action) {
    const auto command = std::make_shared<WhatIfCommand>();
    const std::string example =
        "examples/mixed-fleet/what-if.yaml --cluster examples/mixed-fleet/cluster --burst "
        "examples/mixed-fleet/burst.json";
    CLI::App* verb = add_verb(app, "whatif",
                              "Solve what-if scenarios (fleet, losses, sizes, strategies, order), "
                              "rank and price them",
                              "berth whatif " + example + "\nberth whatif " + example +
                                  " --require placed=100% --objective cost-per-hour --top 5");
    verb->add_option("SWEEP", command->sweep, "The scenario file, YAML or JSON")
        ->option_text("SWEEP");
    add_cluster_option(*verb, command->input);
    add_burst_option(*verb, command->input);
    for (const char* const name : {"--cluster", "--burst"}) verb->get_option(name)->required(false);
    CLI::Option* const simulation =
        add_text(*verb, "--simulation", "PATH", command->simulation,
                 "A simulation file, in place of --burst: every scenario is simulated over time "
                 "(docs/what-if-over-time.md)")
            ->excludes(verb->get_option("--burst"));
    add_ranking_options(*verb, *command);
    add_run_options(*verb, *command);
    add_result_options(*verb, *command);
    add_backend_options(*verb, command->solver);
    add_output_options(*verb, command->output, "table|json|csv");
    add_progress_option(*verb, command->progress);

    for (const char* const name :
         {"--hours", "--details", "--memory", "--write-scenario", "--backend"}) {
        simulation->excludes(verb->get_option(name));
    }

    CLI::App* merge = add_verb(*verb, "merge",
                               "Join the --results of the shards of a sweep; takes the options of "
                               "whatif, too",
                               "berth whatif merge sweep.yaml part-0.jsonl part-1.jsonl --cluster "
                               "cluster --burst burst.json");
    merge->fallthrough();
    for (const char* const name :
         {"--results", "--resume", "--shard", "--dry-run", "--write-scenario"}) {
        merge->excludes(verb->get_option(name));
    }
    merge
        ->add_option("SWEEP PART...", command->parts,
                     "The scenario file, then the files that --results wrote")
        ->option_text("SWEEP PART...")
        ->expected(2, std::numeric_limits<int>::max() - 1)
        ->required();

    verb->callback([command, &action] {
        if (!command->parts.empty()) command->sweep = command->parts.front();
        if (!command->skeleton && !command->schema) require_inputs(*command);
        action = [command] { return run_what_if_command(*command); };
    });
}

}  // namespace berth::host::cli
