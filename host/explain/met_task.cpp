#include "explain/met_task.hpp"

#include <algorithm>
#include <tuple>

#include "compile/provider_draw.hpp"
#include "compile/request_rules.hpp"

namespace berth::host::explain {

bool Demand::accepts(const ContainerInstance& instance) const {
    if (!provider.empty()) return instance.capacity_provider == provider;
    const bool is_external = instance.attribute(attribute_names::external) != nullptr;
    return is_external == (launch_type == LaunchType::external);
}

MetTask::MetTask(const Problem& problem_in, const Plan& plan, std::uint32_t request_index_in,
                 std::uint32_t task_index_in)
    : problem(problem_in.compiled()),
      request_index(request_index_in),
      task_index(task_index_in),
      request(problem.burst[request_index]),
      definition(*problem.request_definitions[request_index]),
      task_class(problem.classes[problem.class_of(request_index, task_index)]),
      group(problem.groups[problem.request_groups[request_index]]),
      state(problem),
      running(problem),
      earlier_tasks(problem.instance_count(), 0) {
    read_constraints();
    read_demand();
    read_plan(plan);
}

void MetTask::read_constraints() {
    const auto read = [this](const std::vector<PlacementConstraint>& list, bool in_definition,
                             const Location& where) {
        for (std::size_t k = 0; k < list.size(); ++k) {
            if (list[k].type != ConstraintType::member_of) continue;
            constraints.push_back(
                {list[k].expression, query::parse(list[k].expression, where), in_definition, k});
        }
    };
    read(definition.constraints, true, definition.where);
    read(request.constraints, false, request.where);
}

// The draw among several providers is repeated up to this task.
void MetTask::read_demand() {
    compile::RequestResolver resolver(problem.snapshot);
    const compile::ResolvedRequest& resolved = resolver.shapes()[resolver.resolve(request)];
    demand.launch_type = resolved.launch_type;
    if (resolved.providers.empty()) return;
    compile::ProviderDraw draw(resolved.providers);
    std::optional<std::size_t> drawn;
    for (std::uint32_t t = 0; t <= task_index; ++t) drawn = draw.next();
    if (drawn) demand.provider = resolved.providers[*drawn].capacity_provider;
}

bool MetTask::is_decided_before(std::uint32_t other_request, std::uint32_t other_task) const {
    const bool other_is_daemon =
        problem.burst[other_request].scheduling == SchedulingStrategy::daemon;
    return std::tuple(!other_is_daemon, other_request, other_task) <
           std::tuple(!is_daemon(), request_index, task_index);
}

void MetTask::read_plan(const Plan& plan) {
    for (const PlacedTask& task : plan.tasks) {
        const bool same_request = task.request_index == request_index;
        if (same_request) ++tasks_placed;
        if (same_request && task.task_index == task_index) placed = task;
        if (task.instance == no_instance) continue;
        if (!is_decided_before(task.request_index, task.task_index)) continue;
        const auto instance = static_cast<std::size_t>(task.instance);
        const compile::ClassId id = problem.class_of(task.request_index, task.task_index);
        state.commit(problem.classes[id], instance);
        running.add(problem.classes[id].group, instance);
        if (same_request) ++earlier_tasks[instance];
    }
    tasks = tasks_placed;
    for (const FailedTasks& failure : plan.failures) {
        if (failure.request_index != request_index) continue;
        tasks += failure.count;
        const bool covers =
            failure.task_index <= task_index && task_index - failure.task_index < failure.count;
        if (covers) failed = failure;
    }
}

bool MetTask::is_candidate(std::size_t instance) const {
    return problem.planes[task_class.candidates].test(instance);
}

bool MetTask::has_candidates() const {
    return problem.planes[task_class.candidates].count() > 0;
}

std::optional<std::size_t> MetTask::only_instance() const {
    if (!is_daemon() || !failed || !failed->closest) return std::nullopt;
    return static_cast<std::size_t>(failed->closest->instance);
}

std::optional<solve::FailedCheck> MetTask::check(const compile::TaskClass& as,
                                                 std::size_t instance) const {
    return solve::first_failing_check(
        state, as, instance, [&](std::size_t i) { return running.member_of(state, as, i); });
}

}  // namespace berth::host::explain
