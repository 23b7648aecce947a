// Blanks, as JSON has them, and texts in messages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace berth::host::json {

inline constexpr std::string_view blanks = " \n\r\t";

inline bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

inline std::string_view without_trailing_blanks(std::string_view text) {
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// At most `most` bytes of a text, cut between characters.
inline std::string shortened(std::string_view text, std::size_t most = 40) {
    if (text.size() <= most) return std::string(text);
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    return std::string(text.substr(0, most)) + "...";
}

}  // namespace berth::host::json
