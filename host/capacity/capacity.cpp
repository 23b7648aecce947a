// How many more tasks of each definition fit, each definition alone; and that as JSON.
//
// The idea: tasks of one definition do not compete across instances. Whether an instance takes one
// more depends on that instance alone: its resources, its attributes, the groups that it runs, its
// running count. So each instance can be filled by itself, and the sum is what any strategy in any
// order would reach. All definitions are compiled at once, against one copy of the snapshot, and
// counted by several threads; they never meet, since each is counted from the snapshot's state.
//
// A backend that is asked for by name places the tasks one by one instead, which must give the
// same numbers.
#include "berth/capacity.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "berth/error.hpp"
#include "berth/problem.hpp"
#include "capacity/binding_reason.hpp"
#include "json/answer.hpp"
#include "model/instance.hpp"
#include "model/resource.hpp"
#include "model/task_definition_index.hpp"
#include "solve/batch/threads.hpp"
#include "solve/checks.hpp"
#include "solve/cluster_state.hpp"
#include "solve/running_groups.hpp"

namespace berth::host::capacity {

namespace {

Request request_for(const TaskDefinition& definition, const CapacityOptions& options) {
    Request request;
    request.task_definition = model::display_name(definition);
    request.constraints = options.constraints;
    // Which instance is first does not matter; `random`, the default, would only be slower.
    request.strategies = {{StrategyType::binpack, StrategyField::memory, ""}};
    if (options.capacity_provider.empty()) {
        request.launch_type = LaunchType::ec2;
    } else {
        request.capacity_providers = {{options.capacity_provider, 0, 1}};
    }
    return request;
}

std::vector<Request> requests_for(const Snapshot& snapshot, const CapacityOptions& options) {
    std::vector<Request> requests;
    if (options.task_definitions.empty()) {
        for (const TaskDefinition& definition : snapshot.task_definitions) {
            requests.push_back(request_for(definition, options));
        }
    }
    const model::TaskDefinitionIndex index(snapshot);
    for (const std::string& name : options.task_definitions) {
        const TaskDefinition* definition = index.find(name);
        // An unknown name is left for compile() to refuse, with its remedy.
        TaskDefinition unknown;
        unknown.arn = name;
        requests.push_back(request_for(definition == nullptr ? unknown : *definition, options));
    }
    return requests;
}

/// Fills the candidates of one class, instance by instance.
class Filler {
   public:
    Filler(const compile::CompiledProblem& problem, const compile::TaskClass& task_class,
           std::uint64_t limit)
        : task_class_(task_class),
          candidates_(problem.planes[task_class.candidates]),
          limit_(limit),
          state_(problem),
          running_(problem) {}

    void fill(CapacityRow& row) {
        solve::FailureSummary summary;
        for (std::size_t i = 0; i < state_.problem.instance_count(); ++i) {
            if (!candidates_.test(i)) continue;
            const auto failed = fill_instance(i, row.fits);
            if (!failed) {
                row.unbounded = true;
                return;
            }
            summary.add(*failed, i);
        }
        row.reasons = summary.reasons;
        row.closest = summary.closest;
        row.binding = binding_reason(summary.reasons);
    }

   private:
    std::optional<solve::FailedCheck> check(std::size_t instance) const {
        return solve::first_failing_check(state_, task_class_, instance, [&](std::size_t i) {
            return running_.member_of(state_, task_class_, i);
        });
    }

    // Why the instance takes no more; nothing where the limit came first.
    std::optional<solve::FailedCheck> fill_instance(std::size_t instance, std::uint64_t& fits) {
        while (true) {
            if (const auto failed = check(instance)) return failed;
            if (fits == limit_) return std::nullopt;
            state_.commit(task_class_, instance);
            running_.add(task_class_.group, instance);
            ++fits;
        }
    }

