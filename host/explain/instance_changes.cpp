// Changes of the fleet: an instance repaired, instances of another kind allowed, one more bought.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "berth/catalogue.hpp"
#include "explain/changes.hpp"
#include "explain/words.hpp"

namespace berth::host::explain {

namespace {

constexpr std::size_t types_proposed = 2;
constexpr std::size_t zones_proposed = 2;  // of a type

ContainerInstance& find_instance(Trial& trial, const std::string& arn) {
    return *std::ranges::find(trial.snapshot.instances, arn, &ContainerInstance::arn);
}

// The first instances in order that lack nothing else.
Proposals reconnect_an_agent(const MetTask& task) {
    compile::TaskClass connected = task.task_class;
    connected.plane_of(Reason::agent) = task.task_class.candidates;
    Proposals proposals;
    task.for_each_taking(connected, [&](std::size_t i) {
        const ContainerInstance& instance = *task.problem.instances[i];
        proposals.push_back({fmt::format("reconnect the ECS agent of {}", instance_name(instance)),
                             [arn = instance.arn](Trial& trial) {
                                 find_instance(trial, arn).agent_connected = true;
                             }});
    });
    return proposals;
}

Proposals activate_an_instance(const MetTask& task) {
    Proposals proposals;
    for (std::size_t i = 0; i < task.problem.instance_count() && !task.is_daemon(); ++i) {
        const ContainerInstance& instance = *task.problem.instances[i];
        if (instance.status != "DRAINING" || !task.demand.accepts(instance)) continue;
        if (task.check(task.task_class, i)) continue;
        proposals.push_back(
            {fmt::format("set {} from DRAINING to ACTIVE", instance_name(instance)),
             [arn = instance.arn](Trial& trial) { find_instance(trial, arn).status = "ACTIVE"; }});
    }
    return proposals;
}

std::string demand_text(const Demand& demand) {
    if (!demand.provider.empty()) return "capacity provider " + demand.provider;
    return demand.launch_type == LaunchType::external ? "launch type EXTERNAL" : "launch type EC2";
}

Proposal use_instead(const MetTask& task, const Demand& other) {
    return {fmt::format("use {} instead of {}", demand_text(other), demand_text(task.demand)),
            [other](Trial& trial) {
                Request& request = trial.request();
                request.capacity_providers.clear();
                request.launch_type.reset();
                if (other.provider.empty()) {
                    request.launch_type = other.launch_type;
                } else {
                    request.capacity_providers = {{other.provider, 0, 1}};
                }
            }};
}

ContainerInstance emptied(ContainerInstance instance) {
    instance.status = "ACTIVE";
    instance.agent_connected = true;
    instance.remaining = instance.registered;
    instance.running_tasks_count = 0;
    return instance;
}

// The whole fleet with nothing running, and one task: which of these could be bought again?
std::vector<const ContainerInstance*> instances_that_fit_empty(const MetTask& task) {
    Snapshot fleet = task.problem.snapshot;
    fleet.tasks.clear();
    for (ContainerInstance& instance : fleet.instances) instance = emptied(std::move(instance));
    Request request = task.request;
    request.count = 1;
    if (!task.demand.provider.empty()) request.capacity_providers = {{task.demand.provider, 0, 1}};
    const Problem problem = berth::compile(std::move(fleet), {request});
    const MetTask alone(problem, Plan{}, 0, 0);
    std::vector<const ContainerInstance*> fitting;
    alone.for_each_taking(alone.task_class,
                          [&](std::size_t i) { fitting.push_back(task.problem.instances[i]); });
    return fitting;
}

double price_of(const std::string& type_name) {
    const InstanceType* type = find_instance_type(type_name);
    const bool known = type != nullptr && type->usd_per_hour >= 0;
    return known ? type->usd_per_hour : std::numeric_limits<double>::max();
}

Proposal one_more(const std::string& type, const std::string& zone,
                  const ContainerInstance& model) {
    const double price = price_of(type);
    const bool priced = price < std::numeric_limits<double>::max();
    return {
        fmt::format("one more {}{}{}, like {}{}", type.empty() ? "instance" : type,
                    zone.empty() ? "" : " in ", zone, instance_name(model),
                    priced ? fmt::format(" (USD {} an hour on demand in us-east-1)", price) : ""),
        [arn = model.arn](Trial& trial) {
            ContainerInstance added = emptied(find_instance(trial, arn));
            added.arn += "-one-more";
            if (!added.ec2_instance_id.empty()) added.ec2_instance_id = "i-00000000000000000";
            trial.snapshot.instances.push_back(std::move(added));
        }};
}

}  // namespace

std::vector<Proposals> propose_repairs(const MetTask& task) {
    return {reconnect_an_agent(task), activate_an_instance(task)};
}

// Only where nothing else can help: the request looks at no instance at all.
std::vector<Proposals> propose_other_targets(const MetTask& task) {
    if (task.has_candidates()) return {};
    std::set<std::string> providers;
    bool has_external = false;
    for (const ContainerInstance* instance : task.problem.instances) {
        if (instance->status != "ACTIVE") continue;
        if (!instance->capacity_provider.empty()) providers.insert(instance->capacity_provider);
        has_external |= instance->attribute(attribute_names::external) != nullptr;
    }
    Proposals other_providers;
    for (const std::string& provider : providers) {
        other_providers.push_back(use_instead(task, {provider, LaunchType::ec2}));
    }
    Proposals ec2;
    if (!task.demand.provider.empty() || task.demand.launch_type != LaunchType::ec2) {
        ec2.push_back(use_instead(task, {"", LaunchType::ec2}));
    }
    Proposals external;
    if (has_external) external.push_back(use_instead(task, {"", LaunchType::external}));
    return {other_providers, ec2, external};
}

std::vector<Proposals> propose_more_instances(const MetTask& task) {
    if (task.is_daemon()) return {};
    std::map<std::tuple<double, std::string, std::string>, const ContainerInstance*> models;
    for (const ContainerInstance* instance : instances_that_fit_empty(task)) {
        const std::string type = attribute_or_empty(*instance, attribute_names::instance_type);
        const std::string zone = attribute_or_empty(*instance, attribute_names::availability_zone);
        models.emplace(std::tuple(price_of(type), type, zone), instance);
    }
    std::vector<Proposals> by_type;
    std::string last_type;
    for (const auto& [key, model] : models) {
        const auto& [price, type, zone] = key;
        const bool is_new = by_type.empty() || type != last_type;
        if (is_new && by_type.size() == types_proposed) break;
        if (is_new) by_type.emplace_back();
        if (by_type.back().size() < zones_proposed) {
            by_type.back().push_back(one_more(type, zone, *model));
        }
        last_type = type;
    }
    return by_type;
}

}  // namespace berth::host::explain
