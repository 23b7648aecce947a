// Just enough UTF-8 to count characters and to name the one where reading stopped.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace berth::host::query {

/// Bytes of the well-formed character at the start of `text`; 0 where there is none.
std::size_t utf8_length(std::string_view text);

/// The offset of the first byte that is not UTF-8; nothing for well-formed text.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Byte offset of character `index` of well-formed text; its size if it has fewer characters.
std::size_t utf8_offset(std::string_view text, std::size_t index);

std::size_t count_characters(std::string_view text);

}  // namespace berth::host::query
