// Blanks, as JSON has them.
#pragma once

#include <string_view>

namespace berth::json {

inline constexpr std::string_view blanks = " \n\r\t";

inline bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

inline std::string_view without_trailing_blanks(std::string_view text) {
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace berth::json
