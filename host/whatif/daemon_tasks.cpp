#include "whatif/daemon_tasks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "berth/solve.hpp"
#include "compile/compiled_problem.hpp"
#include "model/resource.hpp"
#include "model/service_request.hpp"

namespace berth::host::whatif {

namespace {

bool is_daemon_on_instances(const Service& service) {
    return service.scheduling == SchedulingStrategy::daemon &&
           service.launch_type != LaunchType::fargate;
}

// On a new instance each task of a DAEMON service is wanted, whatever provider brought it.
Request request_of(const Service& service) {
    Request request = model::service_request(service);
    request.capacity_providers.clear();
    request.strategies.reset();
    return request;
}

void hold(const compile::TaskNeeds& needs, ContainerInstance& instance) {
    ResourceList& left = instance.remaining;
    const auto gpus = needs.gpus_on(static_cast<std::int32_t>(instance.registered.gpu_ids.size()));
    model::for_each_listed_amount(
        [&](model::Resource resource, auto amount) { left.*amount -= needs[resource]; });
    left.gpu_ids.erase(left.gpu_ids.begin(), left.gpu_ids.begin() + gpus);
    left.ports.insert(left.ports.end(), needs.ports.begin(), needs.ports.end());
    std::ranges::sort(left.ports);
    ++instance.running_tasks_count;
}

}  // namespace

DaemonTasks::DaemonTasks(const Snapshot& frame, std::vector<Warning>& warnings) {
    frame_.task_definitions = frame.task_definitions;
    frame_.clusters = frame.clusters;
    for (const Service& service : frame.services) {
        if (!is_daemon_on_instances(service)) continue;
        if (frame.find_task_definition(service.task_definition) == nullptr) {
            warnings.push_back(
                {fmt::format("the DAEMON service '{}' starts no tasks on new instances: its task "
                             "definition '{}' is not in the snapshot; add the output of: aws ecs "
                             "describe-task-definition --task-definition {}",
                             service.name, service.task_definition, service.task_definition),
                 {}});
            continue;
        }
        requests_.push_back(request_of(service));
    }
    std::ranges::sort(requests_, {}, &Request::service_name);
}

std::vector<Task> DaemonTasks::start_on(ContainerInstance& instance) const {
    std::vector<Task> tasks;
    if (requests_.empty()) return tasks;
    Snapshot snapshot = frame_;
    snapshot.instances = {instance};
    const Problem problem = berth::compile(std::move(snapshot), requests_);
    const compile::CompiledProblem& compiled = problem.compiled();
    SolveOptions options;
    options.backend = "reference";
    for (const PlacedTask& placed : solve(problem, options).tasks) {
        const compile::ClassId task_class =
            compiled.class_of(placed.request_index, placed.task_index);
        const compile::TaskNeeds& needs = compiled.classes[task_class].needs;
        hold(needs, instance);
        Task task;
        task.arn = fmt::format("{}#{}", instance.arn, requests_[placed.request_index].service_name);
        task.container_instance_arn = instance.arn;
        task.group = problem.group(placed.request_index);
        task.task_definition_arn = problem.task_definition(placed.request_index).arn;
        task.desired_status = task.last_status = "RUNNING";
        task.has_network_interface = needs[model::Resource::eni] > 0;
        tasks.push_back(std::move(task));
    }
    return tasks;
}

}  // namespace berth::host::whatif
