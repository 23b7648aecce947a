// Field tables: a record is described once, and generic code does what is the same for all records.
//
//     template <>
//     inline constexpr auto fields<Attribute> =
//         table<Attribute>(field("name", &Attribute::name), field("value", &Attribute::value));
//
// A table has every member of its record in order of declaration: one that is left out, given twice
// or out of place does not compile. So a member that is added to a record cannot be forgotten.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "record/form.hpp"

namespace berth::host::record {

/// Which answers a member changes.
enum class Effect : std::uint8_t {
    always,
    over_time,  ///< those of a simulation alone
    never       ///< it is for people, or stands elsewhere, too
};

/// What it means that a file leaves a member out.
enum class Presence : std::uint8_t {
    optional,   ///< the sentence says it
    defaulted,  ///< the record's own value, which descriptions show
    required    ///< an error
};

template <class Of, class MemberType, Effect on, class FormType>
struct Field {
    using Record = Of;
    using Type = MemberType;
    static constexpr Effect effect = on;
    template <class Form>
    static constexpr bool has_form = std::same_as<Form, FormType>;

    std::string_view name;  ///< as files spell it
    Type Record::*member;
    FormType form;
    std::string_view sentence;  ///< for people; may be empty
    Presence presence;
};

template <Effect effect = Effect::always, class Record, class Type, class Form = Unwritten>
constexpr Field<Record, Type, effect, Form> field(std::string_view name, Type Record::*member,
                                                  Form form = {}, std::string_view sentence = {},
                                                  Presence presence = Presence::optional) {
    return {name, member, form, sentence, presence};
}

/// The name of a record in files, and what it is.
struct Definition {
    std::string_view name;
    std::string_view sentence;
};

/// That of a record that files have, specialised beside its table.
template <class Record>
inline constexpr Definition definition{};

/// The table of a record, specialised next to what the record is for.
template <class Record>
inline constexpr std::tuple<> fields{};

template <class Record>
concept Described = !std::same_as<std::remove_cvref_t<decltype(fields<Record>)>, std::tuple<>>;

// With the values of all members there is no room for one more, not even for `{}`, which every
// member takes.
template <class Record, class... Types>
concept ConsistsOf = requires {
    Record{std::declval<Types>()...};
}
&&!requires {
    Record{std::declval<Types>()..., {}};
};

template <class Table, std::size_t... at>
constexpr bool names_member_twice(const Table& table, std::index_sequence<at...>) {
    const auto is_again = [&](const auto& one, std::size_t place) {
        const auto is_same = [&](const auto& other, std::size_t other_place) {
            if constexpr (std::same_as<decltype(one.member), decltype(other.member)>) {
                return other_place < place && one.member == other.member;
            }
            return false;
        };
        return (is_same(std::get<at>(table), at) || ...);
    };
    return (is_again(std::get<at>(table), at) || ...);
}

/// A table of all members of the record.
template <class Record, class... Fields>
consteval std::tuple<Fields...> table(Fields... all) {
    static_assert(ConsistsOf<Record, typename Fields::Type...>,
                  "a member is missing, or out of place");
    const std::tuple<Fields...> fields{all...};
    // No constant expression, so that it does not compile.
    if (names_member_twice(fields, std::index_sequence_for<Fields...>{})) throw "a member twice";
    return fields;
}

/// Calls `visit` for each field of the record, in order of declaration.
template <class Record, class Visit>
constexpr void for_each_field(const Visit& visit) {
    std::apply([&](const auto&... field) { (visit(field), ...); }, fields<Record>);
}

/// Calls `visit` for each member that files have, those of parts that stand inline included.
template <class Record, class Visit>
constexpr void for_each_written_field(const Visit& visit) {
    for_each_field<Record>([&]<class Field>(const Field& field) {
        if constexpr (Field::template has_form<Inline>) {
            for_each_written_field<typename Field::Type>(visit);
        } else if constexpr (!Field::template has_form<Unwritten>) {
            visit(field);
        }
    });
}

}  // namespace berth::host::record
