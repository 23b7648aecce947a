#include "whatif/sweep_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "documents/placement_reader.hpp"
#include "documents/registration.hpp"
#include "json/choice.hpp"
#include "whatif/axis_reader.hpp"
#include "whatif/sweep_checks.hpp"
#include "yaml/value.hpp"

namespace berth {

namespace host::whatif {

namespace {

using yaml::Member;
using yaml::Value;

// What is looked at once everything else has been read.
struct SweepDraft {
    Sweep sweep;
    std::optional<Value> points;
    std::optional<Value> sample_size;
};

std::uint64_t read_seed(const Value& value) {
    return static_cast<std::uint64_t>(value.integer(0, std::numeric_limits<std::int64_t>::max()));
}

constexpr Member<SweepDraft> sweep_members[] = {
    {"title", [](const Value& value, SweepDraft& draft) { draft.sweep.title = value.text(); }},
    {"mode",
     [](const Value& value, SweepDraft& draft) {
         static constexpr json::Choice<SweepMode> choices[] = {
             {"grid", SweepMode::grid}, {"sample", SweepMode::sample}, {"list", SweepMode::list}};
         draft.sweep.mode = json::read_choice(value, choices);
     }},
    {"sampleSize",
     [](const Value& value, SweepDraft& draft) {
         draft.sweep.sample_size = static_cast<std::uint64_t>(
             value.integer(1, static_cast<std::int64_t>(most_sampled_points)));
         draft.sample_size = value;
     }},
    {"sampleSeed",
     [](const Value& value, SweepDraft& draft) { draft.sweep.sample_seed = read_seed(value); }},
    {"points", [](const Value& value, SweepDraft& draft) { draft.points = value; }},
    {"trials",
     [](const Value& value, SweepDraft& draft) {
         draft.sweep.trials =
             static_cast<std::uint64_t>(value.integer(1, static_cast<std::int64_t>(most_trials)));
     }},
    {"seed", [](const Value& value, SweepDraft& draft) { draft.sweep.seed = read_seed(value); }},
    {"replaceDisplaced",
     [](const Value& value, SweepDraft& draft) {
         draft.sweep.replace_displaced = value.boolean();
     }},
    {"registeredMemoryFactor",
     [](const Value& value, SweepDraft& draft) {
         draft.sweep.registration.memory_factor = value.number();
     }},
    {"registered",
     [](const Value& value, SweepDraft& draft) {
         documents::read_registered_types(value, draft.sweep.registration);
     }},
    {"axes", [](const Value& value, SweepDraft& draft) { draft.sweep.axes = read_axes(value); }},
};

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
std::vector<std::size_t> read_point(const Value& value, const std::vector<Axis>& axes) {
    std::vector<std::size_t> point(axes.size(), 0);
    for (const auto& [name, option] : value.members()) {
        const auto axis = std::ranges::find(axes, name, &Axis::name);
        if (axis == axes.end()) option.fail(fmt::format("there is no axis '{}'", name));
        point[static_cast<std::size_t>(axis - axes.begin())] = option_number(*axis, option);
    }
    return point;
}

void read_choice_of_points(const Value& root, SweepDraft& draft) {
    Sweep& sweep = draft.sweep;
    if (draft.points && sweep.mode != SweepMode::list) {
        draft.points->fail("`points` are for `mode: list`");
    }
    if (draft.sample_size && sweep.mode != SweepMode::sample) {
        draft.sample_size->fail("`sampleSize` is for `mode: sample`");
    }
    if (sweep.mode == SweepMode::sample && !draft.sample_size) {
        root.fail("`mode: sample` needs a `sampleSize`");
    }
    if (sweep.mode != SweepMode::list) return;
    if (!draft.points) root.fail("`mode: list` needs `points`");
    for (const Value& point : draft.points->elements()) {
        sweep.list.push_back(read_point(point, sweep.axes));
    }
}

Sweep read_root(const Value& root) {
    SweepDraft draft;
    yaml::read_members(root, sweep_members, draft);
    read_choice_of_points(root, draft);
    root.located([&draft] { check_sweep(draft.sweep); });
    return std::move(draft.sweep);
}

}  // namespace

KnownMembers known_members() {
    KnownMembers known;
    known["sweep"] = yaml::names_of(sweep_members);
    known["registeredAmounts"] = documents::registered_members();
    list_axis_members(known);
    return known;
}

}  // namespace host::whatif

Sweep read_sweep(const std::string& path) {
    return host::whatif::read_root(host::yaml::load_file(path));
}

Sweep read_sweep_text(std::string_view text, std::string_view name) {
    return host::whatif::read_root(host::yaml::load(text, std::string(name)));
}

}  // namespace berth
