// Public entry point of the compiler: names are looked up and rules of the API checked
// (request_rules), the snapshot becomes columns (instance_columns), conditions become planes and
// requests become classes (class_builder), and the burst becomes runs.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "berth/catalogue.hpp"
#include "berth/problem.hpp"
#include "compile/class_builder.hpp"
#include "compile/compiled_problem.hpp"
#include "compile/request_rules.hpp"
#include "compile/run_builder.hpp"

namespace berth {

namespace host::compile {

namespace {

/// Names to dense ids, in order of first appearance.
class GroupNames {
   public:
    explicit GroupNames(std::vector<std::string>& names) : names_(names) {}

    GroupId id(const std::string& name) {
        const auto [entry, is_new] = ids_.try_emplace(name, static_cast<GroupId>(names_.size()));
        if (is_new) names_.push_back(name);
        return entry->second;
    }

   private:
    std::vector<std::string>& names_;
    std::unordered_map<std::string, GroupId> ids_;
};

void sort_instances(CompiledProblem& problem) {
    problem.instances.reserve(problem.snapshot.instances.size());
    for (const ContainerInstance& instance : problem.snapshot.instances) {
        problem.instances.push_back(&instance);
    }
    std::ranges::sort(
        problem.instances, {},
        [](const ContainerInstance* instance) -> const std::string& { return instance->arn; });
    const auto twice = std::ranges::adjacent_find(
        problem.instances, {},
        [](const ContainerInstance* i) -> const std::string& { return i->arn; });
    if (twice != problem.instances.end()) {
        throw InputError(fmt::format("two instances have the ARN {}", (*twice)->arn));
    }
}

// Groups and network interfaces of the tasks that the snapshot's instances run.
std::vector<std::int32_t> add_snapshot_tasks(CompiledProblem& problem, GroupNames& groups) {
    std::unordered_map<std::string_view, Ordinal> ordinal_of;
    for (std::size_t i = 0; i < problem.instances.size(); ++i) {
        ordinal_of.emplace(problem.instances[i]->arn, static_cast<Ordinal>(i));
    }
    std::vector<std::int32_t> eni_tasks(problem.instances.size(), 0);
    std::size_t elsewhere = 0;
    for (const Task& task : problem.snapshot.tasks) {
        if (!task.counts() || task.container_instance_arn.empty()) continue;
        const auto found = ordinal_of.find(task.container_instance_arn);
        if (found == ordinal_of.end()) {
            ++elsewhere;
            continue;
        }
        if (!task.group.empty()) {
            problem.snapshot_tasks.push_back({found->second, groups.id(task.group)});
        }
        if (task.has_network_interface) ++eni_tasks[static_cast<std::size_t>(found->second)];
    }
    if (elsewhere > 0) {
        problem.warnings.push_back(
            {fmt::format("{} tasks of the snapshot run on instances that it does not contain; "
                         "they count in no group",
                         elsewhere),
             {}});
    }
    return eni_tasks;
}

void warn_of_unknown_types(CompiledProblem& problem) {
    std::unordered_map<std::string_view, std::size_t> unknown;
    for (const ContainerInstance* instance : problem.instances) {
        const std::string* type = instance->attribute(attribute_names::instance_type);
        if (type != nullptr && find_instance_type(*type) == nullptr) ++unknown[*type];
    }
    std::vector<std::string_view> names;
    for (const auto& [name, count] : unknown) names.push_back(name);
    std::ranges::sort(names);
    for (const std::string_view name : names) {
        problem.warnings.push_back(
            {fmt::format("the EC2 catalogue of {} lacks the instance type '{}' ({} instances): "
                         "no limit of network interfaces is applied to it",
                         catalogue_date(), name, unknown[name]),
             {}});
    }
}

// Taken ports of the universe, [port words][N].
void fill_port_bits(CompiledProblem& problem) {
    const std::size_t n = problem.instance_count();
    problem.port_bits.assign(problem.ports.words() * n, 0);
    for (std::size_t i = 0; i < n; ++i) {
        const auto bits = problem.ports.bits(problem.instances[i]->remaining.ports);
        for (std::size_t w = 0; w < bits.size(); ++w) problem.port_bits[w * n + i] = bits[w];
    }
}

void collect_ports(CompiledProblem& problem, const std::vector<ResolvedRequest>& shapes) {
    std::vector<HostPort> ports;
    for (const ResolvedRequest& shape : shapes) {
        ports.insert(ports.end(), shape.needs.ports.begin(), shape.needs.ports.end());
    }
    problem.ports = PortUniverse(std::move(ports));
    fill_port_bits(problem);
}

// Zones of Fargate tasks, and how many tasks of each group the snapshot has in them.
void collect_fargate(CompiledProblem& problem, GroupNames& groups) {
    for (const auto& [subnet, zone] : problem.snapshot.subnet_zones) {
        problem.zones.push_back(zone);
    }
    std::ranges::sort(problem.zones);
    problem.zones.erase(std::unique(problem.zones.begin(), problem.zones.end()),
                        problem.zones.end());

    for (const Task& task : problem.snapshot.tasks) {
        if (!task.is_fargate || !task.counts() || task.group.empty()) continue;
        const auto zone = std::ranges::lower_bound(problem.zones, task.availability_zone);
        if (zone == problem.zones.end() || *zone != task.availability_zone) continue;
        const GroupId group = groups.id(task.group);
        if (problem.fargate_counts.size() <= group) problem.fargate_counts.resize(group + 1);
        auto& counts = problem.fargate_counts[group];
        counts.resize(problem.zones.size(), 0);
        ++counts[static_cast<std::size_t>(zone - problem.zones.begin())];
    }
}

void count_requested(CompiledProblem& problem) {
    for (const Request& request : problem.burst) {
        if (request.count < 0) {
            throw InputError("a request asks for fewer than 0 tasks", request.where);
        }
        if (request.scheduling == SchedulingStrategy::daemon) continue;
        problem.requested_tasks += static_cast<std::uint64_t>(request.count);
        if (problem.requested_tasks > max_tasks) {
            throw InputError(fmt::format("the burst asks for more than {} tasks", max_tasks),
                             request.where);
        }
    }
}

void build_classes(CompiledProblem& problem, const std::vector<ResolvedRequest>& shapes) {
    ClassBuilder builder(problem);
    problem.shapes.reserve(shapes.size());
    for (const ResolvedRequest& shape : shapes) {
        problem.shapes.push_back({shape.scheduling, shape.launch_type == LaunchType::fargate,
                                  shape.providers, builder.classes_of(shape)});
    }
}

std::shared_ptr<const CompiledProblem> compile_problem(Snapshot snapshot,
                                                       std::vector<Request> burst) {
    auto problem = std::make_shared<CompiledProblem>(std::move(snapshot), std::move(burst));
    sort_instances(*problem);
    problem->planes = PlanePool(problem->instance_count());
    count_requested(*problem);

    RequestResolver resolver(problem->snapshot);
    GroupNames groups(problem->groups);
    problem->request_shapes.reserve(problem->burst.size());
    for (const Request& request : problem->burst) {
        const std::uint32_t shape = resolver.resolve(request);
        problem->request_shapes.push_back(shape);
        problem->request_definitions.push_back(resolver.shapes()[shape].definition);
        problem->request_groups.push_back(groups.id(resolver.shapes()[shape].group));
    }
    const std::vector<std::int32_t> eni_tasks = add_snapshot_tasks(*problem, groups);
    problem->columns = make_columns(problem->instances, eni_tasks);
    collect_ports(*problem, resolver.shapes());
    collect_fargate(*problem, groups);
    build_classes(*problem, resolver.shapes());
    count_buckets(problem->snapshot_tasks, problem->counters_of_group, problem->spread_buckets,
                  problem->counters);
    problem->runs = make_runs(*problem, own_requests(*problem));
    warn_of_unknown_types(*problem);
    std::ranges::move(resolver.warnings(), std::back_inserter(problem->warnings));
    return problem;
}

}  // namespace

}  // namespace host::compile

Problem compile(Snapshot snapshot, std::vector<Request> burst) {
    return Problem(host::compile::compile_problem(std::move(snapshot), std::move(burst)));
}

}  // namespace berth
