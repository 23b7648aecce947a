// berth simulate: a burst over time, with capacity providers that scale the fleet.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "berth/json.hpp"
#include "berth/report.hpp"
#include "berth/simulate.hpp"
#include "cli/console.hpp"
#include "cli/options.hpp"
#include "cli/tables.hpp"
#include "cli/verbs.hpp"
#include "json/output_file.hpp"
#include "simulate/duration_text.hpp"

namespace berth::host::cli {

namespace {

struct SimulateCommand {
    std::string simulation;
    InputOptions input;
    std::string run_time;
    std::uint64_t seed = 0;
    bool has_seed = false;
    std::string end;
    std::string prices;
    OutputOptions output;
    std::string event_log;
    std::string report;
    std::string minutes = "changes";
    std::string fail_on;
    std::string progress = "auto";
    bool skeleton = false;
    bool schema = false;
};

void require_inputs(const SimulateCommand& command) {
    if (command.simulation.empty() && command.input.burst.empty()) {
        throw CLI::RequiredError(
            "SIMULATION, the file of what happens when (`berth simulate --generate-skeleton` "
            "prints one), or --burst");
    }
    if (command.input.clusters.empty()) throw CLI::RequiredError("--cluster");
}

SimulationTime duration_of(const std::string& text, const std::string& option) {
    try {
        return simulate::parse_duration(text);
    } catch (const InputError& error) {
        throw InputError(error.problem(), {option, ""});
    }
}

// All of its requests come at once, at the beginning. Tasks of services run until they are stopped.
void add_burst(Simulation& simulation, const std::vector<Request>& burst,
               const std::string& run_time) {
    std::optional<Duration> length;
    if (!run_time.empty()) {
        const SimulationTime time = duration_of(run_time, "--run-time");
        length = Duration::fixed(std::chrono::duration<double>(time).count());
    }
    for (const Request& request : burst) {
        Arrival arrival;
        arrival.load = static_cast<std::uint32_t>(simulation.loads.size());
        const bool has_count = request.scheduling != SchedulingStrategy::daemon;
        arrival.count = has_count ? static_cast<std::uint32_t>(request.count) : 1;
        simulation.loads.push_back({request, request.is_service() ? std::nullopt : length});
        simulation.arrivals.push_back(arrival);
    }
}

void check_standard_input(const SimulateCommand& command) {
    if (command.simulation != "-") return;
    const std::vector<std::string>& clusters = command.input.clusters;
    if (command.input.burst == "-" || std::ranges::count(clusters, "-") > 0) {
        throw InputError("only one of SIMULATION, --cluster and --burst can be standard input");
    }
}

Simulation load_simulation(const SimulateCommand& command) {
    Simulation simulation;
    if (!command.simulation.empty()) simulation = read_simulation(command.simulation);
    if (!command.input.burst.empty()) {
        add_burst(simulation, read_burst(command.input.burst), command.run_time);
    }
    if (command.has_seed) simulation.seed = command.seed;
    if (!command.end.empty()) simulation.end = duration_of(command.end, "--end");
    return simulation;
}

bool shows_event_log(const SimulateCommand& command) {
    return command.output.format == "event-log" || !command.event_log.empty();
}

SimulateOptions simulate_options(const SimulateCommand& command, ProgressMeter& meter) {
    SimulateOptions options;
    if (!command.prices.empty()) options.prices = read_prices(command.prices, options.prices);
    options.events = shows_event_log(command);
    if (const Progress report = meter.callback()) {
        options.progress = [report](SimulationTime now, SimulationTime end) {
            const auto minutes = [](SimulationTime time) {
                return static_cast<std::uint64_t>(time / std::chrono::minutes(1));
            };
            report(minutes(now), minutes(end));
        };
    }
    options.is_cancelled = StopSignal::has_come;
    return options;
}

void check_report(const SimulateCommand& command) {
    if (command.report.empty() || has_report_page()) return;
    simulation_page({});  // says what is missing
}

std::string render(const SimulateCommand& command, const SimulationResult& result) {
    std::string text;
    if (command.output.format == "json") {
        write_simulation_json(text, result);
    } else if (command.output.format == "csv") {
        write_simulation_csv(text, result);
    } else if (command.output.format == "event-log") {
        write_event_log(text, result);
    } else {
        text = simulation_table(result, parse_minute_rows(command.minutes),
                                output_style(command.output));
    }
    return text;
}

void write_other_files(const SimulateCommand& command, const SimulationResult& result) {
    if (!command.event_log.empty()) {
        std::string events;
        write_event_log(events, result);
        json::write_file_atomically(command.event_log, events);
        print_remark(fmt::format("the event log is in {}", command.event_log),
                     command.output.quiet);
    }
    if (!command.report.empty()) {
        std::string json;
        write_simulation_json(json, result);
        json::write_file_atomically(command.report, simulation_page(json));
        print_remark(fmt::format("the report is in {}: open it in a browser", command.report),
                     command.output.quiet);
    }
}

// Whether what `--fail-on` waits for has come.
bool has_failed(const std::string& fail_on, const SimulationTotals& totals) {
    if (fail_on == "waiting") return totals.waiting + totals.given_up > 0;
    if (fail_on == "refused") return totals.refused > 0;
    return fail_on == "any" && totals.started < totals.tasks;
}

int show(const SimulateCommand& command, const SimulationResult& result) {
    print_warnings(result.warnings, command.output.quiet);
    write_other_files(command, result);
    deliver(command.output, render(command, result));
    if (StopSignal::has_come()) {
        print_remark(fmt::format("stopped after {} of simulated time: the answer ends there",
                                 simulate::duration_text(result.totals.ended)),
                     command.output.quiet);
        return exit_status::interrupted;
    }
    return has_failed(command.fail_on, result.totals) ? exit_status::fail_on_met
                                                      : exit_status::answered;
}

int run_simulate_command(const SimulateCommand& command) {
    if (command.skeleton || command.schema) {
        deliver(command.output, command.schema ? simulation_schema() : simulation_skeleton());
        return exit_status::answered;
    }
    check_report(command);
    check_standard_input(command);
    parse_minute_rows(command.minutes);
    const StopSignal stop;
    ProgressMeter meter(to_progress_mode(command.progress), command.output.quiet);
    meter.phase("reading the simulation and the cluster");
    const Simulation simulation = load_simulation(command);
    const Snapshot snapshot = load_cluster(command.input);
    print_warnings(snapshot.warnings, command.output.quiet);
    meter.phase("simulating", "simulated minute");
    const SimulationResult result =
        berth::simulate(snapshot, simulation, simulate_options(command, meter));
    meter.finish();
    return show(command, result);
}

void add_input_options(CLI::App& verb, SimulateCommand& command) {
    verb.add_option("SIMULATION", command.simulation,
                    "What arrives when and how long it runs, and the settings of the model; YAML "
                    "or JSON")
        ->option_text("SIMULATION");
    add_cluster_option(verb, command.input);
    add_burst_option(verb, command.input);
    for (const char* const name : {"--cluster", "--burst"}) verb.get_option(name)->required(false);
    add_text(verb, "--run-time", "DURATION", command.run_time,
             "How long each task of the RunTask requests runs, as in 300s or '1 h 30 min'")
        ->default_str("until something stops it")
        ->needs(verb.get_option("--burst"));
    add_number(verb, "--seed", command.seed, UINT64_MAX,
               "Seed of the random placement strategy, of drawn durations and of losses")
        ->default_str("that of SIMULATION, else 0");
    add_text(verb, "--end", "DURATION", command.end, "End the simulation after this time")
        ->default_str("when nothing is left to happen, at most after 14 days");
    add_text(verb, "--prices", "FILE", command.prices,
             "Own prices, discounts and spot prices, YAML or JSON")
        ->default_str("on demand, of the built-in catalogue");
}

void add_result_options(CLI::App& verb, SimulateCommand& command) {
    add_text(verb, "--event-log,--film", "FILE", command.event_log,  // the first name is shown
             "Write what happened to this file as well, one event a line (JSON lines)");
    add_text(verb, "--report", "FILE", command.report,
             "Write a page for browsers as well: one HTML file that loads nothing");
    add_text(verb, "--minutes", "all|N|changes", command.minutes,
             "Minutes that the table shows: all, every N-th, or those in which something changed")
        ->default_str(command.minutes);
    add_choice(verb, "--fail-on", "waiting|refused|any", command.fail_on,
               "Exit with status 3 if a task waits at the end or gave up, if one was refused, or "
               "if one never ran");
    verb.add_flag("--generate-skeleton", command.skeleton,
                  "Print a commented simulation file with every member");
    verb.add_flag("--schema", command.schema, "Print the JSON Schema of simulation files");
}

// The event log was called film once.
std::string with_present_name(std::string format) {
    return format == "film" ? "event-log" : format;
}

}  // namespace

void add_simulate(CLI::App& app, Action& action) {
    const auto command = std::make_shared<SimulateCommand>();
    const std::string inputs =
        "--cluster examples/mixed-fleet/cluster --burst examples/mixed-fleet/burst.json";
    CLI::App* verb = add_verb(app, "simulate",
                              "Run a burst over time, with capacity providers that scale the fleet",
                              "berth simulate " + inputs + " --run-time 300s\nberth simulate " +
                                  inputs + " --run-time 90min --output event-log");
    add_input_options(*verb, *command);
    add_result_options(*verb, *command);
    add_output_options(*verb, command->output, "table|json|csv|event-log");
    verb->get_option("--output")->transform(with_present_name);
    add_progress_option(*verb, command->progress);
    verb->callback([command, verb, &action] {
        command->has_seed = verb->count("--seed") > 0;
        if (!command->skeleton && !command->schema) require_inputs(*command);
        action = [command] { return run_simulate_command(*command); };
    });
}

}  // namespace berth::host::cli
