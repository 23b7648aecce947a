#include "explain/verdicts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "berth/constraint.hpp"
#include "compile/signature.hpp"
#include "explain/why.hpp"
#include "explain/words.hpp"
#include "model/resource.hpp"

namespace berth::host::explain {

namespace {

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
