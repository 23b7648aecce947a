// Every change of one member of a record, by its field table and those of what it holds.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "record/field.hpp"

namespace berth::test {

/// Changes one value at a time, calls `look` and takes the change back.
class EachChange {
   public:
    explicit EachChange(std::function<void()> look) : look_(std::move(look)) {}

    void of(std::string& text) const { with(text, text + "x"); }
    void of(bool& value) const { with(value, !value); }
    template <class T>
    requires(std::is_arithmetic_v<T>) void of(T& number) const { with(number, T(number + 1)); }
    template <class T>
    requires(std::is_enum_v<T>) void of(T& choice) const {
        with(choice, T(static_cast<int>(choice) + 1));
    }
    template <class Rep, class Period>
    void of(std::chrono::duration<Rep, Period>& time) const {
        with(time, time + std::chrono::duration<Rep, Period>(1));
    }
    template <class T>
    void of(std::optional<T>& value) const {
        with(value, std::optional<T>(T{}), [&] { of(*value); });
    }
    template <class T>
    void of(std::vector<T>& values) const {
        with(values, std::vector<T>(1), [&] { of(values[0]); });
    }
    template <class T>
    void of(std::map<std::string, T, std::less<>>& values) const {
        with(values, {{"name", T{}}}, [&] { of(values.begin()->second); });
    }
    template <class... Kinds>
    void of(std::variant<Kinds...>& value) const {
        (of_kind<Kinds>(value), ...);
    }
    template <host::record::Described Record>
    void of(Record& record) const {
        host::record::for_each_field<Record>([&]<class Field>(const Field& field) {
            if constexpr (Field::effect != host::record::Effect::never) {
                of(record.*field.member);
            }
        });
    }

   private:
    template <class T>
    void with(
        T& value, T changed, const std::function<void()>& look_further = [] {}) const {
        std::swap(value, changed);
        look_();
        look_further();
        std::swap(value, changed);
    }
    template <class Kind, class Variant>
    void of_kind(Variant& value) const {
        // The first kind is what a variant begins with, so that it is no change.
        const auto look_further = [&] { of(std::get<Kind>(value)); };
        if (std::holds_alternative<Kind>(value)) return look_further();
        with(value, Variant(Kind{}), look_further);
    }

    std::function<void()> look_;
};

}  // namespace berth::test
