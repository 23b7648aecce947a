// Field tables: a record is described once, and generic code does what is the same for all records.
//
//     template <>
//     inline constexpr auto fields<Attribute> = table<Attribute>(
//         field<&Attribute::name>("name", form::text).required(),
//         field<&Attribute::value>("value", form::any_text).defaulted());
//
// A table has every member of its record in declaration order: a missing, duplicate or misplaced
// one does not compile. So a new member of a record cannot be forgotten.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "record/form.hpp"
#include "record/type.hpp"

namespace berth::host::record {

/// Which answers a member changes.
enum class Effect : std::uint8_t {
    always,
    over_time,  ///< those of a simulation alone
    never       ///< it is for people, or is also found elsewhere
};

/// What it means if a file omits a member.
enum class Presence : std::uint8_t {
    optional,     ///< the sentence says it
    defaulted,    ///< the record's own value, which descriptions show
    required,     ///< an error
    alternative,  ///< others replace it, so the skeleton has it as a comment
};

/// The name of a record in files, and its description.
struct Definition {
    std::string_view name;
    std::string_view sentence = {};
    void (*check)(const void* record) = nullptr;  ///< throws InputError, once all members are read
    std::string_view rule = {};                   ///< the same for the schema: a member of JSON
};

/// A rule for the records of a definition.
template <class Of, void (*check)(const Of&)>
inline constexpr auto rule_of = [](const void* record) { check(*static_cast<const Of*>(record)); };

struct Field {
    std::string_view name;  ///< as files spell it
    const Type* type;
    void* (*in)(void* record);  ///< where the member is
    Effect effect;
    Form form;                  ///< its form in files
    std::string_view sentence;  ///< for people; may be empty
    Presence presence = Presence::optional;
    std::string_view sample = {};       ///< YAML for the skeleton; empty: what it has by default
    const Definition* group = nullptr;  ///< the map within the record's own that has the member
};

struct Record {
    Definition definition;
    std::span<const Field> fields;
    const void* (*defaults)();  ///< a new one
};

/// The fields of one member: with its type, for table().
template <auto member>
struct FieldOf;

template <class Of, class MemberType, MemberType Of::*member>
struct FieldOf<member> : Field {
    using Record = Of;
    using Type = MemberType;

    static void* place(void* record) { return &(static_cast<Of*>(record)->*member); }

