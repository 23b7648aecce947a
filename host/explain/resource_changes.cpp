// Changes that set what tasks ask for against what the fleet has: less CPU, memory or GPUs; an
// instance repaired, instances of another kind allowed, one more bought.
//
// How much less is proposed: an instance for which the resource is all that is missing says how
// much less would do: its shortfall; or, where it runs earlier tasks of the same request, which
// then shrink too, a share of it. Both are proposed, the smaller first.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "berth/catalogue.hpp"
#include "explain/changes.hpp"
#include "explain/phrases.hpp"

namespace berth::host::explain {

namespace {

using kernels::Resource;

/// The least that ECS lets a task ask for: a Linux kernel gives 2 CPU shares at least, Docker 6 MiB
/// of memory [ECS: task definition parameters]. Fewer than one GPU is another task [ours].
constexpr std::int64_t least_cpu_units = 2;
constexpr std::int64_t least_memory_mib = 6;
constexpr std::int64_t least_gpus = 1;

constexpr std::size_t shared_reductions_tried = 3;

struct Shortfalls {
    std::set<std::int64_t> whole;
    std::set<std::int64_t> shared;  ///< with the request's earlier tasks on the instance
};

// How much less would do, ascending. `without` is the task's class without the need.
template <typename LeftOn>
std::vector<std::int64_t> reductions(const MetTask& task, const compile::TaskClass& without,
                                     std::int64_t asked, std::int64_t least, LeftOn left_on) {
    Shortfalls shortfalls;
    task.for_each_taking(without, [&](std::size_t i) {
        const std::int64_t shortfall = asked - left_on(i);
        if (shortfall <= 0 || asked - shortfall < least) return;
        const std::int64_t tasks = task.earlier_tasks[i] + 1;
        shortfalls.whole.insert(shortfall);
        shortfalls.shared.insert((shortfall + tasks - 1) / tasks);
    });
    std::set<std::int64_t> chosen;
    for (const std::int64_t less : shortfalls.shared) {
        if (chosen.size() < shared_reductions_tried) chosen.insert(less);
    }
    if (!shortfalls.whole.empty()) chosen.insert(*shortfalls.whole.begin());
    return {chosen.begin(), chosen.end()};
}

/// Proposals with the share of the need that the first of them gives up.
struct Ranked {
    double share = 0;
    Proposals proposals;
};

template <typename Propose>
Ranked ranked(const std::vector<std::int64_t>& reductions, std::int64_t asked,
              Propose proposal_of) {
    Ranked out;
    if (reductions.empty()) return out;
    out.share = static_cast<double>(reductions.front()) / static_cast<double>(asked);
    for (const std::int64_t less : reductions) out.proposals.push_back(proposal_of(less));
    return out;
}

Ranked less_memory(const MetTask& task) {
    const std::int64_t asked = task.task_class.needs[Resource::memory];
    compile::TaskClass without = task.task_class;
    without.needs[Resource::memory] = 0;
    const auto left_on = [&](std::size_t i) { return task.state.left(i)[Resource::memory]; };
    return ranked(reductions(task, without, asked, least_memory_mib, left_on), asked,
                  [asked](std::int64_t less) {
                      return Proposal{
                          fmt::format("ask for {} MiB less memory per task ({} instead of {} MiB)",
                                      with_separators(less), with_separators(asked - less),
                                      with_separators(asked)),
                          [amount = asked - less](Trial& trial) {
                              trial.request().overrides.memory_mib = amount;
                          }};
                  });
}

Ranked less_cpu(const MetTask& task) {
    const std::int64_t asked = task.task_class.needs[Resource::cpu];
    compile::TaskClass without = task.task_class;
    without.needs[Resource::cpu] = 0;
    const auto left_on = [&](std::size_t i) { return task.state.left(i)[Resource::cpu]; };
    return ranked(reductions(task, without, asked, least_cpu_units, left_on), asked,
                  [asked](std::int64_t less) {
                      return Proposal{
                          fmt::format("ask for {} less per task ({} instead of {})",
                                      counted(less, "CPU unit"), with_separators(asked - less),
                                      with_separators(asked)),
                          [amount = asked - less](Trial& trial) {
                              trial.request().overrides.cpu_units = amount;
                          }};
                  });
}

// The containers in their order take what they asked for, as long as GPUs are left.
void limit_gpus(Trial& trial, const TaskDefinition& definition, std::int64_t total) {
    auto& overrides = trial.request().overrides.containers;
    for (const ContainerDefinition& container : definition.containers) {
        GpuRequirement wanted = container.gpus;
        for (const ContainerOverride& change : overrides) {
            if (change.name == container.name && change.gpus) wanted = *change.gpus;
        }
        const std::int64_t given =
            wanted.all > 0 ? total : std::min<std::int64_t>(wanted.count, total);
        total -= given;
        ContainerOverride change;
        change.name = container.name;
        change.gpus = GpuRequirement{static_cast<std::uint32_t>(given), 0};
        overrides.push_back(std::move(change));
    }
}

Proposal ask_for_gpus(const MetTask& task, std::int64_t gpus, const std::string& instead_of) {
    return {fmt::format("ask for {} per task instead of {}", counted(gpus, "GPU"), instead_of),
            [&definition = task.definition, gpus](Trial& trial) {
                limit_gpus(trial, definition, gpus);
            }};
}

Ranked fewer_gpus(const MetTask& task) {
    const std::int64_t asked = task.task_class.needs[Resource::gpu];
    compile::TaskClass without = task.task_class;
    without.needs[Resource::gpu] = 0;
    without.needs.gpus_all = 0;
    const auto left_on = [&](std::size_t i) { return task.state.left(i)[Resource::gpu]; };
    if (task.task_class.needs.gpus_all == 0) {
        return ranked(reductions(task, without, asked, least_gpus, left_on), asked,
                      [&](std::int64_t less) {
                          return ask_for_gpus(task, asked - less, with_separators(asked));
                      });
    }
    // `ALL` means another number on each instance: the most that is free somewhere.
    std::int64_t most_left = 0;
    task.for_each_taking(
        without, [&](std::size_t i) { most_left = std::max<std::int64_t>(most_left, left_on(i)); });
    if (most_left < least_gpus) return {};
    return {0.5, {ask_for_gpus(task, most_left, "ALL")}};
}

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

std::vector<Proposals> propose_smaller_needs(const MetTask& task) {
    std::vector<Ranked> kinds = {less_memory(task), less_cpu(task), fewer_gpus(task)};
    std::ranges::stable_sort(kinds, {}, &Ranked::share);
    std::vector<Proposals> proposals;
    for (Ranked& kind : kinds) proposals.push_back(std::move(kind.proposals));
    return proposals;
}

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
