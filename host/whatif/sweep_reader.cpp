#include <fmt/format.h>

#include <algorithm>

#include "json/writer.hpp"
#include "whatif/fields.hpp"
#include "yaml/record_reader.hpp"

namespace berth {

namespace host::whatif {

namespace {

using yaml::Value;

std::size_t option_number(const Axis& axis, const Value& name) {
    if (axis.lose_each_zone) {
        name.fail(
            fmt::format("the axis '{}' has an option per zone of a cluster; name the zones "
                        "as options, with loseZone, to list points of it",
                        axis.name));
    }
    const auto found = std::ranges::find(axis.options, name.text(), &Option::name);
    if (found == axis.options.end()) {
        name.fail(fmt::format("the axis '{}' has no option '{}'", axis.name, name.text()));
    }
    return static_cast<std::size_t>(found - axis.options.begin());
}

// Option by axis; an axis that is left out has its first one.
std::vector<std::size_t> options_at(const PointInFile& point, const std::vector<Axis>& axes) {
    std::vector<std::size_t> options(axes.size(), 0);
    for (const auto& [name, option] : point.place->members()) {
        const auto axis = std::ranges::find(axes, name, &Axis::name);
        if (axis == axes.end()) option.fail(fmt::format("there is no axis '{}'", name));
        options[static_cast<std::size_t>(axis - axes.begin())] = option_number(*axis, option);
    }
    return options;
}

Sweep read_root(const Value& root) {
    SweepInFile file;
    yaml::read_record(root, file);
    Sweep& sweep = file.sweep;
    for (const PointInFile& point : file.points) {
        sweep.list.push_back(options_at(point, sweep.axes));
    }
    root.located([&sweep] { check_sweep(sweep); });
    return std::move(sweep);
}

}  // namespace

void check_points(const SweepInFile& file) {
    const SweepMode mode = file.sweep.mode;
    const auto require = [](bool holds, const char* problem) {
        if (!holds) throw InputError(problem);
    };
    const bool has_size = file.sweep.sample_size > 0;
    require(mode == SweepMode::list || file.points.empty(), "`points` are for `mode: list`");
    require(mode == SweepMode::sample || !has_size, "`sampleSize` is for `mode: sample`");
    require(mode != SweepMode::sample || has_size, "`mode: sample` needs a `sampleSize`");
    require(mode != SweepMode::list || !file.points.empty(), "`mode: list` needs `points`");
}

void read_named_options(const record::Form&, const Value& value, PointInFile& point) {
    point.place = value;
    for (const auto& [axis, option] : value.members()) point.options[axis] = option.text();
}

void write_named_options(json::Writer& writer, const PointInFile& point) {
    writer.begin_object();
    for (const auto& [axis, option] : point.options) {
        writer.text_key(axis);
        writer.text(option);
    }
    writer.end_object();
}

void describe_named_options(json::Writer& writer) {
    writer.member("type", "object");
    writer.key("additionalProperties");
    writer.begin_object();
    writer.member("type", "string");
    writer.end_object();
}

}  // namespace host::whatif

Sweep read_sweep(const std::string& path) {
    return host::whatif::read_root(host::yaml::load_file(path));
}

Sweep read_sweep_text(std::string_view text, std::string_view name) {
    return host::whatif::read_root(host::yaml::load(text, std::string(name)));
}

}  // namespace berth
