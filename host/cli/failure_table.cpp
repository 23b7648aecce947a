// Why tasks of a plan fit nowhere: the tally of reasons, the closest instance, and whether the
// tasks could ever fit.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "berth/catalogue.hpp"
#include "cli/display.hpp"
#include "cli/tables.hpp"
#include "compile/needs.hpp"
#include "model/resource.hpp"
#include "model/task_definition_index.hpp"

namespace berth::host::cli {

namespace {

constexpr std::size_t shown_groups = 20;

// Failed tasks of one task definition and group; `first` speaks for all of them.
struct FailedGroup {
    const FailedTasks* first = nullptr;
    std::uint64_t tasks = 0;
    std::size_t requests = 0;
    std::uint32_t last_request = 0;
};

std::vector<FailedGroup> failed_groups(const Problem& problem, const Plan& plan) {
    std::vector<FailedGroup> groups;
    std::map<std::pair<const TaskDefinition*, std::string_view>, std::size_t> position;
    for (const FailedTasks& failure : plan.failures) {
        const std::pair key(&problem.task_definition(failure.request_index),
                            std::string_view(problem.group(failure.request_index)));
        const auto [found, is_new] = position.emplace(key, groups.size());
        if (is_new) groups.push_back({.first = &failure});
        FailedGroup& group = groups[found->second];
        if (is_new || group.last_request != failure.request_index) group.requests += 1;
        group.tasks += failure.count;
        group.last_request = failure.request_index;
    }
    return groups;
}

std::string tally_lines(const ReasonTally& tally, const Style& style) {
    Table table({{"Instances", Align::right}, {"Reason"}, {"Meaning"}});
    for (std::size_t i = reason_count; i-- > 0;) {
        const auto reason = static_cast<Reason>(i);
        if (tally[i] == 0) continue;
        table.add_row({with_separators(std::uint64_t{tally[i]}), std::string(to_string(reason)),
                       std::string(describe(reason))});
    }
    return table.empty() ? "    no instance is a candidate\n" : table.to_text(style, 4);
}

std::string group_text(const Problem& problem, const FailedGroup& group, const Style& style) {
    const FailedTasks& failure = *group.first;
    const std::size_t request = failure.request_index;
    std::string text =
        printable(fmt::format("  {} of {}, group {}, request {}", counted(group.tasks, "task"),
                              model::family_and_revision(problem.task_definition(request)),
                              problem.group(request), request));
    if (group.requests > 1)
        text += fmt::format(" and {} more", with_separators(group.requests - 1));
    text += "\n" + tally_lines(failure.reasons, style);
    if (failure.closest) {
        text += "    " + printable(closest_sentence(problem, request, *failure.closest)) + '\n';
    }
    const EmptyFit fit = could_ever_fit(problem, failure.task_class);
    return text + "    " + printable(empty_fit_sentence(fit)) + '\n';
}

}  // namespace

std::string closest_sentence(const Problem& problem, std::size_t request_index,
                             const ClosestInstance& closest) {
    const ContainerInstance& instance = problem.instance(closest.instance);
    const Request& request = problem.burst()[request_index];
    const compile::TaskNeeds needs = compile::task_needs(problem.task_definition(request_index),
                                                         request.overrides, request.where);
    const std::string name = "closest: " + instance_with_place(instance);
    if (closest.reason == Reason::ports) {
        return fmt::format("{}: {} in the way", name, amount(closest.reason, closest.shortfall));
    }
    const auto resource = model::resource_of(closest.reason);
    if (!resource) return fmt::format("{}: {}", name, describe(closest.reason));
    const auto registered_gpus = static_cast<std::int32_t>(instance.registered.gpu_ids.size());
    const std::int64_t asked = needs.amount_on(*resource, registered_gpus);
    const std::int64_t left = asked - closest.shortfall;
    return fmt::format("{} has {} left, needs {}, short by {}", name, amount(closest.reason, left),
                       amount(closest.reason, asked), amount(closest.reason, closest.shortfall));
}

std::string empty_fit_sentence(const EmptyFit& fit) {
    if (fit.on_cluster) return "an instance of this cluster would take it if it ran nothing else";
    const std::string here =
        "no instance of this cluster would take it, even if it ran nothing else";
    if (fit.catalogue_type.empty()) {
        return fmt::format("{}, and no type of the EC2 catalogue of {} is large enough", here,
                           catalogue_date());
    }
    return fmt::format(
        "{}; by size and architecture alone the cheapest type that would is {} (EC2 catalogue of "
        "{})",
        here, fit.catalogue_type, catalogue_date());
}

std::string failure_section(const Problem& problem, const Plan& plan, const Style& style) {
    std::vector<FailedGroup> groups = failed_groups(problem, plan);
    if (groups.empty()) return {};
    const std::size_t left_out = groups.size() - std::min(groups.size(), shown_groups);
    if (left_out > 0) {
        std::ranges::stable_sort(groups, std::ranges::greater{}, &FailedGroup::tasks);
        groups.resize(shown_groups);
    }
    std::string text =
        style.bold(fmt::format("Not placed: {}", counted(plan.failed(), "task"))) + '\n';
    for (const FailedGroup& group : groups) text += group_text(problem, group, style);
    if (left_out > 0) {
        text += fmt::format("  ... and the tasks of {} in --output json\n",
                            counted(left_out, "more group"));
    }
    return text + fmt::format(
                      "  'berth explain --request {}' on the same input gives every instance's "
                      "answer and what would help\n",
                      groups.front().first->request_index);
}

}  // namespace berth::host::cli
