// Names of a report, as JSON and CSV both spell them.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "berth/what_if_result.hpp"

namespace berth::host::whatif {

/// Members of a distribution and their names.
inline constexpr std::pair<std::string_view, double Distribution::*> distribution_members[] = {
    {"minimum", &Distribution::minimum}, {"p5", &Distribution::p5},     {"p25", &Distribution::p25},
    {"p50", &Distribution::p50},         {"p75", &Distribution::p75},   {"p95", &Distribution::p95},
    {"maximum", &Distribution::maximum}, {"mean", &Distribution::mean},
};

}  // namespace berth::host::whatif
