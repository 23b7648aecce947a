#include "cli/options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <optional>
#include <system_error>

#include "berth/error.hpp"
#include "berth/json.hpp"
#include "cli/console.hpp"
#include "cli/display.hpp"
#include "json/output_file.hpp"

namespace berth::host::cli {

namespace {

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, end));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string backend_list() {
    std::string list;
    for (const BackendInfo& backend : backends()) {
        const std::string& problem = backend.unavailable;
        list += fmt::format("\n  {:<10} {}{}", backend.name, backend.description,
                            problem.empty() ? "" : fmt::format(" (not here: {})", problem));
    }
    return list;
}

void check_backend(std::string_view name) {
    if (name == "auto") return;
    const std::vector<BackendInfo> known = backends();
    const auto found = std::ranges::find(known, name, &BackendInfo::name);
    if (found == known.end()) {
        throw BackendError(
            BackendError::Kind::unknown_backend,
            fmt::format("--backend: there is no backend '{}'; there are{}", name, backend_list()));
    }
    if (!found->unavailable.empty()) {
        throw BackendError(found->unavailable_kind,
                           fmt::format("--backend: '{}' cannot run here: {}; there are{}", name,
                                       found->unavailable, backend_list()));
    }
}

void check_standard_input(const InputOptions& options) {
    const auto from_stdin = std::ranges::count(options.clusters, "-");
    if (from_stdin > 1 || (from_stdin == 1 && options.burst == "-")) {
        throw InputError("only one of --cluster and --burst can be read from standard input");
    }
}

std::uint64_t tasks_asked(const std::vector<Request>& burst) {
    std::uint64_t sum = 0;
    for (const Request& request : burst) {
        if (request.scheduling != SchedulingStrategy::daemon) {
            sum += static_cast<std::uint64_t>(request.count);
        }
    }
    return sum;
}

const Location shard_option{"--shard", ""};

std::uint64_t whole_number(std::string_view text, std::string_view what) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        throw InputError(fmt::format("{} is '{}', not a whole number", what, text), shard_option);
    }
    return value;
}

std::optional<std::uint64_t> environment_number(const char* name) {
    const char* const text = std::getenv(name);
    if (text == nullptr || *text == '\0') return std::nullopt;
    return whole_number(text, name);
}

Shard checked_shard(std::uint64_t index, std::uint64_t count) {
    if (count == 0 || index >= count) {
        throw InputError(
            fmt::format("there is no part {} of {}: parts are numbered from 0", index, count),
            shard_option);
    }
    return {index, count};
}

Shard shard_of_array_job() {
    if (const auto index = environment_number("AWS_BATCH_JOB_ARRAY_INDEX")) {
        const auto size = environment_number("AWS_BATCH_JOB_ARRAY_SIZE");
        if (size) return checked_shard(*index, *size);
        throw InputError(
            "AWS_BATCH_JOB_ARRAY_INDEX is set and AWS_BATCH_JOB_ARRAY_SIZE is not: "
            "set it to the size of the array job",
            shard_option);
    }
    if (const auto id = environment_number("SLURM_ARRAY_TASK_ID")) {
        const std::uint64_t first = environment_number("SLURM_ARRAY_TASK_MIN").value_or(0);
        const std::uint64_t step = environment_number("SLURM_ARRAY_TASK_STEP").value_or(1);
        const auto count = environment_number("SLURM_ARRAY_TASK_COUNT");
        if (count && step > 0 && *id >= first && (*id - first) % step == 0) {
            return checked_shard((*id - first) / step, *count);
        }
        throw InputError(
            "the SLURM_ARRAY_TASK_ variables do not describe an array with equal "
            "steps: give the part as I/N",
            shard_option);
    }
    throw InputError(
        "neither AWS Batch (AWS_BATCH_JOB_ARRAY_INDEX) nor Slurm "
        "(SLURM_ARRAY_TASK_ID) says which part of an array job this is",
        shard_option);
}

