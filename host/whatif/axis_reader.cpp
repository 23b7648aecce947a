#include "whatif/axis_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "json/record_schema.hpp"
#include "json/record_writer.hpp"
#include "whatif/edit_reader.hpp"
#include "whatif/fields.hpp"
#include "yaml/record_reader.hpp"

namespace berth::host::whatif {

namespace {

using yaml::Value;

constexpr std::size_t most_options_of_all_axes = 100'000;

void require_room(const Value& value, std::size_t options) {
    if (options <= most_options) return;
    value.fail(fmt::format("an axis may have {} options", most_options));
}

// Decimals as they are written: 0.1 + 2 x 0.1 is 0.3. Sums of such numbers are off by far less than
// the ninth digit behind the point.
double rounded(double number) {
    constexpr double digits = 1e9;
    return std::round(number * digits) / digits;
}

// Both ends belong to the range, the upper one if a step meets it.
std::vector<double> numbers_of(const Value& place, const Range& range) {
    const double steps = std::floor((range.to - range.from) / range.step + 1e-9);
    if (steps >= static_cast<double>(most_options)) require_room(place, most_options + 1);
    std::vector<double> numbers;
    for (double i = 0; i <= steps; ++i) numbers.push_back(rounded(range.from + i * range.step));
    return numbers;
}

void add_range(const Value& place, const AxisInFile& file, Axis& axis) {
    const RangedEdit edit(*file.edit);
    for (const double number : numbers_of(place, *file.range)) {
        if (edit.counts() && number != std::floor(number)) {
            place.fail(
                fmt::format("expected whole numbers, as instances are counted; "
                            "the range has {}",
                            number));
        }
        axis.options.push_back({fmt::format("{}", number), {edit.at(number)}});
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
    AxisInFile file;
    yaml::read_record(value, file);
    Axis axis{std::move(file.name), std::move(file.options), file.lose_each_zone};
    require_room(value, axis.options.size());
    if (file.range) add_range(value, file, axis);
    check_options(value, axis);
    return axis;
}

}  // namespace

void check_range(const Range& range) {
    if (range.to < range.from) throw InputError("expected `to` not below `from`");
}

void check_axis(const AxisInFile& axis) {
    if (axis.range.has_value() == axis.edit.has_value()) return;
    throw InputError("`range` and `edit` belong together: give both or neither");
}

void read_axes(const record::Form& form, const Value& list, std::vector<Axis>& axes) {
    std::set<std::string> names;
    std::size_t options = 0;
    for (const Value& element : list.elements()) {
        axes.push_back(read_axis(element));
        if (!names.insert(axes.back().name).second) {
            element.fail(fmt::format("two axes have the name '{}'", axes.back().name));
        }
        options += axes.back().options.size();
        if (std::cmp_less_equal(axes.size(), form.most) && options <= most_options_of_all_axes) {
            continue;
        }
        element.fail(fmt::format("a sweep may have {} axes with {} options together", form.most,
                                 most_options_of_all_axes));
    }
}

void write_axes(json::Writer& writer, const std::vector<Axis>& axes) {
    writer.begin_list();
    for (const Axis& axis : axes) {
        const AxisInFile file{axis.name, axis.options, {}, {}, axis.lose_each_zone};
        writer.raw(json::text_of_record(file));
    }
    writer.end_list();
}

void read_ranged_edit(const record::Form&, const Value& value, std::optional<Value>& edit) {
    edit = value;
}

// It is part of the options by then.
void write_ranged_edit(json::Writer& writer, const std::optional<Value>&) {
    writer.null();
}

void describe_ranged_edit(json::Writer& writer) {
    json::write_reference(writer, record::definition<Edit>.name);
}

}  // namespace berth::host::whatif
