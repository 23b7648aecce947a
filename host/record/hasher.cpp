#include "record/hasher.hpp"

#include <fmt/format.h>

namespace berth::host::record {

void Hasher::add(std::string_view text) {
    add(text.size());
    for (const char c : text) add_byte(static_cast<unsigned char>(c));
}

std::string Hasher::digits() const {
    return fmt::format("{:016x}", hash_);
}

void Hasher::add_bits(std::uint64_t bits) {
    for (unsigned shift = 0; shift < 64; shift += 8) {
        add_byte(static_cast<unsigned char>(bits >> shift));
    }
}

}  // namespace berth::host::record