// The words of a command line, an option and its value as one.
std::vector<std::string> words_of(const std::string& line) {
    std::vector<std::string> words;
    bool is_quoted = false;
    for (const std::string& word : split(line, ' ')) {
        const bool is_value = !words.empty() && words.back().starts_with("--") &&
                              !word.starts_with("-") && words.back().find(' ') == std::string::npos;
        if (is_quoted || is_value) {
            words.back() += " " + word;
        } else {
            words.push_back(word);
        }
        if (std::ranges::count(word, '\'') % 2 == 1) is_quoted = !is_quoted;
    }
    return words;
}

// A command line on as many lines of help as it needs, which a shell reads as one.
std::string folded(const std::string& line) {
    constexpr std::size_t width = help_width - 4;  // two columns before, " \\" behind
    std::string text;
    std::size_t column = 0;
    for (const std::string& word : words_of(line)) {
        const bool fits = column + 1 + word.size() <= width;
        if (!text.empty()) text += fits ? " " : " \\\n      ";
        column = (fits || text.empty() ? column : 4) + (text.empty() ? 0 : 1) + word.size();
        text += word;
    }
    return text;
}

}  // namespace

CLI::App* add_verb(CLI::App& app, const std::string& name, const std::string& description,
                   const std::string& examples) {
    CLI::App* verb = app.add_subcommand(name, description);
    verb->group("Verbs");
    verb->footer(examples_section(examples));
    return verb;
}

std::string examples_section(const std::string& examples) {
    std::string text = "Examples:";
    for (const std::string& line : split(examples, '\n')) text += "\n  " + folded(line);
    if (examples.find("examples/") == std::string::npos) return text;
    return text +
           "\n\nThey run in the root of the repository and, where berth is installed, in\n"
           "share/doc/berth of its prefix (/usr/local): examples/ and docs/ are there.";
}

CLI::Option* add_text(CLI::App& verb, const std::string& name, const std::string& placeholder,
                      std::string& target, const std::string& description) {
    return verb.add_option(name, target, description)->option_text(placeholder);
}

CLI::Option* add_texts(CLI::App& verb, const std::string& name, const std::string& placeholder,
                       std::vector<std::string>& target, const std::string& description) {
    return verb.add_option(name, target, description)
        ->option_text(placeholder)
        ->allow_extra_args(false);
}

CLI::Option* add_number(CLI::App& verb, const std::string& name, std::uint64_t& target,
                        std::uint64_t maximum, const std::string& description) {
    const auto read = [&target, maximum, name](const std::string& text) {
        std::uint64_t value = 0;
        const char* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, value);
        if (error != std::errc() || stop != end || value > maximum) {
            throw CLI::ValidationError(
                name, fmt::format("expected a whole number of 0 to {}, got '{}'", maximum, text));
        }
        target = value;
    };
    return verb.add_option_function<std::string>(name, read, description)
        ->option_text("N")
        ->default_str(std::to_string(target));
}

CLI::Option* add_decimal(CLI::App& verb, const std::string& name, double& target, double maximum,
                         const std::string& description) {
    const auto read = [&target, maximum, name](const std::string& text) {
        double value = 0;
        const char* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, value);
        if (error != std::errc() || stop != end || !(value >= 0 && value <= maximum)) {
            throw CLI::ValidationError(
                name, fmt::format("expected a number of 0 to {}, got '{}'", maximum, text));
        }
        target = value;
    };
    return verb.add_option_function<std::string>(name, read, description)
        ->option_text("X")
        ->default_str(fmt::format("{}", target));
}

CLI::Option* add_choice(CLI::App& verb, const std::string& name, const std::string& choices,
                        std::string& target, const std::string& description) {
    const auto is_choice = [words = split(choices, '|')](const std::string& text) {
        if (std::ranges::find(words, text) != words.end()) return std::string();
        return fmt::format("expected {}, got '{}'", fmt::join(words, " or "), text);
    };
    return verb.add_option(name, target, description)
        ->option_text(choices)
        ->check(CLI::Validator(is_choice, ""))
        ->default_str(target);
}

