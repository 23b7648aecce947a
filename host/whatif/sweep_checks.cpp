#include "whatif/sweep_checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <utility>

#include "berth/error.hpp"
#include "berth/query.hpp"
#include "json/record_check.hpp"
#include "whatif/fields.hpp"

namespace berth::host::whatif {

namespace {

void check_names(const Sweep& sweep) {
    std::set<std::string_view> axes;
    for (const Axis& axis : sweep.axes) {
        if (axis.name.empty()) throw InputError("an axis has no name");
        if (!axes.insert(axis.name).second) {
            throw InputError(fmt::format("two axes have the name '{}'", axis.name));
        }
        if (axis.options.empty() && !axis.lose_each_zone) {
            throw InputError(fmt::format("the axis '{}' has no options", axis.name));
        }
        if (axis.options.size() > most_options) {
            throw InputError(fmt::format("the axis '{}' has {} options; it may have {}", axis.name,
                                         axis.options.size(), most_options));
        }
        std::set<std::string_view> options;
        for (const Option& option : axis.options) {
            if (!options.insert(option.name).second) {
                throw InputError(fmt::format("the axis '{}' has two options of the name '{}'",
                                             axis.name, option.name));
            }
        }
    }
}

void check_list(const Sweep& sweep) {
    if (sweep.mode != SweepMode::list) return;
    for (const std::vector<std::size_t>& point : sweep.list) {
        if (point.size() != sweep.axes.size()) {
            throw InputError(fmt::format("a point names {} options for {} axes", point.size(),
                                         sweep.axes.size()));
        }
        for (std::size_t a = 0; a < point.size(); ++a) {
            if (point[a] < sweep.axes[a].options.size()) continue;
            throw InputError(fmt::format("a point names option {} of the axis '{}', which has {}",
                                         point[a], sweep.axes[a].name,
                                         sweep.axes[a].options.size()));
        }
    }
}

void check_amounts(const Sweep& sweep) {
    if (sweep.trials < 1 || std::cmp_greater(sweep.trials, most_trials)) {
        throw InputError(fmt::format("{} trials; expected 1 to {}", sweep.trials, most_trials));
    }
    documents::check_registration(sweep.registration);
}

}  // namespace

void check_sweep(const Sweep& sweep) {
    check_names(sweep);
    check_list(sweep);
    check_amounts(sweep);
    if (std::ranges::none_of(sweep.axes, &Axis::lose_each_zone)) point_count(sweep);
    for (const Axis& axis : sweep.axes) {
        for (const Option& option : axis.options) {
            with_place(axis, option, [&option] {
                for (const Edit& edit : option.edits) check_edit(edit);
            });
        }
    }
}

void check_edit(const Edit& edit) {
    json::check_record(record::type_of<Edit>, &edit);
}

void check_constraints(const SetConstraints& edit) {
    for (const PlacementConstraint& constraint : edit.constraints) {
        if (!constraint.expression.empty()) Expression::parse(constraint.expression);
    }
}

void require_expanded(const Axis& axis) {
    if (!axis.lose_each_zone) return;
    throw std::logic_error("the axis '" + axis.name +
                           "' loses each zone of a cluster: call expand() first");
}

void require_gpu_model(const std::string& model) {
    std::set<std::string_view> known;
    for (const InstanceType& type : catalogue()) {
        if (type.gpus > 0) known.insert(type.gpu_model);
    }
    if (known.contains(model)) return;
    throw InputError(
        fmt::format("no GPU model '{}'; known are: {}", model, fmt::join(known, ", ")));
}

std::vector<std::string> zones_of(const Snapshot& snapshot) {
    std::set<std::string> zones;
    for (const ContainerInstance& instance : snapshot.instances) {
        const std::string* zone = instance.attribute(attribute_names::availability_zone);
        if (zone != nullptr) zones.insert(*zone);
    }
    return {zones.begin(), zones.end()};
}

void for_each_edit(const Sweep& sweep, const std::function<void(const Edit& edit)>& visit) {
    for (const Axis& axis : sweep.axes) {
        for (const Option& option : axis.options) {
            for (const Edit& edit : option.edits) visit(edit);
        }
    }
}

void with_place(const Axis& axis, const Option& option, const std::function<void()>& edit) {
    try {
        edit();
    } catch (const InputError& error) {
        throw InputError(
            fmt::format("axis '{}', option '{}': {}", axis.name, option.name, error.problem()),
            error.where());
    }
}

}  // namespace berth::host::whatif
