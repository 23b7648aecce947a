// What a conformance case says that the answer is.
#pragma once

#include <cstdint>
#include <string>

#include "oracle/oracle.hpp"

namespace berth::tests {

struct ExpectedAnswer {
    std::uint64_t seed = 0;
    OracleResult result;  ///< the cases give no shortfalls; they are 0 here
};

/// Reads an `expected.json`. Throws simdjson::simdjson_error where it is not of the known form.
ExpectedAnswer read_expected_answer(const std::string& path);

}  // namespace berth::tests
