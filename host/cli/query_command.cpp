// berth query: the instances that satisfy a cluster query language expression.
#include <fmt/format.h>

#include <memory>

#include "berth/query.hpp"
#include "cli/console.hpp"
#include "cli/options.hpp"
#include "cli/query_output.hpp"
#include "cli/text.hpp"
#include "cli/verbs.hpp"

namespace berth::host::cli {

namespace {

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
