// berth import: public traces and templates as snapshots and bursts.
#include <fmt/format.h>

#include <memory>

#include "berth/import.hpp"
#include "cli/console.hpp"
#include "cli/options.hpp"
#include "cli/problem_directory.hpp"
#include "cli/text.hpp"
#include "cli/verbs.hpp"

namespace berth::host::cli {

namespace {

struct OpenbCommand {
    std::string nodes;
    std::string tasks;
    DirectoryOptions directory;
};

int run_import_openb(const OpenbCommand& command) {
    check_directory(command.directory);
    const OpenbImport import = import_openb(command.nodes, command.tasks);
    print_warnings(import.problem.snapshot.warnings, command.directory.quiet);
    if (import.fractional_tasks > 0) {
        print_remark(fmt::format("{} left out that ask for a fraction of a GPU: ECS has none",
                                 counted(import.fractional_tasks, "task")),
                     command.directory.quiet);
    }
    write_problem(command.directory, import.problem);
    return exit_status::answered;
}

}  // namespace

void add_import(CLI::App& app, Action& action) {
    CLI::App* verb =
        add_verb(app, "import", "Turn a public trace or CloudFormation templates into a snapshot",
                 "berth import openb --nodes nodes.csv --tasks tasks.csv "
                 "--output-dir openb");
    verb->require_subcommand(1);
    const auto command = std::make_shared<OpenbCommand>();
    CLI::App* openb = add_verb(*verb, "openb",
                               "The openb GPU cluster trace (Alibaba, 2023); tasks that ask for a "
                               "fraction of a GPU are left out and counted",
                               "berth import openb --nodes nodes.csv --tasks tasks.csv "
                               "--output-dir openb");
    add_text(*openb, "--nodes", "FILE", command->nodes, "Node list, CSV")->required();
    add_text(*openb, "--tasks", "FILE", command->tasks, "Task list, CSV")->required();
    add_directory_options(*openb, command->directory)->required();
    openb->callback(
        [command, &action] { action = [command] { return run_import_openb(*command); }; });
    add_import_cloudformation(*verb, action);
}

}  // namespace berth::host::cli
