// The version of berth.
//
// Example:
//
//     assert(berth::version_details().starts_with(berth::version()));
#pragma once

#include <string>
#include <string_view>

#define BERTH_VERSION_MAJOR 0
#define BERTH_VERSION_MINOR 1
#define BERTH_VERSION_PATCH 0

namespace berth {

/// "0.1.0"
std::string_view version();

/// "0.1.0 (g++ 12.2.0, backends: reference, cpu; EC2 catalogue of 2026-08-02)"
std::string version_details();

}  // namespace berth
