// berth scale-in: which tasks of a service would be stopped.
#include <fmt/format.h>

#include <memory>

#include "berth/scale_in.hpp"
#include "cli/console.hpp"
#include "cli/options.hpp"
#include "cli/scale_in_output.hpp"
#include "cli/strategy_text.hpp"
#include "cli/verbs.hpp"

namespace berth::host::cli {

namespace {

struct ScaleInCommand {
    InputOptions input;
    OutputOptions output;
    std::string service;
    std::uint64_t count = 1;
    std::uint64_t seed = 0;
    std::vector<std::string> strategies;
};

std::string render(const ScaleInCommand& command, const Snapshot& snapshot,
                   const ScaleInPlan& plan) {
    if (command.output.format == "table") {
        return scale_in_table(snapshot, command.service, plan, output_style(command.output));
    }
    std::string text;
    write_scale_in_json(text, snapshot, command.service, plan);
    return text;
}

int run_scale_in(const ScaleInCommand& command) {
    ScaleInOptions options{.service = command.service,
                           .count = command.count,
                           .strategies = std::nullopt,
                           .seed = command.seed};
    if (!command.strategies.empty()) options.strategies = parse_strategies(command.strategies);
    const Snapshot snapshot = load_cluster(command.input);
    const ScaleInPlan plan = scale_in(snapshot, options);
    print_warnings(snapshot.warnings, command.output.quiet);
    print_warnings(plan.warnings, command.output.quiet);
    deliver(command.output, render(command, snapshot, plan));
    return exit_status::answered;
}

}  // namespace

void add_scale_in(CLI::App& app, Action& action) {
    const auto command = std::make_shared<ScaleInCommand>();
    CLI::App* verb =
        add_verb(app, "scale-in", "Tell which tasks of a service would be stopped",
                 "berth scale-in --cluster examples/mixed-fleet/cluster --service web --count 2\n"
                 "berth scale-in --cluster examples/mixed-fleet/cluster --service web --count 2 "
                 "--strategy spread:attribute:ecs.availability-zone --strategy binpack:memory");
    add_cluster_option(*verb, command->input);
    add_text(*verb, "--service", "NAME", command->service, "Name or ARN of the service")
        ->required();
    constexpr std::uint64_t most_tasks = 100'000'000;
    add_number(*verb, "--count", command->count, most_tasks,
               "Tasks to stop; a DAEMON service decides by itself");
    add_texts(*verb, "--strategy", "TYPE[:FIELD]", command->strategies,
              "spread:instanceId, spread:attribute:NAME, binpack:cpu, binpack:memory or random; "
              "repeated, the first counts most")
        ->default_str("the service's own");
    add_number(*verb, "--seed", command->seed, UINT64_MAX, "Seed of the random strategy");
    add_output_options(*verb, command->output, "table|json");
    verb->callback([command, &action] { action = [command] { return run_scale_in(*command); }; });
}

}  // namespace berth::host::cli
