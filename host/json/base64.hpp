// Base64 (RFC 4648, section 4), the encoding of user data in AWS's documents.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace berth::host::json {

/// Decodes a text; nothing if a character is not in the alphabet, padding is missing, or unused
/// bits are set. Line breaks are not skipped.
std::optional<std::string> decode_base64(std::string_view text);

/// Encodes with padding, in one line.
std::string encode_base64(std::string_view bytes);

}  // namespace berth::host::json
