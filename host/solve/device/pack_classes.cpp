#include "solve/device/pack_classes.hpp"

#include <algorithm>
#include <bit>

#include "kernels/select.h"
#include "solve/amounts.hpp"

namespace berth::host::solve::device {

namespace {

using kernels::ClassView;
using kernels::KeyKind;
using kernels::Resource;

/// The widths that the values of keys can have in this problem.
class KeyWidths {
   public:
    KeyWidths(const compile::CompiledProblem& problem, std::span<const std::uint64_t> group_tasks)
        : group_tasks_(group_tasks),
          cpu_bits_(bits_of_largest(problem.columns.left, Resource::cpu)),
          memory_bits_(bits_of_largest(problem.columns.left, Resource::memory)),
          ordinal_bits_(static_cast<unsigned>(std::popcount(
              kernels::ordinal_mask(static_cast<std::uint32_t>(problem.instance_count()))))) {}

    unsigned ordinal_bits() const { return ordinal_bits_; }

    unsigned bits(KeyKind kind, compile::GroupId group) const {
        switch (kind) {
            case KeyKind::cpu_left:
                return cpu_bits_;
            case KeyKind::memory_left:
                return memory_bits_;
            case KeyKind::random_position:
                return ordinal_bits_;
            default:
                return static_cast<unsigned>(std::bit_width(group_tasks_[group]));
        }
    }

   private:
    static unsigned bits_of_largest(const std::vector<Amounts>& rows, Resource resource) {
        std::int32_t largest = 0;
        for (const Amounts& row : rows) largest = std::max(largest, row[resource]);
        return static_cast<unsigned>(std::bit_width(static_cast<std::uint32_t>(largest)));
    }

