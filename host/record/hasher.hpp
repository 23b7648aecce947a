// A hash of records by their field tables.
//
// FNV-1a, 64 bits (G. Fowler, L. C. Noll, K.-P. Vo): enough to tell berth's own records apart, no
// protection against deliberate collisions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "record/field.hpp"

namespace berth::host::record {

class Hasher {
   public:
    /// With `over_time`, members that only change the answers of a simulation count too.
    explicit Hasher(bool over_time) : over_time_(over_time) {}

    /// A value with a known structure: `type` is not opaque.
    void add(const Type& type, const void* value);
    template <class T>
    void add(const T& value) {
        static_assert(type_of<T>.shape != Shape::opaque);
        add(type_of<T>, &value);
    }

    /// 16 hexadecimal digits.
    std::string digits() const;

   private:
    void add_text(std::string_view text);
    void add_record(const Record& record, const void* value);
    void add_bits(std::uint64_t bits);
    void add_byte(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001B3U; }

    bool over_time_;
    std::uint64_t hash_ = 0xCBF29CE484222325U;
};

}  // namespace berth::host::record
