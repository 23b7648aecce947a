#include "query/utf8.hpp"

#include <algorithm>
#include <array>

namespace berth::host::query {

namespace {

// Ranges of lead bytes, and of the byte after them; later bytes are always 80..BF
// (Unicode Standard, table 3-7).
struct Sequence {
    unsigned char lead_first, lead_last, second_first, second_last;
    std::size_t length;
};
constexpr std::array<Sequence, 8> sequences = {{
    {0xC2, 0xDF, 0x80, 0xBF, 2},
    {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3},
    {0xED, 0xED, 0x80, 0x9F, 3},
    {0xEE, 0xEF, 0x80, 0xBF, 3},
    {0xF0, 0xF0, 0x90, 0xBF, 4},
    {0xF1, 0xF3, 0x80, 0xBF, 4},
    {0xF4, 0xF4, 0x80, 0x8F, 4},
}};

unsigned char byte_at(std::string_view text, std::size_t i) {
    return static_cast<unsigned char>(text[i]);
}

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

bool fits(const Sequence& sequence, std::string_view text) {
    const unsigned char lead = byte_at(text, 0);
    if (lead < sequence.lead_first || lead > sequence.lead_last) return false;
    if (text.size() < sequence.length) return false;
    const unsigned char second = byte_at(text, 1);
    return second >= sequence.second_first && second <= sequence.second_last &&
           std::ranges::all_of(text.substr(2, sequence.length - 2), is_continuation);
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
    if (text.empty()) return 0;
    if (byte_at(text, 0) < 0x80) return 1;
    const auto found = std::ranges::find_if(
        sequences, [text](const Sequence& sequence) { return fits(sequence, text); });
    return found == sequences.end() ? 0 : found->length;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length(text.substr(at));
        if (length == 0) return at;
        at += length;
    }
    return std::nullopt;
}

std::size_t utf8_offset(std::string_view text, std::size_t index) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_continuation(text[at])) continue;
        if (index == 0) return at;
        --index;
    }
    return text.size();
}

std::size_t count_characters(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, is_continuation));
}

}  // namespace berth::host::query
