// Public entry point of scale-in: the tasks of a service are gathered, then stopped one at a time,
// by mirrored strategies for a REPLICA service, by broken constraints for a DAEMON one. Source:
// docs/rules.md, section 10. O(stops x tasks of the service). And the answer as JSON.
#include "berth/scale_in.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "compile/needs.hpp"
#include "explain/phrases.hpp"
#include "explain/verdicts.hpp"
#include "json/answer.hpp"
#include "model/task_definition_index.hpp"
#include "query/ast.hpp"
#include "scale_in/mirrored_strategies.hpp"

namespace berth::host::scale_in {

namespace {

const Service* find_service(const Snapshot& snapshot, const std::string& name) {
    const Service* found = nullptr;
    for (const Service& service : snapshot.services) {
        if (service.name == name || service.arn == name) found = &service;
    }
    return found;
}

/// The service's tasks in instance order, then by ARN, with what is known of them.
class ServiceTasks {
   public:
    ServiceTasks(const Snapshot& snapshot, const std::string& name)
        : definitions_(snapshot), group_("service:" + name) {
        for (const ContainerInstance& instance : snapshot.instances) {
            instances_.emplace(instance.arn, &instance);
        }
        for (const Task& task : snapshot.tasks) {
            if (task.counts() && task.group == group_) tasks_.push_back(describe(task));
        }
        std::ranges::sort(tasks_, {}, [](const ServiceTask& task) {
            return std::tie(task.task->container_instance_arn, task.task->arn);
        });
    }

    std::vector<ServiceTask>& tasks() { return tasks_; }

    void warn(std::vector<Warning>& warnings) const {
        const auto elsewhere = std::ranges::count_if(tasks_, [](const ServiceTask& task) {
            return task.instance == nullptr && !task.task->is_fargate &&
                   !task.task->container_instance_arn.empty();
        });
        if (elsewhere > 0) {
            warnings.push_back(
                {fmt::format("{} of {} on instances that the snapshot does not contain: nothing is "
                             "known of what is left there",
                             explain::counted(elsewhere, "task"), group_),
                 {}});
        }
        if (unknown_definitions_ > 0) {
            warnings.push_back(
                {fmt::format("{} of {} have a task definition that the snapshot does not contain: "
                             "their stop is taken to give nothing back",
                             explain::counted(unknown_definitions_, "task"), group_),
                 {}});
        }
    }

   private:
    ServiceTask describe(const Task& task) {
        ServiceTask described;
        described.task = &task;
        const auto instance = instances_.find(task.container_instance_arn);
        if (instance != instances_.end()) described.instance = instance->second;
        const TaskDefinition* definition = definitions_.find(task.task_definition_arn);
        if (definition == nullptr) {
            ++unknown_definitions_;
        } else {
            described.amounts = compile::task_needs(*definition, {}, definition->where).amounts;
        }
        return described;
    }

    model::TaskDefinitionIndex definitions_;
    std::string group_;
    std::unordered_map<std::string_view, const ContainerInstance*> instances_;
    std::vector<ServiceTask> tasks_;
    std::int64_t unknown_definitions_ = 0;
};

std::vector<PlacementStrategy> strategies_of(const Service* service,
                                             const ScaleInOptions& options) {
    std::vector<PlacementStrategy> strategies;
    if (options.strategies) {
        strategies = *options.strategies;
    } else if (service != nullptr && service->strategies) {
        strategies = *service->strategies;
    }
    if (strategies.size() > limits::strategies_per_task) {
        throw InputError(fmt::format("{} placement strategies; ECS allows {}", strategies.size(),
                                     limits::strategies_per_task));
    }
    if (!strategies.empty()) return strategies;
    return {{StrategyType::spread, StrategyField::attribute,
             std::string(attribute_names::availability_zone)},
            {StrategyType::spread, StrategyField::instance_id, ""}};
}

StoppedTask stopped(const ServiceTask& task, std::string why) {
    return {task.task->arn, task.task->container_instance_arn, std::move(why)};
}

void stop_replicas(std::vector<ServiceTask>& tasks, const std::vector<PlacementStrategy>& by,
                   const ScaleInOptions& options, ScaleInPlan& plan) {
    MirroredStrategies strategies(tasks, by, options.seed);
    const std::uint64_t stops = std::min(options.count, plan.running - plan.protected_tasks);
    for (std::uint64_t k = 0; k < stops; ++k) {
        MirroredStrategies::Choice choice = strategies.choose();
        plan.stopped.push_back(stopped(tasks[choice.task], std::move(choice.why)));
        strategies.stop(choice.task);
    }
    plan.short_by = options.count - stops;
}

std::vector<query::Node> constraints_of(const Snapshot& snapshot, const Service& service) {
    std::vector<PlacementConstraint> constraints;
    const TaskDefinition* definition = snapshot.find_task_definition(service.task_definition);
    if (definition != nullptr) constraints = definition->constraints;
    constraints.insert(constraints.end(), service.constraints.begin(), service.constraints.end());
    std::vector<query::Node> expressions;
    for (const PlacementConstraint& constraint : constraints) {
        if (constraint.type != ConstraintType::member_of) continue;
        expressions.push_back(query::parse(constraint.expression));
    }
    return expressions;
}

/// What the instances of a DAEMON service run, by group.
class InstanceLoads {
   public:
    InstanceLoads(const Snapshot& snapshot, const std::vector<ServiceTask>& tasks) {
        for (const ServiceTask& task : tasks) {
            if (task.instance != nullptr) {
                loads_[task.instance->arn].running = task.instance->running_tasks_count;
            }
        }
        for (const Task& task : snapshot.tasks) {
            const auto found = loads_.find(task.container_instance_arn);
            if (found != loads_.end() && task.counts() && !task.group.empty()) {
                ++found->second.groups[task.group];
            }
        }
    }

