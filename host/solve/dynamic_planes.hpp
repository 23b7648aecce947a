// Bit planes of the conditions that commits change: `task:group` and `runningTasksCount`.
//
// A commit touches one instance, so it flips at most one bit of each atom, and of each expression
// that contains the atom.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/problem_parts.hpp"

namespace berth::host::solve {

class DynamicPlanes {
   public:
    explicit DynamicPlanes(const ProblemParts& problem);

    /// A task of the group has been placed on the instance, which now runs this many.
    void update(compile::GroupId group, std::size_t instance, std::int64_t running_tasks_count);

    /// A task of the group on the instance has ended; the instance now runs this many, of
    /// `groups_left`.
    void release(compile::GroupId group, std::size_t instance, std::int64_t running_tasks_count,
                 const std::vector<compile::GroupId>& groups_left);

    /// [N] Where the dynamic expression holds now.
    const compile::BitPlane& expression(compile::ExpressionId id) const { return expressions_[id]; }

    bool empty() const { return atoms_.empty(); }

   private:
    void update_counts(std::size_t instance, std::int64_t running_tasks_count);
    void set_atom(compile::AtomId atom, std::size_t instance, bool value);
    compile::PlaneWord evaluate(compile::ExpressionId id, std::size_t word) const;

    const ProblemParts problem_;
    std::vector<compile::BitPlane> atoms_;        // [atoms]
    std::vector<compile::BitPlane> expressions_;  // [expressions], empty planes for static ones
    std::vector<compile::AtomId> count_atoms_;
    std::vector<std::vector<compile::AtomId>> atoms_of_group_;             // [G]
    std::vector<std::vector<compile::ExpressionId>> expressions_of_atom_;  // [atoms]
};

}  // namespace berth::host::solve