    constexpr FieldOf with_presence(Presence one) const {
        FieldOf field = *this;
        field.presence = one;
        return field;
    }
    constexpr FieldOf required() const { return with_presence(Presence::required); }
    constexpr FieldOf defaulted() const { return with_presence(Presence::defaulted); }
    constexpr FieldOf alternative() const { return with_presence(Presence::alternative); }
    constexpr FieldOf such_as(std::string_view yaml) const {
        FieldOf field = *this;
        field.sample = yaml;
        return field;
    }
    constexpr FieldOf within(const Definition& map) const {
        FieldOf field = *this;
        field.group = &map;
        return field;
    }
};

constexpr bool fits(const Form& how, const Type& type);

template <auto member, Effect effect = Effect::always>
consteval FieldOf<member> field(std::string_view name, const Form& how = form::unwritten,
                                std::string_view sentence = {}) {
    constexpr const Type& type = type_of<typename FieldOf<member>::Type>;
    // Not constant expressions, so they do not compile.
    if (!fits(how, type)) throw "the form is for values of another type";
    if (effect != Effect::never && how.kind == Form::Kind::unwritten &&
        type.shape == Shape::opaque) {
        throw "nothing is known of the member's type";
    }
    return {{name, &type, &FieldOf<member>::place, effect, how, sentence}};
}

/// That of a record or variant that files have, specialised beside its table.
template <class Of>
inline constexpr Definition definition{};

/// The table of a record, specialised next to what the record is for.
template <class Of>
inline constexpr std::array<Field, 0> fields{};

template <class Of>
concept Described = std::is_class_v<Of> &&(fields<Of>.size() > 0);

// With the values of all members there is no room for one more, not even for `{}`, which every
// member takes.
template <class Of, class... Types>
concept ConsistsOf = requires {
    Of{std::declval<Types>()...};
}
&&!requires {
    Of{std::declval<Types>()..., {}};
};

/// A table of all members of the record.
template <class Of, class... Fields>
consteval std::array<Field, sizeof...(Fields)> table(Fields... all) {
    static_assert(ConsistsOf<Of, typename Fields::Type...>, "a member is missing, or out of place");
    const std::array<Field, sizeof...(Fields)> fields{static_cast<const Field&>(all)...};
    for (std::size_t one = 0; one < fields.size(); ++one) {
        for (std::size_t other = 0; other < one; ++other) {
            // Not a constant expression, so it does not compile.
            if (fields[one].in == fields[other].in) throw "a member twice";
        }
    }
    return fields;
}

template <class Of>
inline constexpr Record record_of{definition<Of>, fields<Of>, []() -> const void* {
                                      static const Of defaults{};
                                      return &defaults;
                                  }};

template <Described Of>
struct TypeOf<Of> {
    static constexpr Type type{.shape = Shape::record, .record = &record_of<Of>};
};

template <class... Kinds>
struct TypeOf<std::variant<Kinds...>> {
    using Variant = std::variant<Kinds...>;
    static constexpr const Type* types_of_kinds[] = {&type_of<Kinds>...};
    static constexpr void* (*makers[])(Variant&) = {
        [](Variant& variant) -> void* { return &variant.template emplace<Kinds>(); }...};
    static constexpr Type type{
        .shape = Shape::variant,
        .record = &record_of<Variant>,
        .kinds = types_of_kinds,
        .size = [](const void* value) { return static_cast<const Variant*>(value)->index(); },
        .visit =
            [](void* value, Visitor visitor) {
                std::visit([&](auto& held) { visitor.call(visitor.context, {}, &held); },
                           *static_cast<Variant*>(value));
            },
        .hold = [](void* value,
                   std::size_t kind) { return makers[kind](*static_cast<Variant*>(value)); }};
};

constexpr bool fits(const Form& how, const Type& type) {
    using Kind = Form::Kind;
    if (how.kind == Kind::unwritten) return true;
    if (how.kind == Kind::own && how.own->type == &type) return true;
    if (type.shape == Shape::optional) return fits(how, *type.of);
    const auto is_part = [](const Type& part) {
        return part.shape == Shape::record || part.shape == Shape::variant;
    };
    switch (how.kind) {
        case Kind::text:
            return type.shape == Shape::text;
        case Kind::texts:
            return type.shape == Shape::list && type.of->shape == Shape::text;
        case Kind::boolean:
            return type.shape == Shape::boolean;
        case Kind::whole:
        case Kind::choice:
            return type.shape == Shape::integer;
        case Kind::number:
            return type.shape == Shape::number;
        case Kind::part:
            return is_part(type);
        case Kind::parts:
            return type.shape == Shape::list &&
                   (how.own == nullptr ? is_part(*type.of) : how.own->type == type.of);
        case Kind::named:
            return type.shape == Shape::map && type.of->shape == Shape::record;
        case Kind::inlined:
            return type.shape == Shape::record;
        default:
            return false;
    }
}

/// A member of a map in a file: a field of a record, or a group of them.
struct FileMember {
    const Field* field;       ///< nullptr = a group
    const Definition* group;  ///< nullptr = a field
    const Record* record;     ///< that the field or group is of
    void* owner;              ///< such a record

    std::string_view name() const { return field != nullptr ? field->name : group->name; }
    void* value() const { return field->in(owner); }

    /// A group is required if one of its members is.
    bool is_required() const;
};

/// The members in a file of the record, or of one of its groups: those of inlined parts in their
/// place, a group at its first member.
std::vector<FileMember> members_of(const Record& record, void* owner,
                                   const Definition* group = nullptr);
/// The same with the initial values of a record, for descriptions.
std::vector<FileMember> members_of(const Record& record, const Definition* group = nullptr);

/// The names of such members.
std::vector<std::string_view> names_of(const std::vector<FileMember>& members);

}  // namespace berth::host::record
