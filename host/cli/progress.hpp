// What the program is doing, on standard error, for work that takes longer than about a second.
//
// A thread of its own does the printing, so that a phase that reports nothing (reading a large
// file) shows up as well, and a phase that reports often pays one relaxed store per report.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "berth/solve.hpp"

namespace berth::host::cli {

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

}  // namespace berth::host::cli
