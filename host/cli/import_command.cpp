// berth import: public traces, and the templates of stacks, as snapshots and bursts.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

#include "berth/import.hpp"
#include "berth/json.hpp"
#include "cli/console.hpp"
#include "cli/display.hpp"
#include "cli/options.hpp"
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

struct CloudFormationCommand {
    std::vector<std::string> templates;
    std::string stack_name;
    std::vector<std::string> parameters;
    std::vector<std::string> attributes;
    std::vector<std::string> exports;
    CloudFormationOptions options;
    DirectoryOptions directory;
};

// "NAME=TEMPLATE" or "TEMPLATE". A path with a directory in it is no name.
CloudFormationTemplate to_template(const std::string& word) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || word.find('/') < equals) return {word, "", std::nullopt};
    return {word.substr(equals + 1), word.substr(0, equals), std::nullopt};
}

CloudFormationOptions::Values to_values(const std::vector<std::string>& words,
                                        const std::string& option) {
    CloudFormationOptions::Values values;
    for (const std::string& word : words) {
        const std::size_t equals = word.find('=');
        if (equals == 0 || equals == std::string::npos) {
            throw InputError(fmt::format("expected NAME=VALUE, found \"{}\"", printable(word)),
                             {option, ""});
        }
        values.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
    return values;
}

std::vector<CloudFormationTemplate> to_templates(const CloudFormationCommand& command) {
    std::vector<CloudFormationTemplate> templates;
    for (const std::string& word : command.templates) templates.push_back(to_template(word));
    if (command.stack_name.empty()) return templates;
    if (templates.size() > 1 || !templates.front().stack_name.empty()) {
        throw InputError("names the stack of a single template; name each as NAME=TEMPLATE",
                         {"--stack-name", ""});
    }
    templates.front().stack_name = command.stack_name;
    return templates;
}

void tell_ignored(const CloudFormationImport& import, bool quiet) {
    if (import.ignored_resources.empty()) return;
    std::uint64_t sum = 0;
    std::vector<std::string> types;
    for (const auto& [type, count] : import.ignored_resources) {
        sum += count;
        types.push_back(fmt::format("{} {}", with_separators(count), printable(type)));
    }
    print_remark(fmt::format("{} left out that placement does not look at: {}",
                             counted(sum, "resource"), fmt::join(types, ", ")),
                 quiet);
}

std::string written(const Snapshot& snapshot, const std::string& directory) {
    return fmt::format(
        "Wrote {}, {}, {}, {}, {} and {} to {}\n"
        "Give them to the other verbs as --cluster {}\n",
        counted(snapshot.clusters.size(), "cluster"),
        counted(snapshot.task_definitions.size(), "task definition"),
        counted(snapshot.services.size(), "service"),
        counted(snapshot.capacity_providers.size(), "capacity provider"),
        counted(snapshot.auto_scaling_groups.size(), "Auto Scaling group"),
        counted(snapshot.subnet_zones.size(), "subnet"), printable(directory),
        shell_word(directory + "/cluster"));
}

int run_import_cloudformation(CloudFormationCommand& command) {
    check_directory(command.directory);
    command.options.parameters = to_values(command.parameters, "--parameters");
    command.options.attributes = to_values(command.attributes, "--attribute");
    command.options.exports = to_values(command.exports, "--export");
    const CloudFormationImport import =
        import_cloudformation(to_templates(command), command.options);
    print_warnings(import.snapshot.warnings, command.directory.quiet);
    tell_ignored(import, command.directory.quiet);
    write_cluster_directory(command.directory.path, import.snapshot);
    write_standard_output(written(import.snapshot, command.directory.path));
    return exit_status::answered;
}

void add_values(CLI::App& verb, CloudFormationCommand& command) {
    add_texts(verb, "--parameters", "NAME=VALUE", command.parameters,
              "Value of a parameter; STACK.NAME=VALUE for one stack alone. May be repeated");
    add_texts(verb, "--attribute", "ID.ATTRIBUTE=VALUE", command.attributes,
              "What only AWS knows of a resource, such as the answer of a custom resource; "
              "ID=VALUE for its Ref, commas between the parts of a list. May be repeated");
    add_texts(verb, "--export", "NAME=VALUE", command.exports,
              "Exported value of a stack whose template is not given. May be repeated");
}

void add_surroundings(CLI::App& verb, CloudFormationOptions& options) {
    add_text(verb, "--region", "REGION", options.region, "Region of the stacks")
        ->default_str(options.region);
    add_text(verb, "--account", "ID", options.account, "Account number in ARNs")
        ->default_str(options.account);
    verb.add_option("--availability-zones", options.availability_zones,
                    "Zones of the region, for Fn::GetAZs; else its zones a, b and c")
        ->option_text("ZONE,...")
        ->delimiter(',')
        ->allow_extra_args(false);
}

void add_import_cloudformation(CLI::App& verb, Action& action) {
    const auto command = std::make_shared<CloudFormationCommand>();
    CLI::App* sub = add_verb(
        verb, "cloudformation",
        "CloudFormation templates: task definitions, services, capacity providers and Auto Scaling "
        "groups, as a snapshot without instances",
        "berth import cloudformation examples/workshop/network.yaml examples/workshop/cluster.yaml "
        "--output-dir stacks");
    sub->add_option("TEMPLATE", command->templates,
                    "Template, YAML or JSON, - for standard input; NAME=TEMPLATE names its stack, "
                    "else the file's name does")
        ->option_text("[NAME=]TEMPLATE ...")
        ->required();
    add_text(*sub, "--stack-name", "NAME", command->stack_name,
             "Name of the stack, where there is one template");
    add_values(*sub, *command);
    add_surroundings(*sub, command->options);
    add_directory_options(*sub, command->directory)->required();
    sub->callback(
        [command, &action] { action = [command] { return run_import_cloudformation(*command); }; });
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
