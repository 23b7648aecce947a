// Where the rules put the next task, and why an instance does not take it.
#include "compile/compiled_problem.hpp"
#include "simulate/world.hpp"
#include "solve/random_order.hpp"
#include "solve/strategy_chain.hpp"

namespace berth::host::simulate {

using compile::TaskClass;
using solve::RandomOrder;

bool World::has_room(const TaskClass& task_class, std::size_t slot) const {
    const compile::TaskNeeds& needs = task_class.needs;
    if (!state_->left(slot).covers(needs.amounts)) return false;
    const bool is_special = !needs.ports.empty() || needs.gpus_all > 0;
    if (is_special && failed_resource(*state_, task_class, slot)) return false;
    for (const compile::ExpressionId id : task_class.dynamic_expressions) {
        if (!dynamic_->expression(id).test(slot)) return false;
    }
    return !task_class.distinct_instance || state_->group_counts.get(task_class.group, slot) == 0;
}

bool World::fits(KindId kind, InstanceId id) const {
    const TaskClass& wanted = task_class(kind);
    const std::uint32_t slot = instances_[id].slot;
    return open_.test(slot) && problem().planes[wanted.eligible].test(slot) &&
           has_room(wanted, slot);
}

std::optional<std::size_t> World::walk(const TaskClass& task_class,
                                       const RandomOrder& order) const {
    const compile::BitPlane& eligible = problem().planes[task_class.eligible];
    for (std::uint64_t p = 0; p < present_.size(); ++p) {
        const std::uint32_t slot = present_[order.at(p)];
        if (open_.test(slot) && eligible.test(slot) && has_room(task_class, slot)) return slot;
    }
    return std::nullopt;
}

void World::gather(const TaskClass& task_class) {
    kept_.clear();
    const compile::BitPlane& eligible = problem().planes[task_class.eligible];
    for (std::size_t w = 0; w < open_.word_count(); ++w) {
        compile::for_each_bit(open_.word(w) & eligible.word(w), w, [&](std::size_t slot) {
            if (has_room(task_class, slot)) kept_.push_back(static_cast<std::uint32_t>(slot));
        });
    }
}

std::optional<InstanceId> World::find(KindId kind, std::uint64_t attempt) {
    if (present_.empty()) return std::nullopt;
    const TaskClass& wanted = task_class(kind);
    const RandomOrder order(seed_, attempt, present_.size());
    if (wanted.keys.size() == 1 && wanted.keys.front().kind == kernels::KeyKind::random_position) {
        const auto slot = walk(wanted, order);
        return slot ? std::optional(instance_of_slot_[*slot]) : std::nullopt;
    }
    gather(wanted);
    if (kept_.empty()) return std::nullopt;
    const auto position_of = [&](std::size_t slot) { return order.position(rank_[slot]); };
    return instance_of_slot_[solve::narrow(*state_, wanted, 0, position_of, kept_)];
}

bool World::lacks_daemon(KindId kind, InstanceId id) const {
    const TaskClass& daemon = task_class(kind);
    const std::uint32_t slot = instances_[id].slot;
    return open_.test(slot) && problem().planes[daemon.candidates].test(slot) &&
           state_->group_counts.get(daemon.group, slot) == 0;
}

std::optional<solve::FailedCheck> World::failing_check(KindId kind, InstanceId id) const {
    const TaskClass& wanted = task_class(kind);
    return first_failing_check(*state_, wanted, instances_[id].slot, [&](std::size_t slot) {
        const auto holds = [&](compile::ExpressionId expression) {
            return dynamic_->expression(expression).test(slot);
        };
        return problem().planes[wanted.plane_of(Reason::member_of)].test(slot) &&
               std::ranges::all_of(wanted.dynamic_expressions, holds);
    });
}

ReasonTally World::reasons(KindId kind) const {
    const compile::BitPlane& candidates = problem().planes[task_class(kind).candidates];
    ReasonTally tally{};
    for (const std::uint32_t slot : present_) {
        if (!open_.test(slot) || !candidates.test(slot)) continue;
        if (const auto failed = failing_check(kind, instance_of_slot_[slot])) {
            ++tally[static_cast<std::size_t>(failed->reason)];
        }
    }
    return tally;
}

}  // namespace berth::host::simulate
