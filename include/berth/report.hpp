// Results as a page for the browser: one file that loads nothing else.
//
// Example:
//
//     const berth::Snapshot cluster = berth::read_cluster("examples/mixed-fleet/cluster");
//     std::string results;
//     berth::write_simulation_json(results, berth::simulate(cluster, {}));
//     if (berth::has_report_page()) {
//         assert(berth::simulation_page(results).starts_with("<!DOCTYPE html>"));
//     }
#pragma once

#include <string>
#include <string_view>

namespace berth {

/// Whether this build contains the pages: they need Chart.js when berth is built, see host/report.
bool has_report_page() noexcept;

/// The HTML page of a what-if sweep, self-contained: style, scripts, Chart.js and the results are
/// in it.
///
/// `results_json` is the document of `berth whatif --output json` (kind "what-if"), UTF-8. It is
/// embedded as it is, except for `<`, which is written as \u003c so that no name in it can end the
/// script element. Throws InputError if this build contains no page.
std::string what_if_page(std::string_view results_json);

/// The HTML page of a simulation, self-contained in the same way. `results_json` is the document of
/// `berth simulate --output json` (kind "simulation"), UTF-8. Throws InputError if this build
/// contains no page.
std::string simulation_page(std::string_view results_json);

}  // namespace berth
