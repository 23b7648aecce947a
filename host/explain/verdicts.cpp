#include "explain/verdicts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "berth/constraint.hpp"
#include "compile/signature.hpp"
#include "explain/phrases.hpp"
#include "model/resource.hpp"
#include "query/ast.hpp"

namespace berth::host::explain {

namespace {

using query::Subject;
using query::Test;

// The groups that the positive form of the test accepts: those that a negated test trips over.
// Listing all groups of the instance would hide them and make no two instances alike.
std::string groups_words(const Test& test, const query::Load& load) {
    std::vector<std::string> accepted;
    for (const std::string_view group : load.groups) {
        if (query::holds_for_text(test, group)) accepted.emplace_back(group);
    }
    if (load.groups.empty()) return "the instance runs no task of a group";
    if (accepted.empty()) return "the instance runs no task of such a group";
    std::ranges::sort(accepted);
    return fmt::format("the instance runs {} {}", accepted.size() == 1 ? "group" : "groups",
                       enumerated(accepted));
}

// What the instance has where the test looks.
std::string fact(const Test& test, const ContainerInstance& instance, const query::Load& load) {
    switch (test.subject) {
        case Subject::attribute: {
            const std::string* value = instance.attribute(test.attribute_name);
            return value == nullptr
                       ? fmt::format("the instance has no attribute {}", test.attribute_name)
                       : fmt::format("the instance has {}={}", test.attribute_name, *value);
        }
        case Subject::task_group:
            return groups_words(test, load);
        case Subject::ec2_instance_id:
            return instance.ec2_instance_id.empty()
                       ? "the instance has no EC2 id"
                       : fmt::format("the instance is {}", instance.ec2_instance_id);
        case Subject::agent_connected:
            return fmt::format("the agent is {}connected", instance.agent_connected ? "" : "not ");
        case Subject::agent_version:
            return instance.agent_version.empty()
                       ? "the agent's version is not known"
                       : fmt::format("the agent is {}", instance.agent_version);
        case Subject::registered_at:
            return instance.registered_at ? fmt::format("the instance registered at {}",
                                                        model::to_iso8601(*instance.registered_at))
                                          : "when the instance registered is not known";
        case Subject::running_tasks_count:
            return fmt::format("the instance runs {}", counted(load.running_tasks_count, "task"));
    }
    return {};
}

void add_facts(const query::Node& node, const ContainerInstance& instance, const query::Load& load,
               std::vector<std::string>& facts) {
    if (node.kind == query::NodeKind::test) {
        std::string words = fact(node.test, instance, load);
        if (std::ranges::find(facts, words) == facts.end()) facts.push_back(std::move(words));
    }
    for (const query::Node& child : node.children) add_facts(child, instance, load, facts);
}

// An amount that even the empty instance lacks is no matter of waiting.
std::string amount_words(const MetTask& task, const ContainerInstance& instance,
                         std::size_t ordinal, model::Resource resource) {
    const std::int64_t asked =
        task.task_class.needs.amount_on(resource, task.problem.columns.gpus_registered[ordinal]);
    const std::int64_t left = task.state.left(ordinal)[resource];
    const std::int64_t registered = compile::registered_amount(instance, resource);
    const std::string wish = "asks for " + amount_of(model::reason_of(resource), asked);
    if (registered == 0) return wish + ", the instance has none";
    const std::string rest = left == 0   ? "none is left"
                             : left == 1 ? "1 is left"
                                         : with_separators(left) + " are left";
    if (registered >= asked) return fmt::format("{}, {}", wish, rest);
    return fmt::format("{}, {}, the whole instance has {}", wish, rest,
                       with_separators(registered));
}

std::string ports_words(const MetTask& task, std::size_t instance) {
    std::vector<std::string> taken;
    for (const HostPort& port : clashing_ports(task, instance)) taken.push_back(to_text(port));
    if (taken.size() == 1) return fmt::format("port {} is taken", taken.front());
    if (!taken.empty()) return fmt::format("ports {} are taken", enumerated(taken));
    const std::int32_t reserved = task.state.instances[instance].ports_taken;
    if (reserved >= limits::ports_per_instance) {
        return fmt::format("{} ports are reserved already", reserved);
    }
    return fmt::format("{} ports are reserved already, {} more would pass the limit of {}",
                       reserved, task.task_class.needs.ports.size(), limits::ports_per_instance);
}

std::string eni_words(const MetTask& task, const ContainerInstance& instance, std::size_t ordinal) {
    const std::int64_t limit = compile::eni_limit(instance);
    return fmt::format("{} takes {} in awsvpc mode and runs {}",
                       attribute_or_empty(instance, attribute_names::instance_type),
                       counted(limit, "task"),
                       with_separators(limit - task.state.left(ordinal)[model::Resource::eni]));
}

std::string attribute_words(const MetTask& task, const ContainerInstance& instance) {
    std::vector<std::string> missing;
    for (const RequiredAttribute& wanted : task.task_class.needs.attributes) {
        const std::string* value = instance.attribute(wanted.name);
        if (value == nullptr) {
            missing.push_back(fmt::format("attribute {} is absent", wanted.name));
        } else if (wanted.value && *wanted.value != *value) {
            missing.push_back(
                fmt::format("attribute {} is {}, not {}", wanted.name, *value, *wanted.value));
        }
    }
    return fmt::format("{}", fmt::join(missing, "; "));
}

std::string location_words(const MetTask& task, const ContainerInstance& instance) {
    std::set<std::string> zones;
    for (const std::string& subnet : task.request.subnets) {
        const auto zone = task.problem.snapshot.subnet_zones.find(subnet);
        if (zone != task.problem.snapshot.subnet_zones.end()) zones.insert(zone->second);
    }
    const std::string zone = attribute_or_empty(instance, attribute_names::availability_zone);
    return fmt::format("{}, the subnets are in {}",
                       zone.empty() ? "the instance's zone is not known" : "it is in " + zone,
                       enumerated({zones.begin(), zones.end()}));
}

std::string member_of_words(const MetTask& task, const ContainerInstance& instance,
                            std::size_t ordinal) {
    const query::Load load = task.running.load(task.state, ordinal);
    for (const WrittenConstraint& constraint : task.constraints) {
        if (query::evaluate(constraint.root, instance, load)) continue;
        return why_it_is_false(constraint.root, instance, load);
    }
    return {};
}

std::int64_t asked_amount(const MetTask& task, Reason reason, std::size_t instance) {
    const compile::TaskNeeds& needs = task.task_class.needs;
    if (reason == Reason::ports) return static_cast<std::int64_t>(needs.ports.size());
    const auto resource = model::resource_of(reason);
    if (!resource) return 0;
    return needs.amount_on(*resource, task.problem.columns.gpus_registered[instance]);
}

// A clash counts the ports that stand in the way; at the limit of ports there is none.
void fill_amounts(const MetTask& task, const solve::FailedCheck& failed, std::size_t instance,
                  InstanceVerdict& verdict) {
    verdict.asked = asked_amount(task, failed.reason, instance);
    verdict.shortfall = failed.shortfall;
    verdict.left = verdict.asked - failed.shortfall;
    if (failed.reason == Reason::ports && failed.shortfall == 0) {
        verdict.left =
            std::max(0, limits::ports_per_instance - task.state.instances[instance].ports_taken);
    }
}

// A DAEMON service looks at an instance that runs its task no more, and an instance that fails
// the checks from ATTRIBUTE on is no failure of it (docs/rules.md, section 9).
void judge(const MetTask& task, std::size_t instance, InstanceVerdict& verdict) {
    if (!task.is_candidate(instance)) {
        verdict.candidate = false;
        verdict.why = why_no_candidate(task, instance);
        return;
    }
    if (task.is_daemon() && task.state.group_counts.get(task.task_class.group, instance) > 0) {
        verdict.candidate = false;
        verdict.why = fmt::format("it runs the DAEMON task of group {} already", task.group);
        return;
    }
    const auto failed = task.check(task.task_class, instance);
    if (!failed) return;
    verdict.reason = failed->reason;
    fill_amounts(task, *failed, instance, verdict);
    verdict.why = why_it_fails(task, instance, *failed);
    if (task.is_daemon() && failed->reason >= solve::first_behind_resources) {
        verdict.why += "; no task of a DAEMON service is wanted there";
    }
}

std::string key_of(const InstanceVerdict& verdict) {
    compile::Signature key;
    key.add(verdict.instance_type);
    key.add(verdict.availability_zone);
    key.add(std::int64_t{verdict.candidate});
    key.add(verdict.reason ? static_cast<std::int64_t>(*verdict.reason) : -1);
    key.add(verdict.asked);
    key.add(verdict.left);
    key.add(verdict.shortfall);
    key.add(verdict.why);
    return key.take();
}

auto rank(const InstanceVerdict& verdict) {
    const bool fits = verdict.candidate && !verdict.reason;
    const int reason = verdict.reason ? static_cast<int>(*verdict.reason) : -1;
    return std::tuple(!verdict.candidate, !fits, -reason, verdict.shortfall,
                      verdict.instances.front());
}

}  // namespace

std::vector<HostPort> clashing_ports(const MetTask& task, std::size_t instance) {
    std::vector<HostPort> clashing;
    const std::size_t n = task.problem.instance_count();
    for (std::size_t w = 0; w < task.task_class.port_bits.size(); ++w) {
        compile::for_each_bit(
            task.state.port_bits[w * n + instance] & task.task_class.port_bits[w], w,
            [&](std::size_t p) { clashing.push_back(task.problem.ports.ports()[p]); });
    }
    return clashing;
}

std::string why_it_is_false(const query::Node& expression, const ContainerInstance& instance,
                            const query::Load& load) {
    const query::Node* part = query::first_false(expression, instance, load);
    if (part == nullptr) part = &expression;
    std::vector<std::string> facts;
    add_facts(*part, instance, load, facts);
    return fmt::format("{} is false: {}", query::to_text(*part), fmt::join(facts, ", "));
}

std::string why_no_candidate(const MetTask& task, std::size_t instance) {
    const ContainerInstance& here = *task.problem.instances[instance];
    const std::string& provider = task.demand.provider;
    if (here.status != "ACTIVE") return "status is " + here.status;
    if (!provider.empty()) {
        return here.capacity_provider.empty()
                   ? fmt::format("it belongs to no capacity provider, {} is asked for", provider)
                   : fmt::format("capacity provider is {}, not {}", here.capacity_provider,
                                 provider);
    }
    return task.demand.launch_type == LaunchType::external ? "not an external instance"
                                                           : "an external instance";
}

std::string why_it_fails(const MetTask& task, std::size_t instance,
                         const solve::FailedCheck& failed) {
    const ContainerInstance& here = *task.problem.instances[instance];
    const auto resource = model::resource_of(failed.reason);
    if (resource && resource != model::Resource::eni) {
        return amount_words(task, here, instance, *resource);
    }
    switch (failed.reason) {
        case Reason::agent:
            return "the ECS agent is not connected";
        case Reason::ports:
            return ports_words(task, instance);
        case Reason::eni:
            return eni_words(task, here, instance);
        case Reason::attribute:
            return attribute_words(task, here);
        case Reason::location:
            return location_words(task, here);
        case Reason::member_of:
            return member_of_words(task, here, instance);
        case Reason::distinct_instance:
            return fmt::format(
                "it runs {} of group {} already",
                counted(task.state.group_counts.get(task.task_class.group, instance), "task"),
                task.group);
        default:
            break;
    }
    return {};
}

std::vector<InstanceVerdict> verdicts_on(const MetTask& task) {
    std::vector<InstanceVerdict> verdicts;
    std::unordered_map<std::string, std::size_t> by_key;
    for (std::size_t i = 0; i < task.problem.instance_count(); ++i) {
        const ContainerInstance& instance = *task.problem.instances[i];
        InstanceVerdict verdict;
        verdict.instance_type = attribute_or_empty(instance, attribute_names::instance_type);
        verdict.availability_zone =
            attribute_or_empty(instance, attribute_names::availability_zone);
        judge(task, i, verdict);
        const auto [entry, is_new] = by_key.try_emplace(key_of(verdict), verdicts.size());
        if (is_new) verdicts.push_back(std::move(verdict));
        verdicts[entry->second].instances.push_back(static_cast<Ordinal>(i));
    }
    std::ranges::sort(verdicts, {}, rank);
    return verdicts;
}

}  // namespace berth::host::explain