void add_cluster_option(CLI::App& verb, InputOptions& options) {
    add_texts(verb, "--cluster", "PATH", options.clusters,
              "What the describe-* calls of the AWS CLI printed: a file, a directory of *.json, "
              "or - for standard input; may be repeated")
        ->required();
}

void add_burst_option(CLI::App& verb, InputOptions& options) {
    add_text(verb, "--burst", "PATH", options.burst,
             "RunTask and CreateService requests: an array, {\"requests\": [...]}, one object or "
             "JSON lines; - for standard input")
        ->required();
}

Snapshot load_cluster(const InputOptions& options) {
    check_standard_input(options);
    return read_cluster(options.clusters);
}

LoadedInput load_input(const InputOptions& options, const SolverOptions& solver) {
    check_standard_input(options);
    const auto policy = solver.threads == 1 ? std::launch::deferred : std::launch::async;
    auto burst = std::async(policy, [&options] { return read_burst(options.burst); });
    Snapshot snapshot = read_cluster(options.clusters);  // its error comes first in either case
    return {std::move(snapshot), burst.get()};
}

void add_solver_options(CLI::App& verb, SolverOptions& options) {
    add_number(verb, "--seed", options.seed, UINT64_MAX,
               "Seed of the random placement strategy; equal seeds give equal plans");
    add_backend_options(verb, options);
}

void add_backend_options(CLI::App& verb, SolverOptions& options) {
    add_text(verb, "--backend", "auto|cpu|cuda|reference", options.backend,
             "Solver backend; all give the same plan")
        ->default_str(options.backend);
    constexpr std::uint64_t most_threads = 1024;
    add_number(verb, "--threads", options.threads, most_threads,
               "Worker threads; 0 = one per processor. The answer does not depend on it");
}

SolveOptions to_solve_options(const SolverOptions& options) {
    check_backend(options.backend);
    return {.seed = options.seed,
            .backend = options.backend,
            .threads = static_cast<unsigned>(options.threads),
            .progress = {}};
}

void add_output_options(CLI::App& verb, OutputOptions& options, const std::string& formats) {
    add_choice(verb, "--output", formats, options.format, "Output format");
    add_text(verb, "--output-file", "FILE", options.file,
             "Write the result to this file instead of standard output; an interrupted run leaves "
             "no partial file");
    verb.add_flag("--quiet", options.quiet,
                  "Print no warnings, remarks or progress on standard error");
}

void deliver(const OutputOptions& options, std::string_view result) {
    if (options.file.empty() || options.file == "-") {
        write_standard_output(result);
    } else {
        json::write_file_atomically(options.file, result);
    }
}

Style output_style(const OutputOptions& options) {
    const bool to_file = !options.file.empty() && options.file != "-";
    return to_file ? Style(false) : standard_output_style();
}

void add_progress_option(CLI::App& verb, std::string& mode) {
    add_choice(verb, "--progress", "auto|always|never", mode,
               "Progress on standard error; auto = on a terminal, after the first second");
}

ProgressMode to_progress_mode(std::string_view mode) {
    if (mode == "always") return ProgressMode::always;
    return mode == "never" ? ProgressMode::never : ProgressMode::automatic;
}

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
    verb.add_flag("--force", options.force, "Write even if the directory is not empty");
    verb.add_flag("--quiet", options.quiet, "Print no remarks on standard error");
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

Shard parse_shard(const std::string& text) {
    if (text == "env") return shard_of_array_job();
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) {
        throw InputError(fmt::format("'{}' is neither I/N (the part, from 0, and how many there "
                                     "are) nor env",
                                     text),
                         shard_option);
    }
    const std::string_view view = text;
    return checked_shard(whole_number(view.substr(0, slash), "the part"),
                         whole_number(view.substr(slash + 1), "the number of parts"));
}

}  // namespace berth::host::cli
