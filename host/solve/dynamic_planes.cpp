#include "solve/dynamic_planes.hpp"

#include <algorithm>

namespace berth::host::solve {

DynamicPlanes::DynamicPlanes(const ProblemParts& problem) : problem_(problem) {
    if (problem.atoms.empty()) return;
    const std::size_t n = problem.instance_count();
    atoms_.assign(problem.atoms.size(), compile::BitPlane(n));
    atoms_of_group_.resize(problem.groups.size());
    for (compile::AtomId a = 0; a < problem.atoms.size(); ++a) {
        const compile::DynamicAtom& atom = problem.atoms[a];
        if (atom.kind == compile::DynamicAtom::Kind::running_count) {
            count_atoms_.push_back(a);
            for (std::size_t i = 0; i < n; ++i) {
                atoms_[a].assign(i, atom.holds_for_count(problem.columns.running_tasks_count[i]));
            }
            continue;
        }
        for (compile::GroupId g = 0; g < problem.groups.size(); ++g) {
            if (atom.groups[g]) atoms_of_group_[g].push_back(a);
        }
    }
    for (const compile::SnapshotTask& task : problem.snapshot_tasks) {
        for (const compile::AtomId a : atoms_of_group_[task.group]) {
            atoms_[a].set(static_cast<std::size_t>(task.instance));
        }
    }

    expressions_of_atom_.resize(atoms_.size());
    expressions_.resize(problem.expressions.size());
    for (compile::ExpressionId e = 0; e < problem.expressions.size(); ++e) {
        if (!problem.expressions[e].dynamic) continue;
        expressions_[e] = compile::BitPlane(n);
        for (std::size_t w = 0; w < compile::plane_words(n); ++w)
            expressions_[e].word(w) = evaluate(e, w);
        for (const compile::PredicateNode& node : problem.expressions[e].predicate) {
            if (node.kind != compile::PredicateNode::Kind::atom) continue;
            auto& users = expressions_of_atom_[node.index];
            if (users.empty() || users.back() != e) users.push_back(e);
        }
    }
}

compile::PlaneWord DynamicPlanes::evaluate(compile::ExpressionId id, std::size_t word) const {
    const compile::PredicateNode* node = problem_.expressions[id].predicate.data();
    const compile::PlaneWord bits =
        compile::evaluate_word(node, [&](const compile::PredicateNode& leaf) {
            return leaf.kind == compile::PredicateNode::Kind::atom
                       ? atoms_[leaf.index].word(word)
                       : problem_.planes[leaf.index].word(word);
        });
    return bits & compile::valid_bits(problem_.instance_count(), word);
}

void DynamicPlanes::set_atom(compile::AtomId atom, std::size_t instance, bool value) {
    if (atoms_[atom].test(instance) == value) return;
    atoms_[atom].assign(instance, value);
    const std::size_t word = instance / compile::plane_word_bits;
    for (const compile::ExpressionId e : expressions_of_atom_[atom]) {
        expressions_[e].word(word) = evaluate(e, word);
    }
}

void DynamicPlanes::update(compile::GroupId group, std::size_t instance,
                           std::int64_t running_tasks_count) {
    if (atoms_.empty()) return;
    for (const compile::AtomId a : atoms_of_group_[group]) set_atom(a, instance, true);
    update_counts(instance, running_tasks_count);
}

void DynamicPlanes::release(compile::GroupId group, std::size_t instance,
                            std::int64_t running_tasks_count,
                            const std::vector<compile::GroupId>& groups_left) {
    if (atoms_.empty()) return;
    for (const compile::AtomId a : atoms_of_group_[group]) {
        set_atom(a, instance, std::ranges::any_of(groups_left, [&](compile::GroupId g) {
                     return problem_.atoms[a].groups[g];
                 }));
    }
    update_counts(instance, running_tasks_count);
}

void DynamicPlanes::update_counts(std::size_t instance, std::int64_t running_tasks_count) {
    for (const compile::AtomId a : count_atoms_) {
        set_atom(a, instance, problem_.atoms[a].holds_for_count(running_tasks_count));
    }
}

}  // namespace berth::host::solve
