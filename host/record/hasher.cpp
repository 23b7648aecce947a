#include "record/hasher.hpp"

#include <fmt/format.h>

#include <bit>
#include <stdexcept>

namespace berth::host::record {

void Hasher::add(const Type& type, const void* value) {
    switch (type.shape) {
        case Shape::opaque:
            throw std::logic_error("nothing is known of a value to hash");
        case Shape::boolean:
        case Shape::integer:
            return add_bits(static_cast<std::uint64_t>(type.get(value)));
        case Shape::number:
            return add_bits(std::bit_cast<std::uint64_t>(*static_cast<const double*>(value)));
        case Shape::text:
            return add_text(*static_cast<const std::string*>(value));
        case Shape::record:
            return add_record(*type.record, value);
        case Shape::optional:
        case Shape::list:
        case Shape::map:
        case Shape::variant:
            break;
    }
    add_bits(type.size(value));
    for_each_element(type, value, [&](std::string_view name, void* element) {
        if (type.shape == Shape::map) add_text(name);
        add(type.shape == Shape::variant ? *type.kinds[type.size(value)] : *type.of, element);
    });
}

void Hasher::add_record(const Record& record, const void* value) {
    for (const Field& field : record.fields) {
        if (field.effect == Effect::never) continue;
        if (field.effect == Effect::over_time && !over_time_) continue;
        add(*field.type, field.in(const_cast<void*>(value)));
    }
}

void Hasher::add_text(std::string_view text) {
    add_bits(text.size());
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
