#include "whatif/sweep_checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "berth/error.hpp"
#include "berth/query.hpp"
#include "whatif/time_edits.hpp"

namespace berth::host::whatif {

namespace {

void require_expression(const std::string& expression) {
    if (!expression.empty()) Expression::parse(expression);
}

void require_optional_count(const std::optional<std::int64_t>& count) {
    if (count) require_instance_count(*count);
}

struct EditChecks {
    void operator()(const AddInstances& edit) const {
        documents::require_instance_type(edit.instance_type);
        require_instance_count(edit.count);
        if (edit.count > most_added_instances) {
            throw InputError(fmt::format("adds {} instances; one edit may add {}", edit.count,
                                         most_added_instances));
        }
    }
    void operator()(const RemoveInstances& edit) const {
        require_expression(edit.expression);
        require_optional_count(edit.count);
    }
    void operator()(const DrainInstances& edit) const {
        require_expression(edit.expression);
        require_optional_count(edit.count);
    }
    void operator()(const SwapInstances& edit) const {
        documents::require_instance_type(edit.to);
        require_optional_count(edit.count);
    }
    void operator()(const LoseZone& edit) const {
        if (edit.zone.empty()) throw InputError("loses a zone without a name");
    }
    void operator()(const LoseInstances& edit) const {
        require_expression(edit.expression);
        require_instance_count(edit.count);
    }
    void operator()(const ScaleCounts& edit) const { require_factor(edit.factor, true); }
    void operator()(const ScaleSizes& edit) const {
        require_factor(edit.cpu, false);
        require_factor(edit.memory, false);
    }
    void operator()(const SetStrategies&) const {}  // the compiler knows ECS's limits
    void operator()(const SetConstraints& edit) const {
        for (const PlacementConstraint& constraint : edit.constraints) {
            require_expression(constraint.expression);
        }
    }
    void operator()(const UseGpuModels& edit) const {
        if (edit.models.empty()) throw InputError("useGpuModels names no model");
        for (const std::string& model : edit.models) require_gpu_model(model);
    }
    void operator()(const SetOrder&) const {}
    void operator()(const SetProviderStrategy& edit) const {
        if (edit.capacity_providers.empty()) {
            throw InputError("setCapacityProviderStrategy names no capacity provider");
        }
    }
    void operator()(const SetManagedScaling& edit) const { check_scaling(edit); }
    void operator()(const SetGroupSize& edit) const { check_group_size(edit); }
    void operator()(const SetInstanceTypes& edit) const {
        if (edit.instance_types.empty()) throw InputError("setInstanceTypes names no type");
        for (const std::string& type : edit.instance_types) documents::require_instance_type(type);
    }
};

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
    if (sweep.trials < 1 || sweep.trials > most_trials) {
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
    std::visit(EditChecks{}, edit);
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

void require_instance_count(std::int64_t count) {
    if (count < 0) throw InputError(fmt::format("{} instances; expected 0 or more", count));
}

void require_factor(double factor, bool may_be_zero) {
    if (factor <= largest_factor && (factor > 0 || (may_be_zero && factor == 0))) return;
    throw InputError(fmt::format("the factor {}; expected {} {:.0f}", factor,
                                 may_be_zero ? "0 to" : "more than 0, at most", largest_factor));
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
