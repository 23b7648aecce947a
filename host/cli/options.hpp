// How an option is declared: a placeholder that says what the value is (`PATH`, `N`, `table|json`),
// a sentence, and the default where there is one; options that several verbs share; and what the
// words of some mean.
#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "berth/error.hpp"
#include "berth/generate.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"
#include "berth/solve.hpp"
#include "berth/what_if_run.hpp"
#include "cli/console.hpp"
#include "cli/display.hpp"

namespace berth::host::cli {

/// A verb of the app. `examples` are command lines that run as printed, one a line.
CLI::App* add_verb(CLI::App& app, const std::string& name, const std::string& description,
                   const std::string& examples);

/// What help shows of them: "Examples:" and the lines, folded, and where their files are.
std::string examples_section(const std::string& examples);

/// Columns that help takes at most.
inline constexpr std::size_t help_width = 80;

CLI::Option* add_text(CLI::App& verb, const std::string& name, const std::string& placeholder,
                      std::string& target, const std::string& description);

/// May be given several times, one value each.
CLI::Option* add_texts(CLI::App& verb, const std::string& name, const std::string& placeholder,
                       std::vector<std::string>& target, const std::string& description);

/// A decimal number of 0 to `maximum`; the target's value is the default in the help.
CLI::Option* add_decimal(CLI::App& verb, const std::string& name, double& target, double maximum,
                         const std::string& description);

/// A whole decimal number of at most `maximum`; the target's value is the default in the help.
CLI::Option* add_number(CLI::App& verb, const std::string& name, std::uint64_t& target,
                        std::uint64_t maximum, const std::string& description);

/// One of the words in `choices`, "table|json"; the target's value is the default in the help.
CLI::Option* add_choice(CLI::App& verb, const std::string& name, const std::string& choices,
                        std::string& target, const std::string& description);

struct InputOptions {
    std::vector<std::string> clusters;
    std::string burst;
};

/// `--cluster`, and `--burst` where the verb places one.
void add_cluster_option(CLI::App& verb, InputOptions& options);
void add_burst_option(CLI::App& verb, InputOptions& options);

/// Reads the documents. Throws InputError, also where two of them would come from standard input.
Snapshot load_cluster(const InputOptions& options);

struct SolverOptions {
    std::uint64_t seed = 0;
    std::string backend = "auto";
    std::uint64_t threads = 0;
};

/// `--seed`, `--backend` and `--threads`; the second without a seed.
void add_solver_options(CLI::App& verb, SolverOptions& options);
void add_backend_options(CLI::App& verb, SolverOptions& options);

/// Throws BackendError, with the list of backends, for one that is unknown or cannot run here.
SolveOptions to_solve_options(const SolverOptions& options);

struct LoadedInput {
    Snapshot snapshot;
    std::vector<Request> burst;
};

/// Cluster and burst, side by side unless one thread is all that is allowed.
LoadedInput load_input(const InputOptions& options, const SolverOptions& solver);

struct OutputOptions {
    std::string format = "table";
    std::string file;
    bool quiet = false;
};

/// `--output` with the given choices, `--output-file` and `--quiet`.
void add_output_options(CLI::App& verb, OutputOptions& options, const std::string& formats);

/// Writes the result to the output file, whole or not at all, or to standard output.
void deliver(const OutputOptions& options, std::string_view result);

/// How the table is dressed where it is going.
Style output_style(const OutputOptions& options);

void add_progress_option(CLI::App& verb, std::string& mode);
ProgressMode to_progress_mode(std::string_view mode);

struct DirectoryOptions {
    std::string path;
    std::string option = "--output-dir";  ///< what names the path, for messages
    bool force = false;
    bool quiet = false;
};

/// `--output-dir`, `--force` and `--quiet`.
CLI::Option* add_directory_options(CLI::App& verb, DirectoryOptions& options);

/// Throws InputError where the path is a file, or a directory that is not empty unless forced. To
/// be called before the work, so that a mistake costs nothing.
void check_directory(const DirectoryOptions& options);

/// A word of a command line, quoted where a shell would read more than a word in it.
std::string shell_word(const std::string& text);

/// Writes the documents and tells on standard output what they hold.
void write_problem(const DirectoryOptions& options, const GeneratedProblem& problem);

/// Reads "2/8", the third of eight, or "env": the array job that this process belongs to.
///
/// AWS Batch sets AWS_BATCH_JOB_ARRAY_INDEX (from 0) and AWS_BATCH_JOB_ARRAY_SIZE; Slurm sets
/// SLURM_ARRAY_TASK_ID, SLURM_ARRAY_TASK_MIN, SLURM_ARRAY_TASK_STEP and SLURM_ARRAY_TASK_COUNT.
/// Throws InputError.
Shard parse_shard(const std::string& text);

}  // namespace berth::host::cli
