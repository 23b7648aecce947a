#include "simulate/request_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "model/service_request.hpp"
#include "model/task_definition_index.hpp"

namespace berth::host::simulate {

namespace {

constexpr std::string_view service_prefix = "service:";

// [ECS] UpdateService: 100 and 200 percent for REPLICA, 0 and 100 for DAEMON unless given.
void set_percents(const Service& service, ServiceEntry& entry) {
    const bool is_daemon = service.scheduling == SchedulingStrategy::daemon;
    entry.is_daemon = is_daemon;
    entry.minimum_healthy_percent = service.minimum_healthy_percent.value_or(is_daemon ? 0 : 100);
    entry.maximum_percent = service.maximum_percent.value_or(is_daemon ? 100 : 200);
}

Service service_of(const Request& request) {
    Service service;
    service.name = request.service_name;
    service.scheduling = request.scheduling;
    return service;
}

// A standalone task that runs already holds what its task definition says, wherever it came from.
Request taken_request(const Task& task) {
    Request request;
    request.task_definition = task.task_definition_arn;
    request.group = task.group;
    request.launch_type = LaunchType::ec2;
    request.where = {"", "task " + task.arn};
    return request;
}

}  // namespace

RequestBook::RequestBook(const Snapshot& base, const Simulation& input) {
    for (const Service& service : base.services) {
        if (base.find_task_definition(service.task_definition) == nullptr) {
            warnings.push_back(
                {fmt::format("the service '{}' is left as it is: its task definition '{}' is not "
                             "in the snapshot; add the output of: aws ecs describe-task-definition "
                             "--task-definition {}",
                             service.name, service.task_definition, service.task_definition),
                 {}});
            continue;
        }
        add_service(service);
    }
    add_loads(input);
    add_updates(base, input);
    take_tasks(base);
}

std::optional<std::uint32_t> RequestBook::find_service(std::string_view name) const {
    const auto found = std::ranges::find(services, name, &ServiceEntry::name);
    if (found == services.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - services.begin());
}

std::uint32_t RequestBook::add(Request request, std::uint32_t load, std::uint32_t service) {
    request.count = 1;
    requests.push_back(std::move(request));
    request_loads.push_back(load);
    request_services.push_back(service);
    return static_cast<std::uint32_t>(requests.size() - 1);
}

void RequestBook::add_service(const Service& service) {
    const auto number = static_cast<std::uint32_t>(services.size());
    ServiceEntry& entry = services.emplace_back();
    entry.name = service.name;
    entry.desired_count = service.desired_count;
    set_percents(service, entry);
    entry.versions.push_back(
        {service.task_definition, add(model::service_request(service), no_index, number)});
}

void RequestBook::add_loads(const Simulation& input) {
    for (std::uint32_t l = 0; l < input.loads.size(); ++l) {
        const Request& request = input.loads[l].request;
        std::uint32_t service = no_index;
        if (request.is_service()) {
            if (find_service(request.service_name)) {
                throw InputError(
                    fmt::format("the service '{}' is there already; its desired count is changed "
                                "by an update of the service",
                                request.service_name),
                    request.where);
            }
            service = static_cast<std::uint32_t>(services.size());
            ServiceEntry& entry = services.emplace_back();
            entry.name = request.service_name;
            set_percents(service_of(request), entry);
        }
        load_requests.push_back(add(request, l, service));
        if (service == no_index) continue;
        services[service].versions.push_back({request.task_definition, load_requests.back()});
    }
}

void RequestBook::add_updates(const Snapshot& base, const Simulation& input) {
    for (const ServiceUpdate& update : input.service_updates) {
        const auto service = find_service(update.service);
        if (!service) {
            throw InputError(
                fmt::format("there is no service '{}' to update, neither in the "
                            "snapshot nor among the services that are created",
                            update.service));
        }
        if (!update.task_definition) continue;
        if (base.find_task_definition(*update.task_definition) == nullptr) {
            throw InputError(
                fmt::format("the update of the service '{}' names the task definition "
                            "'{}', which the snapshot lacks",
                            update.service, *update.task_definition));
        }
        version(*service, *update.task_definition);
    }
}

std::uint32_t RequestBook::version(std::uint32_t service, const std::string& task_definition) {
    std::vector<ServiceEntry::Version>& versions = services[service].versions;
    const auto found =
        std::ranges::find(versions, task_definition, &ServiceEntry::Version::task_definition);
    if (found != versions.end()) return found->request;
    Request request = requests[versions.front().request];
    request.task_definition = task_definition;
    const std::uint32_t number = add(std::move(request), no_index, service);
    services[service].versions.push_back({task_definition, number});
    return number;
}

void RequestBook::take_tasks(const Snapshot& base) {
    const model::TaskDefinitionIndex definitions(base);
    std::map<std::pair<std::string, std::string>, std::uint32_t> standalone;
    std::map<std::string, std::size_t> unknown;
    for (std::size_t t = 0; t < base.tasks.size(); ++t) {
        const Task& task = base.tasks[t];
        if (!task.counts() || (task.container_instance_arn.empty() && !task.is_fargate)) continue;
        const TaskDefinition* const definition = definitions.find(task.task_definition_arn);
        if (definition == nullptr) {
            ++unknown[task.task_definition_arn];
            continue;
        }
        if (task.group.starts_with(service_prefix)) {
            const auto service =
                find_service(std::string_view(task.group).substr(service_prefix.size()));
            if (service) {
                const auto& first = services[*service].versions.front();
                const bool is_current = definitions.find(first.task_definition) == definition;
                taken.push_back(
                    {t, is_current ? first.request : version(*service, task.task_definition_arn)});
                continue;
            }
        }
        const auto [found, is_new] =
            standalone.try_emplace({task.task_definition_arn, task.group}, 0);
        if (is_new) found->second = add(taken_request(task), no_index, no_index);
        taken.push_back({t, found->second});
    }
    for (const auto& [definition, count] : unknown) {
        warnings.push_back(
            {fmt::format("{} running tasks never end: their task definition '{}' is not in the "
                         "snapshot; add the output of: aws ecs describe-task-definition "
                         "--task-definition {}",
                         count, definition, definition),
             {}});
    }
}

}  // namespace berth::host::simulate
