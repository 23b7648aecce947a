// Task classes, groups and expressions in the form that the block algorithms read.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compile/compiled_problem.hpp"
#include "kernels/problem_view.h"
#include "solve/device/pack_tuning.hpp"

namespace berth::host::solve::device {

/// Dynamic expressions numbered densely; `none` for those that never change.
std::vector<std::uint32_t> number_dynamic_expressions(const compile::CompiledProblem& problem);

struct PackedClasses {
    std::vector<kernels::ClassView> classes;       ///< [C]
    std::vector<std::uint64_t> port_sets;          ///< [W] per class that asks for ports
    std::vector<std::uint32_t> class_expressions;  ///< dense numbers, class by class
};

/// `group_tasks` [G]: the most tasks that each group can have, those of the snapshot included.
PackedClasses pack_classes(const compile::CompiledProblem& problem,
                           std::span<const std::uint64_t> group_tasks, const PackTuning& tuning);

struct PackedGroups {
    std::vector<kernels::GroupView> groups;     ///< [G]
    std::vector<std::uint32_t> group_counters;  ///< counters, group by group
    std::vector<std::uint32_t> group_atoms;     ///< atoms that ask for the group, group by group
    std::uint64_t table_words = 0;              ///< 32-bit words of all tables
};

PackedGroups pack_groups(const compile::CompiledProblem& problem,
                         std::span<const std::uint64_t> group_tasks, const PackTuning& tuning);

struct PackedExpressions {
    std::vector<kernels::AtomView> atoms;              ///< [A]
    std::vector<kernels::ExpressionView> expressions;  ///< [D]
    std::vector<kernels::StepView> steps;
    bool counts_running_tasks = false;
};

PackedExpressions pack_expressions(const compile::CompiledProblem& problem);

}  // namespace berth::host::solve::device
