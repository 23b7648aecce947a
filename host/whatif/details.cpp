#include "whatif/details.hpp"

#include <map>
#include <string>
#include <utility>

#include "model/task_definition_index.hpp"
#include "whatif/placed_state.hpp"

namespace berth::host::whatif {

namespace {

// What each instance runs, by task definition; [N].
using TasksByDefinition = std::vector<std::map<std::string, TasksOnInstance>>;

// Running tasks name their definition by ARN, which the snapshot may not describe.
std::string definition_name(const model::TaskDefinitionIndex& index, const std::string& arn) {
    if (arn.empty()) return "unknown";
    const TaskDefinition* const definition = index.find(arn);
    return definition != nullptr ? model::family_and_revision(*definition)
                                 : arn.substr(arn.rfind('/') + 1);
}

void add_running(const MetricsContext& context, TasksByDefinition& tasks) {
    const compile::CompiledProblem& problem = context.problem;
    const model::TaskDefinitionIndex index(problem.snapshot);
    std::map<std::string, std::string> names;
    std::map<std::string_view, std::size_t> ordinals;
    for (std::size_t i = 0; i < problem.instance_count(); ++i) {
        ordinals[problem.instances[i]->arn] = i;
    }
    for (const Task& task : problem.snapshot.tasks) {
        const auto on = ordinals.find(task.container_instance_arn);
        if (!task.counts() || on == ordinals.end()) continue;
        const auto [name, is_new] = names.try_emplace(task.task_definition_arn);
        if (is_new) name->second = definition_name(index, task.task_definition_arn);
        ++tasks[on->second][name->second].before;
    }
}

void add_placed(const MetricsContext& context, const Scenario& scenario, const Plan& plan,
                TasksByDefinition& tasks) {
    for (const PlacedTask& task : plan.tasks) {
        if (task.instance == no_instance) continue;
        const std::size_t request = context.request_at(scenario, task.request_index);
        const TaskDefinition& definition = *context.problem.request_definitions[request];
        ++tasks[static_cast<std::size_t>(task.instance)][model::family_and_revision(definition)]
              .added;
    }
}

std::string attribute(const ContainerInstance& instance, std::string_view name) {
    const std::string* const value = instance.attribute(name);
    return value == nullptr ? std::string() : *value;
}

InstanceDetails instance_details(const MetricsContext& context, const PlacedState& state,
                                 std::size_t i) {
    const ContainerInstance& instance = *context.problem.instances[i];
    InstanceDetails details;
    details.container_instance_arn = instance.arn;
    details.instance_type = attribute(instance, attribute_names::instance_type);
    details.availability_zone = attribute(instance, attribute_names::availability_zone);
    details.status = instance.status;
    const auto used = used_after(context, state, i);
    for (std::size_t r = 0; r < metric_resource_count; ++r) {
        details.resources[r] = {context.registered[i][r], used[r]};
    }
    return details;
}

void add_failures(const MetricsContext& context, const Scenario& scenario, const Plan& plan,
                  PointDetails& details) {
    for (const FailedTasks& failure : plan.failures) {
        const std::size_t request = context.request_at(scenario, failure.request_index);
        const std::size_t outcome = context.batch.outcomes[request];
        if (!details.failures.empty()) {
            FailureDetails& last = details.failures.back();
            if (last.request_index == outcome && last.reasons == failure.reasons &&
                last.closest == failure.closest) {
                last.count += failure.count;
                continue;
            }
        }
        FailureDetails added;
        added.request_index = outcome;
        added.group = context.problem.groups[context.problem.request_groups[request]];
        added.count = failure.count;
        added.reasons = failure.reasons;
        added.closest = failure.closest;
        if (failure.closest) {
            const auto closest = static_cast<std::size_t>(failure.closest->instance);
            added.closest_arn = context.problem.instances[closest]->arn;
        }
        details.failures.push_back(std::move(added));
    }
}

}  // namespace

PointDetails point_details(const MetricsContext& context, std::size_t scenario,
                           const ScenarioAnswer& answer, std::uint64_t point) {
    const Scenario& solved = context.batch.scenarios[scenario];
    const PlacedState state(context, solved, answer);
    TasksByDefinition tasks(context.instance_count());
    add_running(context, tasks);
    add_placed(context, solved, answer.plan, tasks);
    PointDetails details;
    details.point = point;
    for (std::size_t i = 0; i < context.instance_count(); ++i) {
        if (!state.present.test(i)) continue;
        InstanceDetails& instance =
            details.instances.emplace_back(instance_details(context, state, i));
        for (auto& [name, count] : tasks[i]) {
            count.task_definition = name;
            instance.tasks.push_back(count);
        }
    }
    add_failures(context, solved, answer.plan, details);
    return details;
}

}  // namespace berth::host::whatif
