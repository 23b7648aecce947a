// berth scale-in: which tasks of a service would be stopped.
#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "berth/constraint.hpp"
#include "berth/error.hpp"
#include "berth/json.hpp"
#include "berth/scale_in.hpp"
#include "cli/console.hpp"
#include "cli/display.hpp"
#include "cli/options.hpp"
#include "cli/verbs.hpp"
#include "json/writer.hpp"
#include "model/instance.hpp"

namespace berth::host::cli {

namespace {

// Strategies as options give them: `spread:attribute:ecs.availability-zone`. The option is turned
// into the request member that it abbreviates and goes through the reader of requests, so that both
// accept the same and complain alike.
std::vector<PlacementStrategy> parse_strategies(const std::vector<std::string>& texts) {
    if (texts.size() > static_cast<std::size_t>(limits::strategies_per_task)) {
        throw InputError(fmt::format("--strategy: {} were given; ECS takes at most {}",
                                     texts.size(), limits::strategies_per_task));
    }
    std::string request;
    json::Writer writer(request);
    writer.begin_object();
    writer.member("taskDefinition", "any");
    writer.key("placementStrategy");
    writer.begin_list();
    for (const std::string& text : texts) {
        const std::size_t colon = text.find(':');
        writer.begin_object();
        writer.member("type", text.substr(0, colon));
        if (colon != std::string::npos) writer.member("field", text.substr(colon + 1));
        writer.end_object();
    }
    writer.end_list();
    writer.end_object();
    return read_burst_text(request, "--strategy")
        .front()
        .strategies.value_or(std::vector<PlacementStrategy>{});
}

std::string verdict(std::string_view service, const ScaleInPlan& plan) {
    std::string text = fmt::format("{} of {} of service {} would be stopped",
                                   with_separators(std::uint64_t{plan.stopped.size()}),
                                   counted(plan.running, "running task"), id_of_arn(service));
    if (plan.protected_tasks > 0) {
        text += fmt::format(
            ", {} protected from scale-in",
            plan.protected_tasks == 1 ? "1 is" : with_separators(plan.protected_tasks) + " are");
    }
    if (plan.short_by > 0) {
        text += fmt::format("; {} asked for, but no task is left to stop",
                            counted(plan.short_by, "more task"));
    }
    return text;
}

std::string scale_in_table(const Snapshot& snapshot, std::string_view service,
                           const ScaleInPlan& plan, const Style& style) {
    const std::string sentence = style.bold(printable(verdict(service, plan))) + '\n';
    if (plan.stopped.empty()) return sentence;
    const model::InstancesInOrder instances(snapshot);
    Table table({{"Order", Align::right}, {"Task"}, {"Instance"}, {"Why"}});
    std::uint64_t order = 0;
    for (const StoppedTask& task : plan.stopped) {
        const ContainerInstance* instance = instances.find(task.container_instance_arn);
        table.add_row({with_separators(++order), std::string(id_of_arn(task.task_arn)),
                       instance == nullptr ? std::string(id_of_arn(task.container_instance_arn))
                                           : instance_with_place(*instance),
                       task.why});
    }
    return sentence + '\n' + table.to_text(style);
}

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
