// A hash of records by their field tables.
//
// FNV-1a, 64 bits (G. Fowler, L. C. Noll, K.-P. Vo): enough to tell records of one's own apart, no
// protection against somebody who wants two to look alike.
#pragma once

#include <bit>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "record/field.hpp"

namespace berth::host::record {

class Hasher {
   public:
    /// With `over_time` the members count that change the answers of a simulation alone.
    explicit Hasher(bool over_time) : over_time_(over_time) {}

    void add(std::string_view text);
    void add(const std::string& text) { add(std::string_view(text)); }
    void add(double value) { add_bits(std::bit_cast<std::uint64_t>(value)); }
    template <class T>
    requires(std::is_integral_v<T> || std::is_enum_v<T>) void add(T value) {
        add_bits(static_cast<std::uint64_t>(value));
    }
    template <class Rep, class Period>
    void add(std::chrono::duration<Rep, Period> time) {
        add(time.count());
    }
    template <class T>
    void add(const std::optional<T>& value) {
        add(value.has_value());
        if (value) add(*value);
    }
    template <class T>
    void add(const std::map<std::string, T, std::less<>>& values) {
        add(values.size());
        for (const auto& [name, value] : values) {
            add(name);
            add(value);
        }
    }
    template <class T>
    void add(const std::vector<T>& values) {
        add(values.size());
        for (const T& value : values) add(value);
    }
    template <class... Kinds>
    void add(const std::variant<Kinds...>& value) {
        add(value.index());
        std::visit([&](const auto& one) { add(one); }, value);
    }
    template <Described Record>
    void add(const Record& record) {
        for_each_field<Record>([&]<class Field>(const Field& field) {
            if constexpr (Field::effect != Effect::never) {
                if (Field::effect == Effect::always || over_time_) add(record.*field.member);
            }
        });
    }

    /// 16 hexadecimal digits.
    std::string digits() const;

   private:
    void add_bits(std::uint64_t bits);
    void add_byte(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001B3U; }

    bool over_time_;
    std::uint64_t hash_ = 0xCBF29CE484222325U;
};

}  // namespace berth::host::record