    const compile::TaskClass& task_class_;
    const compile::BitPlane& candidates_;
    std::uint64_t limit_;
    solve::ClusterState state_;
    solve::RunningGroups running_;
};

void fill_each_alone(const Problem& problem, const CapacityOptions& options,
                     std::vector<CapacityRow>& rows) {
    const compile::CompiledProblem& compiled = problem.compiled();
    solve::batch::on_threads(rows.size(), options.solve.threads, [&](std::size_t r) {
        const compile::ClassId id = compiled.class_of(static_cast<std::uint32_t>(r), 0);
        Filler(compiled, compiled.classes[id], options.limit).fill(rows[r]);
    });
}

Plan place_some(const Snapshot& snapshot, Request request, std::uint64_t count,
                const SolveOptions& options) {
    request.count = static_cast<std::int64_t>(count);
    return berth::solve(berth::compile(snapshot, {std::move(request)}), options);
}

// More and more tasks until one fails, since a plain backend looks at each task that fails. One
// task more than the limit tells whether anything binds.
void solve_alone(const Snapshot& snapshot, const Request& request, const CapacityOptions& options,
                 CapacityRow& row) {
    constexpr std::uint64_t first_count = 1024;
    constexpr std::uint64_t growth = 8;
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max() / growth;
    const std::uint64_t last_count = std::min(options.limit, most) + 1;
    std::uint64_t count = std::min(first_count, last_count);
    Plan plan = place_some(snapshot, request, count, options.solve);
    while (plan.failures.empty() && count < last_count) {
        count = std::min(count * growth, last_count);
        plan = place_some(snapshot, request, count, options.solve);
    }
    row.unbounded = plan.failures.empty();
    row.fits = plan.tasks.size() - (row.unbounded ? 1 : 0);
    if (row.unbounded) return;
    row.reasons = plan.failures.front().reasons;
    row.closest = plan.failures.front().closest;
    row.binding = binding_reason(row.reasons);
}

}  // namespace

std::optional<Reason> binding_reason(const ReasonTally& tally) {
    std::optional<Reason> best;
    const auto weight = [&](Reason reason) {
        return std::pair(model::words_of(reason).is_resource,
                         tally[static_cast<std::size_t>(reason)]);
    };
    for (std::size_t r = 0; r < reason_count; ++r) {
        const auto reason = static_cast<Reason>(r);
        if (tally[r] > 0 && (!best || weight(reason) >= weight(*best))) best = reason;
    }
    return best;
}

}  // namespace berth::host::capacity

namespace berth {

std::vector<CapacityRow> capacity(const Snapshot& snapshot, const CapacityOptions& options) {
    const std::vector<Request> requests = host::capacity::requests_for(snapshot, options);
    if (requests.empty()) return {};
    if (snapshot.instances.empty()) throw InputError(std::string(no_instances_message));
    std::vector<CapacityRow> rows;
    for (const Request& request : requests)
        rows.emplace_back().task_definition = request.task_definition;
    const Problem problem = compile(snapshot, requests);
    if (options.solve.backend == "auto") {
        host::capacity::fill_each_alone(problem, options, rows);
        return rows;
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        host::capacity::solve_alone(snapshot, requests[r], options, rows[r]);
    }
    return rows;
}

void write_capacity_json(std::string& out, const Snapshot& snapshot,
                         std::span<const CapacityRow> rows) {
    using namespace host;
    const model::InstancesInOrder instances(snapshot);
    json::Writer writer(out);
    json::begin_answer(writer);
    json::write_size(writer, "instances", snapshot.instances.size());
    writer.line(1);
    writer.key("capacity");
    writer.begin_list();
    for (const CapacityRow& row : rows) {
        writer.line(2);
        writer.begin_object();
        writer.member("taskDefinitionArn", row.task_definition);
        json::write_size(writer, "fits", row.fits);
        writer.key("limitReached");
        writer.boolean(row.unbounded);
        json::write_reason_or_null(writer, "binding", row.binding);
        json::write_reasons(writer, row.reasons);
        json::write_closest(writer, row.closest,
                            row.closest ? &instances[row.closest->instance] : nullptr);
        writer.end_object();
    }
    writer.end_list();
    json::end_answer(writer, snapshot.warnings);
    out += '\n';
}

}  // namespace berth
