// berth capacity: how many more tasks of each task definition fit, and what binds.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "berth/capacity.hpp"
#include "cli/console.hpp"
#include "cli/display.hpp"
#include "cli/options.hpp"
#include "cli/verbs.hpp"
#include "model/instance.hpp"

namespace berth::host::cli {

namespace {

std::string fits_text(const CapacityRow& row) {
    return (row.unbounded ? "at least " : "") + with_separators(row.fits);
}

// What the instance that comes nearest lacks for one task more.
std::string closest_text(const model::InstancesInOrder& instances, const CapacityRow& row) {
    if (!row.closest) return "-";
    const ContainerInstance& instance = instances[row.closest->instance];
    const std::string name = instance_with_place(instance);
    const Reason reason = row.closest->reason;
    if (!is_resource(reason)) return fmt::format("{}: {}", name, describe(reason));
    return fmt::format("{}: {} {}", name, amount(reason, row.closest->shortfall),
                       reason == Reason::ports ? "in the way" : "short");
}

std::string capacity_table(const Snapshot& snapshot, const std::vector<CapacityRow>& rows,
                           const Style& style) {
    const model::InstancesInOrder instances(snapshot);
    Table table(
        {{"Task definition"}, {"More tasks", Align::right}, {"Bound by"}, {"Closest to one more"}});
    for (const CapacityRow& row : rows) {
        table.add_row({std::string(id_of_arn(row.task_definition)), fits_text(row),
                       row.binding ? std::string(to_string(*row.binding)) : "-",
                       closest_text(instances, row)});
    }
    return style.bold(fmt::format("Room on {}, each task definition alone",
                                  counted(snapshot.instances.size(), "instance"))) +
           '\n' + table.to_text(style);
}

struct CapacityCommand {
    InputOptions input;
    SolverOptions solver;
    OutputOptions output;
    std::vector<std::string> task_definitions;
    std::vector<std::string> constraints;
    std::string capacity_provider;
    std::uint64_t limit = 1'000'000;
};

PlacementConstraint to_constraint(const std::string& text) {
    if (text == "distinctInstance") return {ConstraintType::distinct_instance, {}};
    return {ConstraintType::member_of, text};
}

std::string render(const OutputOptions& output, const Snapshot& snapshot,
                   const std::vector<CapacityRow>& rows) {
    if (output.format == "table") return capacity_table(snapshot, rows, output_style(output));
    std::string text;
    write_capacity_json(text, snapshot, rows);
    return text;
}

int run_capacity(const CapacityCommand& command) {
    CapacityOptions options;
    options.solve = to_solve_options(command.solver);
    options.task_definitions = command.task_definitions;
    options.capacity_provider = command.capacity_provider;
    options.limit = command.limit;
    for (const std::string& text : command.constraints) {
        options.constraints.push_back(to_constraint(text));
    }
    const Snapshot snapshot = load_cluster(command.input);
    const std::vector<CapacityRow> rows = capacity(snapshot, options);
    print_warnings(snapshot.warnings, command.output.quiet);
    if (rows.empty()) {
        print_remark(
            "the snapshot has no task definitions; add what 'aws ecs "
            "describe-task-definition' prints with another --cluster",
            command.output.quiet);
    }
    deliver(command.output, render(command.output, snapshot, rows));
    return exit_status::answered;
}

}  // namespace

void add_capacity(CLI::App& app, Action& action) {
    const auto command = std::make_shared<CapacityCommand>();
    CLI::App* verb = add_verb(
        app, "capacity", "Count how many more tasks of each task definition fit, and what binds",
        "berth capacity --cluster examples/mixed-fleet/cluster\n"
        "berth capacity --cluster examples/mixed-fleet/cluster --task-definition report:9 "
        "--constraint 'attribute:stack == prod'");
    add_cluster_option(*verb, command->input);
    add_texts(*verb, "--task-definition", "NAME", command->task_definitions,
              "ARN, family:revision or family; may be repeated")
        ->default_str("all of the snapshot");
    add_texts(*verb, "--constraint", "EXPR", command->constraints,
              "A memberOf expression, or the word distinctInstance, that the tasks carry in "
              "addition; may be repeated");
    add_text(*verb, "--capacity-provider", "NAME", command->capacity_provider,
             "Count only the instances of this capacity provider")
        ->default_str("launch type EC2");
    constexpr std::uint64_t most_tasks = 100'000'000;
    add_number(*verb, "--limit", command->limit, most_tasks,
               "Stop counting a definition at this many tasks");
    add_solver_options(*verb, command->solver);
    add_output_options(*verb, command->output, "table|json");
    verb->callback([command, &action] { action = [command] { return run_capacity(*command); }; });
}

}  // namespace berth::host::cli