    std::span<const std::uint64_t> group_tasks_;
    unsigned cpu_bits_;
    unsigned memory_bits_;
    unsigned ordinal_bits_;
};

// From the last step up: the ordinal has the lowest bits.
void pack_keys(const compile::TaskClass& task_class, const KeyWidths& widths,
               const PackTuning& tuning, ClassView& out) {
    out.key_count = static_cast<std::uint32_t>(task_class.keys.size());
    unsigned shift = widths.ordinal_bits();
    for (std::size_t k = task_class.keys.size(); k-- > 0;) {
        const KeyKind kind = task_class.keys[k].kind;
        out.keys[k] = {kind, static_cast<std::uint8_t>(std::min(shift, 63U)),
                       task_class.keys[k].counter};
        shift += widths.bits(kind, task_class.group);
    }
    out.narrow = shift <= tuning.narrow_key_bits;
}

// The first step whose value the commit changes decides: an amount shrinks, which keeps the winner
// in front; a count of tasks grows. A later `random` is drawn anew for every task.
bool keeps_winner(const compile::TaskClass& task_class) {
    for (const compile::SortKey& key : task_class.keys) {
        switch (key.kind) {
            case KeyKind::cpu_left:
                if (task_class.needs[Resource::cpu] > 0) return true;
                break;
            case KeyKind::memory_left:
                if (task_class.needs[Resource::memory] > 0) return true;
                break;
            default:
                return false;
        }
    }
    return true;
}

ClassView pack_class(const compile::TaskClass& task_class, const KeyWidths& widths,
                     const PackTuning& tuning) {
    const compile::TaskNeeds& needs = task_class.needs;
    ClassView out{};
    out.asked = asked_amounts(needs);
    out.gpus_all = needs.gpus_all;
    out.port_count = static_cast<std::int32_t>(needs.ports.size());
    out.group = task_class.group;
    out.candidates = task_class.candidates;
    std::ranges::copy(task_class.check_planes, out.planes);
    out.eligible = task_class.eligible;
    out.distinct_instance = task_class.distinct_instance;
    out.keeps_winner = keeps_winner(task_class);
    out.chunks_keep_best = std::ranges::none_of(task_class.keys, [](const compile::SortKey& key) {
        return key.kind == KeyKind::random_position;
    });
    pack_keys(task_class, widths, tuning, out);
    return out;
}

/// Groups whose tasks per instance are asked for, and those of DAEMON services.
struct GroupUses {
    std::vector<bool> counted;  // [G]
    std::vector<bool> daemon;   // [G]
};

GroupUses group_uses(const compile::CompiledProblem& problem) {
    GroupUses uses{std::vector<bool>(problem.groups.size()),
                   std::vector<bool>(problem.groups.size())};
    for (const compile::TaskClass& task_class : problem.classes) {
        const bool by_instance = std::ranges::any_of(
            task_class.keys,
            [](const compile::SortKey& key) { return key.kind == KeyKind::group_on_instance; });
        if (task_class.distinct_instance || by_instance) uses.counted[task_class.group] = true;
    }
    for (const compile::TaskRun& run : problem.runs) {
        if (run.kind == kernels::RunKind::daemon)
            uses.daemon[problem.classes[run.task_class].group] = true;
    }
    return uses;
}

// Several members count tasks of a DAEMON group at once, which only a column allows. A capacity of
// N means a column.
std::uint32_t table_capacity(std::uint64_t tasks, std::uint64_t instances, bool daemon,
                             const PackTuning& tuning) {
    const std::uint64_t reach = std::min(tasks, instances);
    const std::uint64_t capacity = std::bit_ceil(2 * std::max<std::uint64_t>(reach, 1));
    const bool column =
        daemon || capacity == instances || tuning.hash_below * capacity >= instances;
    return static_cast<std::uint32_t>(column ? instances : capacity);
}

}  // namespace

PackedClasses pack_classes(const compile::CompiledProblem& problem,
                           std::span<const std::uint64_t> group_tasks, const PackTuning& tuning) {
    const KeyWidths widths(problem, group_tasks);
    const std::vector<std::uint32_t> numbers = number_dynamic_expressions(problem);
    PackedClasses out;
    out.classes.reserve(problem.classes.size());
    for (const compile::TaskClass& task_class : problem.classes) {
        ClassView view = pack_class(task_class, widths, tuning);
        view.port_set = static_cast<std::uint32_t>(out.port_sets.size());
        if (view.port_count > 0) {
            out.port_sets.insert(out.port_sets.end(), task_class.port_bits.begin(),
                                 task_class.port_bits.end());
        }
        view.dynamic_first = static_cast<std::uint32_t>(out.class_expressions.size());
        view.dynamic_count = static_cast<std::uint32_t>(task_class.dynamic_expressions.size());
        for (const compile::ExpressionId id : task_class.dynamic_expressions) {
            out.class_expressions.push_back(numbers[id]);
        }
        out.classes.push_back(view);
    }
    return out;
}

PackedGroups pack_groups(const compile::CompiledProblem& problem,
                         std::span<const std::uint64_t> group_tasks, const PackTuning& tuning) {
    const GroupUses uses = group_uses(problem);
    PackedGroups out;
    out.groups.reserve(problem.groups.size());
    for (compile::GroupId g = 0; g < problem.groups.size(); ++g) {
        kernels::GroupView view{};
        view.table_first = static_cast<std::uint32_t>(out.table_words);
        if (uses.counted[g] || uses.daemon[g]) {
            const std::uint64_t n = problem.instance_count();
            view.table_capacity = table_capacity(group_tasks[g], n, uses.daemon[g], tuning);
            out.table_words += view.table_capacity == n ? n : 2 * view.table_capacity;
        }
        view.counter_first = static_cast<std::uint32_t>(out.group_counters.size());
        view.counter_count = static_cast<std::uint32_t>(problem.counters_of_group[g].size());
        out.group_counters.insert(out.group_counters.end(), problem.counters_of_group[g].begin(),
                                  problem.counters_of_group[g].end());
        view.atom_first = static_cast<std::uint32_t>(out.group_atoms.size());
        for (compile::AtomId a = 0; a < problem.atoms.size(); ++a) {
            const compile::DynamicAtom& atom = problem.atoms[a];
            const bool asks =
                atom.kind == compile::DynamicAtom::Kind::runs_any_of && atom.groups[g];
            if (asks) out.group_atoms.push_back(a);
        }
        view.atom_count = static_cast<std::uint32_t>(out.group_atoms.size()) - view.atom_first;
        out.groups.push_back(view);
    }
    return out;
}

}  // namespace berth::host::solve::device
