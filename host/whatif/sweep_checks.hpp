// The checks that make a sweep solvable, independent of any cluster.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "berth/catalogue.hpp"
#include "berth/what_if.hpp"
#include "documents/registration.hpp"

namespace berth::host::whatif {

inline constexpr std::int64_t most_sampled_points = 10'000'000;
inline constexpr std::int64_t most_trials = 1'000'000;
inline constexpr std::size_t most_options = 10'000;            ///< of an axis
inline constexpr std::int64_t most_added_instances = 100'000;  ///< by one edit
inline constexpr std::int64_t largest_factor = 1'000'000;

/// Names, modes, numbers, instance types, GPU models and expressions, and once all axes are
/// expanded the number of scenarios. Throws InputError that names axis and option.
void check_sweep(const Sweep& sweep);

/// The numbers, types, models and expressions of one edit, by its field table. Throws InputError.
void check_edit(const Edit& edit);

/// The rules of edits that their tables name. Throw InputError.
void check_constraints(const SetConstraints& edit);
void check_scaling(const SetManagedScaling& edit);
void check_group_size(const SetGroupSize& edit);

/// Throws std::logic_error for an axis that is not yet expanded by expand().
void require_expanded(const Axis& axis);

/// Throws InputError that lists the models that the catalogue knows.
void require_gpu_model(const std::string& model);

/// Availability zones of the instances, sorted.
std::vector<std::string> zones_of(const Snapshot& snapshot);

/// Calls `visit` for each edit of the sweep, in order.
void for_each_edit(const Sweep& sweep, const std::function<void(const Edit& edit)>& visit);

/// Calls `edit`, and adds to an InputError which option of which axis it comes from.
void with_place(const Axis& axis, const Option& option, const std::function<void()>& edit);

}  // namespace berth::host::whatif
