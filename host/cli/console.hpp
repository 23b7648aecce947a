// The program's three streams: results to standard output, everything else to standard error.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "berth/error.hpp"
#include "cli/table.hpp"

namespace berth::host::cli {

/// The result could not be written: the disk is full, or standard output is closed.
class OutputError : public std::runtime_error {
   public:
    using std::runtime_error::runtime_error;
};

/// The reader of a pipe went away; there is nobody left to tell.
class ReaderGone : public OutputError {
   public:
    using OutputError::OutputError;
};

/// Call first in main(): a reader that goes away becomes an error instead of a signal, and no file
/// that is opened later can take the place of a closed standard stream.
void prepare_standard_streams();

bool is_terminal(int descriptor);

/// Rich on a terminal, plain for pipes, files, `NO_COLOR` (https://no-color.org) and TERM=dumb.
Style standard_output_style();

/// Writes all of it. Throws OutputError or ReaderGone.
void write_standard_output(std::string_view text);

/// Best effort: there is nowhere to report to.
void write_standard_error(std::string_view text);

/// "berth: warning: FILE: /pointer: text" for each, at most `shown_warnings` of them and then how
/// many more there are; nothing if `quiet`.
void print_warnings(std::span<const Warning> warnings, bool quiet);
inline constexpr std::size_t shown_warnings = 20;

/// "berth: text", unless `quiet`.
void print_remark(std::string_view text, bool quiet);

}  // namespace berth::host::cli
