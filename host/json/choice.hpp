// Texts that stand for enumerators, in JSON and in YAML.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "json/writer.hpp"

namespace berth::host::json {

/// One of a few texts that stand for enumerators.
template <class Enum>
struct Choice {
    std::string_view text;
    Enum value;
};

/// Reads exactly one of the texts, or throws InputError that lists them. `Value` is that of either
/// language.
template <class Value, class Enum, std::size_t size>
Enum read_choice(Value& value, const Choice<Enum> (&choices)[size]) {
    const std::string text(value.text());
    std::string expected;
    for (const Choice<Enum>& choice : choices) {
        if (choice.text == text) return choice.value;
        expected += (expected.empty() ? "" : ", ") + std::string(choice.text);
    }
    value.fail_expected("one of " + expected);
}

/// The form of a member that is one of the choices.
template <const auto& choices>
struct ChoiceForm {
    template <class Value, class Enum>
    void read(const Value& value, Enum& choice) const {
        choice = read_choice(value, choices);
    }
    void describe(Writer& writer) const {
        writer.key("enum");
        writer.begin_list();
        for (const auto& choice : choices) writer.text(choice.text);
        writer.end_list();
    }
    template <class Enum>
    void write_default(Writer& writer, Enum value) const {
        for (const auto& choice : choices) {
            if (choice.value == value) writer.member("default", choice.text);
        }
    }
};

}  // namespace berth::host::json
