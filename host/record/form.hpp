// Forms of values in files: what a member may contain, as data. host/yaml/record_reader.hpp reads
// values by them, host/json/record_schema.hpp describes them, host/json/record_writer.hpp writes
// them.
//
// A folder defines its own forms if a value needs knowledge that only that folder has: see Own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "record/type.hpp"

namespace berth::host::json {
class Writer;
}
namespace berth::host::yaml {
class Value;
}

namespace berth::host::record {

inline constexpr std::int64_t largest_whole = std::numeric_limits<std::int64_t>::max();

/// One of a few texts for enumerators.
template <class Enum>
struct Choice {
    std::string_view text;
    Enum value;
};

struct Own;

struct Form {
    enum class Kind : std::uint8_t {
        unwritten,  ///< no file has the member
        text,
        texts,
        boolean,
        whole,
        number,
        choice,
        part,     ///< a map with the members of a record, or with the one kind of a variant
        parts,    ///< a list of such maps
        named,    ///< such maps by names
        inlined,  ///< the members of the record are among those of the enclosing one
        own
    };

    Kind kind = Kind::unwritten;
    bool may_be_empty = false;          ///< of text
    bool least_is_excluded = false;     ///< of numbers
    std::int64_t least = 0;             ///< of numbers; of lists and texts, how many there are
    std::int64_t most = largest_whole;  ///< the same
    std::string_view expected = {};     ///< where a list is too short
    void (*check)(const std::string&) = nullptr;  ///< of texts and names; throws InputError
    std::span<const Choice<std::int64_t>> choices = {};
    const Own* own = nullptr;
    std::string_view name = "name";  ///< one of `named`, for the skeleton

    /// Texts, or the names of a map, must also meet a rule.
    constexpr Form checked_by(void (*rule)(const std::string&)) const {
        Form form = *this;
        form.check = rule;
        return form;
    }
};

/// A form that a folder defines. `read` throws InputError; written values read back the same.
struct Own {
    const Type* type;
    void (*read)(const Form& form, const yaml::Value& value, void* target);
    void (*write)(json::Writer& writer, const void* value);
    void (*describe)(json::Writer& writer);
    const Record* file = nullptr;  ///< what files contain, if that is a separate record
    bool is_list = false;          ///< of such records
    std::string_view hint = {};    ///< for people: "or a distribution"
};

/// The same with the types of the functions.
template <class T, void (*read)(const Form&, const yaml::Value&, T&),
          void (*write)(json::Writer&, const T&)>
constexpr Own own_form(void (*describe)(json::Writer&), std::string_view hint = {},
                       const Record* file = nullptr, bool is_list = false) {
    return {&type_of<T>,
            [](const Form& form, const yaml::Value& value, void* target) {
                read(form, value, *static_cast<T*>(target));
            },
            [](json::Writer& writer, const void* value) {
                write(writer, *static_cast<const T*>(value));
            },
            describe,
            file,
            is_list,
            hint};
}

template <const auto& choices>
inline constexpr auto choices_without_type = [] {
    std::array<Choice<std::int64_t>, std::size(choices)> plain{};
    for (std::size_t i = 0; i < plain.size(); ++i) {
        plain[i] = {choices[i].text, static_cast<std::int64_t>(choices[i].value)};
    }
    return plain;
}();

/// The forms, as tables name them.
namespace form {

inline constexpr Form unwritten{};
inline constexpr Form text{.kind = Form::Kind::text};
inline constexpr Form any_text{.kind = Form::Kind::text, .may_be_empty = true};
inline constexpr Form texts{.kind = Form::Kind::texts};
inline constexpr Form boolean{.kind = Form::Kind::boolean};
inline constexpr Form part{.kind = Form::Kind::part};
inline constexpr Form parts{.kind = Form::Kind::parts};
inline constexpr Form inlined{.kind = Form::Kind::inlined};

/// Texts of at most that many characters.
constexpr Form text_of(std::int64_t most, bool may_be_empty = false) {
    return {.kind = Form::Kind::text, .may_be_empty = may_be_empty, .most = most};
}

constexpr Form texts_of(std::int64_t least, std::string_view expected) {
    return {.kind = Form::Kind::texts, .least = least, .expected = expected};
}

constexpr Form parts_of(std::int64_t least, std::int64_t most, std::string_view expected) {
    return {.kind = Form::Kind::parts, .least = least, .most = most, .expected = expected};
}

/// A list of what `functions` read each element of.
constexpr Form parts_by(const Own& functions, std::int64_t most = largest_whole) {
    return {.kind = Form::Kind::parts, .most = most, .own = &functions};
}

constexpr Form whole(std::int64_t least, std::int64_t most = largest_whole) {
    return {.kind = Form::Kind::whole, .least = least, .most = most};
}

constexpr Form number(std::int64_t least, std::int64_t most = largest_whole) {
    return {.kind = Form::Kind::number, .least = least, .most = most};
}

constexpr Form number_above(std::int64_t bound, std::int64_t most = largest_whole) {
    return {.kind = Form::Kind::number, .least_is_excluded = true, .least = bound, .most = most};
}

/// A map whose names the user chooses, or a rule of `checked_by`. `name` is one of them.
constexpr Form named(std::string_view name) {
    return {.kind = Form::Kind::named, .name = name};
}

constexpr Form own(const Own& functions, std::int64_t least = 0,
                   std::int64_t most = largest_whole) {
    return {.kind = Form::Kind::own, .least = least, .most = most, .own = &functions};
}

template <const auto& choices>
inline constexpr Form choice{.kind = Form::Kind::choice, .choices = choices_without_type<choices>};

}  // namespace form

}  // namespace berth::host::record
