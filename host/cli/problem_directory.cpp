#include "cli/problem_directory.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "berth/error.hpp"
#include "berth/json.hpp"
#include "cli/console.hpp"
#include "cli/options.hpp"
#include "cli/text.hpp"

namespace berth::host::cli {

namespace {

std::uint64_t tasks_asked(const std::vector<Request>& burst) {
    std::uint64_t sum = 0;
    for (const Request& request : burst) {
        if (request.scheduling != SchedulingStrategy::daemon) {
            sum += static_cast<std::uint64_t>(request.count);
        }
    }
    return sum;
}

}  // namespace

std::string shell_word(const std::string& text) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+=:,@%";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
    return quoted + "'";
}

CLI::Option* add_directory_options(CLI::App& verb, DirectoryOptions& options) {
    CLI::Option* path =
        add_text(verb, "--output-dir", "DIR", options.path,
                 "Directory for cluster/*.json and, with a burst, burst.json; made where missing");
    verb.add_flag("--force", options.force, "Write also into a directory that is not empty");
    verb.add_flag("--quiet", options.quiet, "No remarks on standard error");
    return path;
}

void check_directory(const DirectoryOptions& options) {
    std::error_code error;
    const auto status = std::filesystem::status(options.path, error);
    if (!std::filesystem::exists(status)) return;
    if (!std::filesystem::is_directory(status)) {
        throw InputError(options.option + ": it is no directory", {options.path, {}});
    }
    if (!options.force && !std::filesystem::is_empty(options.path, error)) {
        throw InputError(options.option +
                             ": the directory is not empty; name another one, or write into it "
                             "with --force",
                         {options.path, {}});
    }
}

void write_problem(const DirectoryOptions& options, const GeneratedProblem& problem) {
    write_problem_directory(options.path, problem.snapshot, problem.burst);
    write_standard_output(fmt::format(
        "Wrote {}, {}, {} and {} that ask for {} to {}\n"
        "Place them: berth place --cluster {} --burst {}\n",
        counted(problem.snapshot.instances.size(), "instance"),
        counted(problem.snapshot.tasks.size(), "running task"),
        counted(problem.snapshot.task_definitions.size(), "task definition"),
        counted(problem.burst.size(), "request"), counted(tasks_asked(problem.burst), "task"),
        printable(options.path), shell_word(options.path + "/cluster"),
        shell_word(options.path + "/burst.json")));
}

}  // namespace berth::host::cli
