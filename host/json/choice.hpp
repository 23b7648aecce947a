// Texts that stand for enumerators, in JSON and in YAML.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "record/form.hpp"

namespace berth::host::json {

using record::Choice;

/// Reads exactly one of the texts, or throws an InputError that lists them. `Value` is the one of
/// either language.
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

}  // namespace berth::host::json
