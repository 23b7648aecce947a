// The axes of a what-if file: their options written out, as a range of numbers, or one per zone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "berth/what_if.hpp"
#include "record/form.hpp"
#include "yaml/value.hpp"

namespace berth::host::whatif {

inline constexpr std::int64_t most_axes = 64;
inline constexpr std::int64_t largest_of_range = 1'000'000;

struct Range {
    double from = 0;
    double to = 0;
    double step = 1;
};

/// An axis as a file has it.
struct AxisInFile {
    std::string name;
    std::vector<Option> options;
    std::optional<Range> range;
    std::optional<yaml::Value> edit;  ///< read once for each number of the range
    bool lose_each_zone = false;
};

void check_range(const Range& range);
void check_axis(const AxisInFile& axis);

void read_axes(const record::Form& form, const yaml::Value& list, std::vector<Axis>& axes);
void write_axes(json::Writer& writer, const std::vector<Axis>& axes);

void read_ranged_edit(const record::Form& form, const yaml::Value& value,
                      std::optional<yaml::Value>& edit);
void write_ranged_edit(json::Writer& writer, const std::optional<yaml::Value>& edit);
void describe_ranged_edit(json::Writer& writer);
inline constexpr record::Own ranged_edit_functions =
    record::own_form<std::optional<yaml::Value>, read_ranged_edit, write_ranged_edit>(
        describe_ranged_edit);

}  // namespace berth::host::whatif
