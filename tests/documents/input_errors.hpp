// Looking at the InputError that a reader throws.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "berth/json.hpp"

namespace berth::tests {

/// The error of reading `json` as cluster documents, nothing where it is read.
inline std::optional<InputError> cluster_error(std::string_view json) {
    try {
        read_cluster_text(json, "cluster.json");
    } catch (const InputError& error) {
        return error;
    }
    return std::nullopt;
}

inline std::optional<InputError> burst_error(std::string_view json) {
    try {
        read_burst_text(json, "burst.json");
    } catch (const InputError& error) {
        return error;
    }
    return std::nullopt;
}

/// Expects an error at the pointer whose text holds `words`.
inline void expect_error(const std::optional<InputError>& error, std::string_view pointer,
                         std::string_view words, std::string_view json) {
    ASSERT_TRUE(error.has_value()) << "read without complaint: " << json.substr(0, 300);
    EXPECT_EQ(error->where().pointer, pointer) << error->what();
    EXPECT_NE(error->problem().find(words), std::string::npos)
        << "expected the words \"" << words << "\" in: " << error->what();
}

}  // namespace berth::tests
