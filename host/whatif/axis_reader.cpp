#include "whatif/axis_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "whatif/sweep_checks.hpp"

namespace berth::host::whatif {

namespace {

using yaml::Member;
using yaml::Value;

constexpr std::size_t most_axes = 64;
constexpr std::size_t most_options_of_all_axes = 100'000;

constexpr Member<Option> option_members[] = {
    {"name", [](const Value& value, Option& option) { option.name = value.text_not_empty(); },
     true},
    {"edits",
     [](const Value& value, Option& option) {
         for (const Value& edit : value.elements()) option.edits.push_back(read_edit(edit));
     }},
};

void require_room(const Value& value, std::size_t options) {
    if (options <= most_options) return;
    value.fail(fmt::format("an axis may have {} options", most_options));
}

struct Range {
    double from = 0;
    double to = 0;
    double step = 1;
};

constexpr Member<Range> range_members[] = {
    {"from", [](const Value& value, Range& range) { range.from = value.number(); }, true},
    {"to", [](const Value& value, Range& range) { range.to = value.number(); }, true},
    {"step", [](const Value& value, Range& range) { range.step = value.number(); }},
};

// Decimals as they are written: 0.1 + 2 x 0.1 is 0.3. Sums of such numbers are off by far less than
// the ninth digit behind the point.
double rounded(double number) {
    constexpr double digits = 1e9;
    return std::round(number * digits) / digits;
}

// Both ends belong to the range, the upper one if a step meets it.
std::vector<double> numbers_of(const Value& place, const Range& range) {
    constexpr double largest = 1e6;
    if (!(range.step > 0) || range.to < range.from) {
        place.fail("expected `step` above 0, and `to` not below `from`");
    }
    if (range.from < 0 || range.to > largest) {
        place.fail(fmt::format("expected numbers from 0 to {:.0f}", largest));
    }
    const double steps = std::floor((range.to - range.from) / range.step + 1e-9);
    if (steps >= static_cast<double>(most_options)) require_room(place, most_options + 1);
    std::vector<double> numbers;
    for (double i = 0; i <= steps; ++i) numbers.push_back(rounded(range.from + i * range.step));
    return numbers;
}

// An axis with the places of the parts that belong together.
struct AxisDraft {
    Axis axis;
    std::optional<Range> range;
    std::optional<Value> range_at;
    std::optional<Value> edit_at;
};

constexpr Member<AxisDraft> axis_members[] = {
    {"name", [](const Value& value, AxisDraft& draft) { draft.axis.name = value.text_not_empty(); },
     true},
    {"options",
     [](const Value& value, AxisDraft& draft) {
         for (const Value& element : value.elements()) {
             yaml::read_members(element, option_members, draft.axis.options.emplace_back());
         }
         require_room(value, draft.axis.options.size());
     }},
    {"range",
     [](const Value& value, AxisDraft& draft) {
         yaml::read_members(value, range_members, draft.range.emplace());
         draft.range_at = value;
     }},
    {"edit", [](const Value& value, AxisDraft& draft) { draft.edit_at = value; }},
    {"loseEachZone",
     [](const Value& value, AxisDraft& draft) { draft.axis.lose_each_zone = value.boolean(); }},
};

void add_range(AxisDraft& draft) {
    const RangedEdit edit(*draft.edit_at);
    for (const double number : numbers_of(*draft.range_at, *draft.range)) {
        if (edit.counts() && number != std::floor(number)) {
            draft.range_at->fail(
                fmt::format("expected whole numbers, as instances are counted; "
                            "the range has {}",
                            number));
        }
        draft.axis.options.push_back({fmt::format("{}", number), {edit.at(number)}});
    }
}

void check_options(const Value& value, const Axis& axis) {
    if (axis.options.empty() && !axis.lose_each_zone) {
        value.fail("expected `options`, a `range` with an `edit`, or `loseEachZone: true`");
    }
    std::set<std::string_view> names;
    for (const Option& option : axis.options) {
        if (names.insert(option.name).second) continue;
        value.fail(fmt::format("two options have the name '{}'", option.name));
    }
}

Axis read_axis(const Value& value) {
    AxisDraft draft;
    yaml::read_members(value, axis_members, draft);
    if (draft.range.has_value() != draft.edit_at.has_value()) {
        value.fail("`range` and `edit` belong together: give both or neither");
    }
    if (draft.range) add_range(draft);
    check_options(value, draft.axis);
    return std::move(draft.axis);
}

}  // namespace

std::vector<Axis> read_axes(const Value& list) {
    std::vector<Axis> axes;
    std::set<std::string> names;
    std::size_t options = 0;
    for (const Value& element : list.elements()) {
        axes.push_back(read_axis(element));
        if (!names.insert(axes.back().name).second) {
            element.fail(fmt::format("two axes have the name '{}'", axes.back().name));
        }
        options += axes.back().options.size();
        if (axes.size() <= most_axes && options <= most_options_of_all_axes) continue;
        element.fail(fmt::format("a sweep may have {} axes with {} options together", most_axes,
                                 most_options_of_all_axes));
    }
    return axes;
}

void list_axis_members(KnownMembers& known) {
    known["axis"] = yaml::names_of(axis_members);
    known["range"] = yaml::names_of(range_members);
    known["option"] = yaml::names_of(option_members);
    list_edit_members(known);
}

}  // namespace berth::host::whatif
