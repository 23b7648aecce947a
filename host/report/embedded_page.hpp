// The pages as cmake/BerthPage.cmake built them in.
#pragma once

#include <span>
#include <string_view>

namespace berth::host::report {

/// A page in pieces, in order; the data go where data_marker stands. Empty where this build was
/// made without the report.
std::span<const std::string_view> what_if_template() noexcept;
std::span<const std::string_view> simulation_template() noexcept;

/// Stands once in every page, between two pieces of script that may be any JSON.
inline constexpr std::string_view data_marker = "<!-- berth:data -->";

}  // namespace berth::host::report
