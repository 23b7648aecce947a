// The console: results to standard output and everything else to standard error, progress there for
// work that takes longer than about a second, and Ctrl-C as a wish to stop soon.
#pragma once

#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "berth/error.hpp"
#include "berth/solve.hpp"
#include "cli/display.hpp"

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

/// `--progress`. `automatic`: on a terminal, after the first second. `always`: from the start, one
/// line per report where standard error is no terminal.
enum class ProgressMode { automatic, always, never };

class ProgressMeter {
   public:
    ProgressMeter(ProgressMode mode, bool quiet);
    ~ProgressMeter();
    ProgressMeter(const ProgressMeter&) = delete;
    ProgressMeter& operator=(const ProgressMeter&) = delete;

    /// Begins a phase, "reading the cluster"; the one before it is over. What is counted in it is
    /// named by `unit`, in the singular.
    void phase(std::string_view name, std::string_view unit = "task");

    /// To be called by solve(); empty where nothing is shown.
    Progress callback();

    /// Ends the reports and clears the line on a terminal. The destructor does the same.
    void finish();

   private:
    struct Reporter;
    std::unique_ptr<Reporter> reporter_;  ///< empty where nothing is shown
};

/// "placing: 45,000 of 100,000 tasks (45.0 %), 450,000 tasks/s"; from five seconds to go on with
/// the time left, ", 12 s left"; the phase alone while nothing is done.
std::string progress_text(std::string_view phase, std::string_view unit, std::uint64_t done,
                          std::uint64_t all, double seconds);

/// While it lives, the first SIGINT or SIGTERM is only noted; a second one ends the program as
/// always. At most one at a time.
class StopSignal {
   public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    static bool has_come();
};

}  // namespace berth::host::cli
