// Base64 (RFC 4648, section 4), in which AWS's documents carry user data.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace berth::host::json {

/// The bytes that a text stands for; nothing where a character is none of the alphabet, padding is
/// missing, or unused bits are set. Line breaks are not skipped.
std::optional<std::string> decode_base64(std::string_view text);

/// The text with padding, in one line.
std::string encode_base64(std::string_view bytes);

}  // namespace berth::host::json
