#include "properties/safety.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "berth/catalogue.hpp"
#include "berth/plan.hpp"
#include "berth/problem.hpp"
#include "oracle/demand.hpp"
#include "oracle/filter.hpp"
#include "oracle/request_rules.hpp"

namespace berth::tests {

namespace {

// One task: where it went, or why it went nowhere.
struct Decision {
    std::size_t request_index = 0;
    std::uint32_t task_index = 0;
    const PlacedTask* placed = nullptr;  ///< one of the two is set
    const FailedTasks* failed = nullptr;
};

// Visits the decisions in the order of the rules with the groups and running tasks that the
// instances have before each. The visit returns a violation, or ""; the first one ends the replay.
using Visit = std::function<std::string(const Decision&, const Demand&, const ClusterState&)>;

// Visits the tasks that were placed on instances. Returns the first violation.
using VisitPlaced =
    std::function<std::string(const PlacedTask&, const ContainerInstance&, const Demand&)>;

std::vector<Decision> decisions_of(const Plan& plan) {
    std::vector<Decision> decisions;
    for (const PlacedTask& placed : plan.tasks)
        decisions.push_back({placed.request_index, placed.task_index, &placed, nullptr});
    for (const FailedTasks& failed : plan.failures)
        for (std::uint32_t i = 0; i < failed.count; ++i)
            decisions.push_back({failed.request_index, failed.task_index + i, nullptr, &failed});
    return decisions;
}

// DAEMON services come first, then everything else in the burst's order.
auto place_in_order(const Problem& problem, const Decision& decision) {
    const Request& request = problem.burst()[decision.request_index];
    return std::tuple(request.scheduling != SchedulingStrategy::daemon, decision.request_index,
                      decision.task_index);
}

std::vector<Decision> in_order(const Problem& problem, std::vector<Decision> decisions) {
    std::ranges::sort(decisions, {},
                      [&](const Decision& decision) { return place_in_order(problem, decision); });
    return decisions;
}

std::string name_of(const Decision& decision) {
    return "request " + std::to_string(decision.request_index) + " task " +
           std::to_string(decision.task_index);
}

// What the task of a decision asks for.
Demand asked_by(const Problem& problem, const Decision& decision) {
    const Request& request = problem.burst()[decision.request_index];
    const ProviderStrategy providers = providers_of(problem.snapshot(), request);
    return demand_of(problem.snapshot(), request, provider_of_task(providers, decision.task_index));
}

std::string replay(const Problem& problem, const Plan& plan, const Visit& visit) {
    ClusterState cluster = initial_state(problem.snapshot());
    for (const Decision& decision : in_order(problem, decisions_of(plan))) {
        const Demand demand = asked_by(problem, decision);
        const std::string violation = visit(decision, demand, cluster);
        if (!violation.empty()) return name_of(decision) + ": " + violation;
        if (decision.placed != nullptr && decision.placed->instance != no_instance)
            commit(cluster.at(static_cast<std::size_t>(decision.placed->instance)), demand);
    }
    return "";
}

std::string for_each_placed(const Problem& problem, const Plan& plan, const VisitPlaced& visit) {
    for (const PlacedTask& placed : plan.tasks) {
        if (placed.instance == no_instance) continue;
        const Decision decision{placed.request_index, placed.task_index, &placed, nullptr};
        const std::string violation =
            visit(placed, problem.instance(placed.instance), asked_by(problem, decision));
        if (!violation.empty()) return name_of(decision) + ": " + violation;
    }
    return "";
}

std::string if_not(bool is_true, const std::string& violation) {
    return is_true ? "" : violation;
}

std::int64_t gpus_asked(const ContainerInstance& instance, const Needs& needs) {
    const auto registered = static_cast<std::int64_t>(instance.registered.gpu_ids.size());
    return needs.gpus + needs.all_gpus * std::max<std::int64_t>(1, registered);
}

// A failed task of a DAEMON service was wanted on the one instance that it is reported for.
bool was_considered(const Decision& decision, const Problem& problem, std::size_t position) {
    const Request& request = problem.burst()[decision.request_index];
    if (request.scheduling != SchedulingStrategy::daemon) return true;
    return decision.failed->closest &&
           static_cast<std::size_t>(decision.failed->closest->instance) == position;
}

// The tally that the state of the instances calls for; an instance that would take the task counts
// for nothing, which the comparison then shows.
std::map<std::string, std::int64_t> true_tally(const Problem& problem, const Decision& decision,
                                               const Demand& demand, const ClusterState& cluster) {
    std::map<std::string, std::int64_t> tally;
    for (std::size_t position = 0; position < cluster.size(); ++position) {
        if (!was_considered(decision, problem, position)) continue;
        if (!is_candidate(cluster[position], demand)) continue;
        const auto failed = first_failed_check(cluster[position], demand);
        ++tally[failed ? failed->reason : "fits"];
    }
    return tally;
}

}  // namespace

std::string violation_of_capacity(const Problem& problem, const Plan& plan) {
    std::map<std::string, std::int64_t> cpu_units;
    std::map<std::string, std::int64_t> memory_mib;
    return for_each_placed(
        problem, plan,
        [&](const PlacedTask&, const ContainerInstance& instance,
            const Demand& demand) -> std::string {
            const std::int64_t cpu = cpu_units[instance.arn] += demand.needs.cpu_units;
            const std::int64_t memory = memory_mib[instance.arn] += demand.needs.memory_mib;
            if (cpu > std::max<std::int64_t>(0, instance.remaining.cpu_units))
                return "more CPU than " + instance.arn + " had left";
            return if_not(memory <= std::max<std::int64_t>(0, instance.remaining.memory_mib),
                          "more memory than " + instance.arn + " had left");
        });
}

std::string violation_of_ports(const Problem& problem, const Plan& plan) {
    std::map<std::string, std::set<HostPort>> taken;
    for (const ContainerInstance& instance : problem.snapshot().instances)
        taken[instance.arn].insert(instance.remaining.ports.begin(),
                                   instance.remaining.ports.end());
    return for_each_placed(problem, plan,
                           [&](const PlacedTask&, const ContainerInstance& instance,
                               const Demand& demand) -> std::string {
                               std::set<HostPort>& ports = taken[instance.arn];
                               for (const HostPort& port : demand.needs.ports)
                                   if (!ports.insert(port).second)
                                       return "port " + std::to_string(port.port) +
                                              " taken twice on " + instance.arn;
                               return if_not(demand.needs.ports.empty() || ports.size() <= 100,
                                             "more than 100 ports on " + instance.arn);
                           });
}

std::string violation_of_constraints(const Problem& problem, const Plan& plan) {
    return replay(
        problem, plan,
        [](const Decision& decision, const Demand& demand,
           const ClusterState& cluster) -> std::string {
            if (decision.placed == nullptr || decision.placed->instance == no_instance) return "";
            const auto& state = cluster.at(static_cast<std::size_t>(decision.placed->instance));
            if (!is_candidate(state, demand)) return "placed on an instance that is no candidate";
            for (const Expression& expression : demand.member_of)
                if (!holds(expression, view_of(state)))
                    return "placed against a memberOf constraint";
            for (const RequiredAttribute& required : demand.needs.attributes) {
                const std::string* const value = attribute_of(*state.instance, required.name);
                if (value == nullptr || *value != required.value.value_or(*value))
                    return "placed without the attribute " + required.name;
            }
            return if_not(state.instance->agent_connected, "placed where no agent is connected");
        });
}

std::string violation_of_distinct_instance(const Problem& problem, const Plan& plan) {
    std::set<std::pair<std::string, std::string>> runs;
    for (const Task& task : problem.snapshot().tasks)
        if (is_meant_to_run(task)) runs.emplace(task.container_instance_arn, task.group);
    return for_each_placed(
        problem, plan,
        [&](const PlacedTask&, const ContainerInstance& instance, const Demand& demand) {
            const bool is_new = runs.emplace(instance.arn, demand.group).second;
            return if_not(is_new || !demand.distinct_instance,
                          "a second task of " + demand.group + " on " + instance.arn);
        });
}

std::string violation_of_reasons(const Problem& problem, const Plan& plan) {
    return replay(problem, plan,
                  [&](const Decision& decision, const Demand& demand,
                      const ClusterState& cluster) -> std::string {
                      if (decision.failed == nullptr) return "";
                      const auto expected = true_tally(problem, decision, demand, cluster);
                      if (expected.contains("fits"))
                          return "reported as unplaced, but an instance has room";
                      std::map<std::string, std::int64_t> given;
                      for (std::size_t i = 0; i < reason_count; ++i)
                          if (decision.failed->reasons[i] > 0)
                              given[std::string(to_string(static_cast<Reason>(i)))] =
                                  decision.failed->reasons[i];
                      return if_not(given == expected, "the tally is not what the candidates say");
                  });
}

std::string violation_of_gpu_ids(const Problem& problem, const Plan& plan) {
    std::map<std::string, std::set<std::string>> handed;
    return for_each_placed(
        problem, plan,
        [&](const PlacedTask& placed, const ContainerInstance& instance,
            const Demand& demand) -> std::string {
            if (placed.gpu_count != gpus_asked(instance, demand.needs))
                return "wrong number of GPUs";
            const std::vector<std::string>& free = instance.remaining.gpu_ids;
            if (placed.gpu_first + placed.gpu_count > free.size())
                return "more GPUs than were free";
            for (std::uint32_t i = 0; i < placed.gpu_count; ++i)
                if (!handed[instance.arn].insert(free[placed.gpu_first + i]).second)
                    return free[placed.gpu_first + i] + " handed out twice";
            return if_not(
                demand.needs.all_gpus == 0 || free.size() == instance.registered.gpu_ids.size(),
                "ALL on an instance with GPUs in use");
        });
}

std::string violation_of_network_interfaces(const Problem& problem, const Plan& plan) {
    std::map<std::string, std::int64_t> used;
    for (const Task& task : problem.snapshot().tasks)
        if (is_meant_to_run(task) && task.has_network_interface)
            ++used[task.container_instance_arn];
    return for_each_placed(
        problem, plan,
        [&](const PlacedTask&, const ContainerInstance& instance,
            const Demand& demand) -> std::string {
            if (demand.needs.network_interfaces == 0) return "";
            const std::string* const type_name = attribute_of(instance, "ecs.instance-type");
            const InstanceType* const type =
                type_name == nullptr ? nullptr : find_instance_type(*type_name);
            if (type == nullptr) return "";
            const bool has_trunk = attribute_of(instance, "ecs.awsvpc-trunk-id") != nullptr;
            return if_not(++used[instance.arn] <= awsvpc_task_limit(*type, has_trunk),
                          "more awsvpc tasks than a " + *type_name + " takes");
        });
}

std::string violation_of_completeness(const Problem& problem, const Plan& plan) {
    std::map<std::size_t, std::int64_t> next_index;
    const std::string violation =
        replay(problem, plan, [&](const Decision& decision, const Demand&, const ClusterState&) {
            return if_not(decision.task_index == next_index[decision.request_index]++,
                          "a task is missing, or decided twice");
        });
    if (!violation.empty()) return violation;
    for (std::size_t i = 0; i < problem.burst().size(); ++i) {
        const Request& request = problem.burst()[i];
        if (request.scheduling == SchedulingStrategy::daemon) continue;
        if (next_index[i] != request.count) return "request " + std::to_string(i) + " is cut short";
    }
    return "";
}

}  // namespace berth::tests
