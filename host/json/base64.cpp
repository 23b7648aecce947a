#include "json/base64.hpp"

#include <cstdint>

namespace berth::host::json {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The value of four characters, of which the last `padding` ones are '='.
std::optional<std::uint32_t> value_of(std::string_view four, std::size_t padding) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t digit = i < 4 - padding ? alphabet.find(four[i]) : 0;
        if (digit == std::string_view::npos) return std::nullopt;
        value = (value << 6U) | static_cast<std::uint32_t>(digit);
    }
    const std::uint32_t unused = (std::uint32_t{1} << (8 * padding)) - 1;
    return (value & unused) == 0 ? std::optional(value) : std::nullopt;
}

std::size_t padding_of(std::string_view text) {
    if (text.ends_with("==")) return 2;
    return text.ends_with('=') ? 1 : 0;
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (std::size_t at = 0; at < text.size(); at += 4) {
        const std::size_t padding = at + 4 == text.size() ? padding_of(text) : 0;
        const std::optional<std::uint32_t> value = value_of(text.substr(at, 4), padding);
        if (!value) return std::nullopt;
        for (std::size_t i = 0; i < 3 - padding; ++i) {
            bytes += static_cast<char>((*value >> (16 - 8 * i)) & 0xFFU);
        }
    }
    return bytes;
}

std::string encode_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::string_view three = bytes.substr(at, 3);
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            value = (value << 8U) | (i < three.size() ? static_cast<unsigned char>(three[i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            text += i <= three.size() ? alphabet[(value >> (18 - 6 * i)) & 63U] : '=';
        }
    }
    return text;
}

}  // namespace berth::host::json
