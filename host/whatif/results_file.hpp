// Results of a sweep on disk, one line each: what makes it resumable and shardable.
//
// The first line says which sweep it is, by a fingerprint of everything that the results depend
// on. A line without an end comes from an interrupted write; it is cut off when the file is
// continued.
#pragma once

#include <cstdint>
#include <fstream>
#include <functional>
#include <span>
#include <string>

#include "berth/simulate.hpp"
#include "berth/what_if_result.hpp"
#include "whatif/measure_basis.hpp"
#include "whatif/scenario_world.hpp"

namespace berth::host::whatif {

/// 16 hexadecimal digits of cluster, burst, sweep and prices.
std::string fingerprint(const ScenarioWorld& world, const MeasureBasis& basis);

/// The same of a sweep over time, its simulation included.
std::string fingerprint(const ScenarioWorld& world, const MeasureBasis& basis,
                        const Simulation& simulation);

using TakeResult = std::function<void(ScenarioResult result)>;

/// Passes on every result of a file. Throws InputError for a file of another sweep, or a line that
/// is not a result; an unfinished last line is left out.
void read_results(const std::string& path, const std::string& fingerprint, const TakeResult& take);

class ResultsWriter {
   public:
    /// Starts a new file; with `resume`, continues an existing one after passing its results to
    /// `take`. Throws InputError if the file cannot be written, belongs to another sweep, or exists
    /// and must not be continued.
    ResultsWriter(const std::string& path, const std::string& fingerprint, bool resume,
                  const TakeResult& take);

    /// Appends the results and flushes. Throws InputError.
    void write(std::span<const ScenarioResult> results);

   private:
    void check() const;

    std::string path_;
    std::ofstream file_;
};

}  // namespace berth::host::whatif
