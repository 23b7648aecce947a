// Where `berth generate` and `berth import` write: a directory of its own with `cluster/*.json` and
// `burst.json`.
#pragma once

#include <CLI/App.hpp>
#include <string>

#include "berth/generate.hpp"

namespace berth::host::cli {

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

}  // namespace berth::host::cli
