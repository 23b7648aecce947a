// berth generate: synthetic clusters and bursts, by seed.
#include <fmt/format.h>

#include <memory>
#include <optional>

#include "berth/generate.hpp"
#include "cli/console.hpp"
#include "cli/display.hpp"
#include "cli/options.hpp"
#include "cli/verbs.hpp"

namespace berth::host::cli {

namespace {

struct GenerateCommand {
    std::string preset;
    std::uint64_t seed = 0;
    std::optional<double> load;
    bool list = false;
    DirectoryOptions directory;
};

std::string preset_table() {
    Table table({{"Preset"},
                 {"Instances", Align::right},
                 {"Tasks", Align::right},
                 {"Task definitions", Align::right},
                 {"What it is"}});
    for (const Preset& preset : presets()) {
        table.add_row({std::string(preset.name), with_separators(std::uint64_t{preset.instances}),
                       with_separators(std::uint64_t{preset.tasks}),
                       with_separators(std::uint64_t{preset.task_definitions}),
                       std::string(preset.description)});
    }
    return table.to_text(standard_output_style(), 0);
}

std::string preset_names() {
    std::string names;
    for (const Preset& preset : presets()) {
        names += (names.empty() ? "" : ", ") + std::string(preset.name);
    }
    return names;
}

int run_generate(const GenerateCommand& command) {
    if (command.list) {
        write_standard_output(preset_table());
        return exit_status::answered;
    }
    if (command.preset.empty() || command.directory.path.empty()) {
        throw InputError("generate needs --preset and --output-dir; --list shows the presets");
    }
    check_directory(command.directory);
    const GeneratedProblem problem =
        generate({.preset = command.preset, .seed = command.seed, .load = command.load});
    print_warnings(problem.snapshot.warnings, command.directory.quiet);
    write_problem(command.directory, problem);
    return exit_status::answered;
}

}  // namespace

void add_generate(CLI::App& app, Action& action) {
    const auto command = std::make_shared<GenerateCommand>();
    CLI::App* verb = add_verb(app, "generate", "Write a synthetic cluster and burst, by seed",
                              "berth generate --list\n"
                              "berth generate --preset workshop --seed 7 --output-dir workshop");
    add_text(*verb, "--preset", "NAME", command->preset, "What to write: " + preset_names());
    add_number(*verb, "--seed", command->seed, UINT64_MAX,
               "Equal seeds write equal bytes, on every machine");
    verb->add_option("--load", command->load,
                     "What the tasks ask for in all, as a share of what is left of the scarcest "
                     "resource; above 0, at most 100")
        ->option_text("SHARE")
        ->default_str("1.0");
    add_directory_options(*verb, command->directory);
    verb->add_flag("--list", command->list, "List the presets and stop");
    verb->callback([command, &action] { action = [command] { return run_generate(*command); }; });
}

}  // namespace berth::host::cli