    void remove(const ServiceTask& task) { change(task, -1); }
    void put_back(const ServiceTask& task) { change(task, 1); }

    /// The expression is judged as it was when the task was placed: without the task itself.
    template <typename Visit>
    auto with_load(const ServiceTask& task, Visit visit) const {
        const Entry& entry = loads_.at(task.instance->arn);
        std::vector<std::string_view> groups;
        for (const auto& [group, count] : entry.groups) {
            if (count > 0) groups.push_back(group);
        }
        return visit(query::Load{groups, entry.running});
    }

   private:
    struct Entry {
        std::map<std::string_view, std::int64_t> groups;
        std::int64_t running = 0;
    };

    void change(const ServiceTask& task, std::int64_t by) {
        Entry& entry = loads_.at(task.instance->arn);
        entry.groups[task.task->group] += by;
        entry.running += by;
    }

    std::unordered_map<std::string_view, Entry> loads_;
};

// "attribute:stack == prod is false: ..."; empty where all of them hold.
std::string broken_constraint(const std::vector<query::Node>& expressions,
                              const ContainerInstance& instance, const query::Load& load) {
    for (const query::Node& expression : expressions) {
        if (query::evaluate(expression, instance, load)) continue;
        return "the instance no longer satisfies the constraints: " +
               explain::why_it_is_false(expression, instance, load);
    }
    return {};
}

void stop_daemons(const Snapshot& snapshot, const Service& service,
                  const std::vector<ServiceTask>& tasks, const ScaleInOptions& options,
                  ScaleInPlan& plan) {
    if (options.strategies && !options.strategies->empty()) {
        throw InputError("a DAEMON service takes no placement strategy");
    }
    const std::vector<query::Node> expressions = constraints_of(snapshot, service);
    InstanceLoads loads(snapshot, tasks);
    for (const ServiceTask& task : tasks) {
        if (task.task->is_protected || task.instance == nullptr) continue;
        loads.remove(task);
        std::string why = loads.with_load(task, [&](const query::Load& load) {
            return broken_constraint(expressions, *task.instance, load);
        });
        if (why.empty()) {
            loads.put_back(task);
        } else {
            plan.stopped.push_back(stopped(task, std::move(why)));
        }
    }
}

void require_known(const Service* service, const std::vector<ServiceTask>& tasks,
                   const std::string& name) {
    if (service != nullptr || !tasks.empty()) return;
    throw InputError(fmt::format(
        "the snapshot has neither a description nor a running task of the service '{}'; add the "
        "output of: aws ecs describe-services, and of: aws ecs describe-tasks",
        name));
}

}  // namespace

}  // namespace berth::host::scale_in

namespace berth {

ScaleInPlan scale_in(const Snapshot& snapshot, const ScaleInOptions& options) {
    const Service* service = host::scale_in::find_service(snapshot, options.service);
    const std::string name =
        service == nullptr ? std::string(host::explain::id_of_arn(options.service)) : service->name;
    host::scale_in::ServiceTasks known(snapshot, name);
    std::vector<host::scale_in::ServiceTask>& tasks = known.tasks();
    host::scale_in::require_known(service, tasks, options.service);

    ScaleInPlan plan;
    known.warn(plan.warnings);
    plan.running = tasks.size();
    plan.protected_tasks = static_cast<std::uint64_t>(
        std::ranges::count_if(tasks, [](const auto& task) { return task.task->is_protected; }));
    if (service != nullptr && service->scheduling == SchedulingStrategy::daemon) {
        host::scale_in::stop_daemons(snapshot, *service, tasks, options, plan);
    } else {
        host::scale_in::stop_replicas(tasks, host::scale_in::strategies_of(service, options),
                                      options, plan);
    }
    return plan;
}

void write_scale_in_json(std::string& out, const Snapshot& snapshot, std::string_view service,
                         const ScaleInPlan& plan) {
    using namespace host;
    json::Writer writer(out);
    json::begin_answer(writer);
    writer.member("service", service);
    writer.key("summary");
    writer.begin_object();
    json::write_size(writer, "running", plan.running);
    json::write_size(writer, "stopped", plan.stopped.size());
    json::write_size(writer, "protected", plan.protected_tasks);
    json::write_size(writer, "shortBy", plan.short_by);
    writer.end_object();
    writer.line(1);
    writer.key("stopped");
    writer.begin_list();
    for (const StoppedTask& task : plan.stopped) {
        writer.line(2);
        writer.begin_object();
        writer.member("taskArn", task.task_arn);
        writer.member("containerInstanceArn", task.container_instance_arn);
        writer.member("why", task.why);
        writer.end_object();
    }
    writer.end_list();
    std::vector<Warning> warnings = snapshot.warnings;
    warnings.insert(warnings.end(), plan.warnings.begin(), plan.warnings.end());
    json::end_answer(writer, warnings);
    out += '\n';
}

}  // namespace berth
