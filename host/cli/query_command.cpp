// berth query: the instances that satisfy a cluster query language expression.
#include <fmt/format.h>

#include <memory>
#include <string>

#include "berth/query.hpp"
#include "cli/console.hpp"
#include "cli/display.hpp"
#include "cli/options.hpp"
#include "cli/verbs.hpp"

namespace berth::host::cli {

namespace {

// The answer of `berth query` in each of its forms.

std::vector<std::string> table_row(const ContainerInstance& instance) {
    const ResourceList& left = instance.remaining;
    return {instance_name(instance),
            attribute_or_dash(instance, attribute_names::instance_type),
            attribute_or_dash(instance, attribute_names::availability_zone),
            instance.status,
            with_separators(left.cpu_units),
            with_separators(left.memory_mib),
            with_separators(std::uint64_t{left.gpu_ids.size()}),
            with_separators(instance.running_tasks_count)};
}

std::string query_table(const QueryResult& result, const Style& style) {
    std::string text = style.bold(fmt::format(
                           "{} of {} match", with_separators(std::uint64_t{result.matching.size()}),
                           counted(result.instances_total, "instance"))) +
                       '\n';
    if (result.matching.empty()) return text;
    Table table({{"Instance"},
                 {"Type"},
                 {"Zone"},
                 {"Status"},
                 {"CPU units left", Align::right},
                 {"MiB left", Align::right},
                 {"GPUs left", Align::right},
                 {"Running tasks", Align::right}});
    for (const ContainerInstance* instance : result.matching) table.add_row(table_row(*instance));
    return text + '\n' + table.to_text(style);
}

// One containerInstanceArn a line, for xargs.
std::string query_arns(const QueryResult& result) {
    std::string out;
    for (const ContainerInstance* instance : result.matching) out += instance->arn + '\n';
    return out;
}

struct QueryCommand {
    std::string expression;
    InputOptions input;
    OutputOptions output;
};

std::string render(const QueryResult& result, const OutputOptions& output) {
    if (output.format == "arns") return query_arns(result);
    if (output.format == "table") return query_table(result, output_style(output));
    std::string text;
    output.format == "json" ? write_query_json(text, result) : write_query_csv(text, result);
    return text;
}

int run_query(const QueryCommand& command) {
    const Expression expression = Expression::parse(command.expression);
    const Snapshot snapshot = load_cluster(command.input);
    const QueryResult result = run_query(snapshot, expression);
    const bool quiet = command.output.quiet;
    print_warnings(result.warnings, quiet);
    if (result.matching.empty()) {
        print_remark(fmt::format("no instance of {} satisfies the expression",
                                 with_separators(std::uint64_t{result.instances_total})),
                     quiet);
    }
    deliver(command.output, render(result, command.output));
    return exit_status::answered;
}

}  // namespace

void add_query(CLI::App& app, Action& action) {
    const auto command = std::make_shared<QueryCommand>();
    CLI::App* verb = add_verb(
        app, "query", "List the instances that satisfy a cluster query language expression",
        "berth query 'attribute:ecs.cpu-architecture == arm64' --cluster "
        "examples/mixed-fleet/cluster\n"
        "berth query 'attribute:ecs.instance-type =~ g.* and runningTasksCount < 1' --cluster "
        "examples/mixed-fleet/cluster --output arns");
    verb->add_option("EXPR", command->expression,
                     "The expression, quoted against the shell: 'attribute:stack == prod'")
        ->option_text("EXPR")
        ->required();
    add_cluster_option(*verb, command->input);
    add_output_options(*verb, command->output, "table|json|csv|arns");
    verb->callback([command, &action] { action = [command] { return run_query(*command); }; });
}

}  // namespace berth::host::cli
