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
#include "compile/provider_draw.hpp"
#include "compile/request_rules.hpp"

namespace berth {

namespace engine {

namespace {

constexpr std::uint64_t max_tasks = 10'000'000;

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

void count_snapshot_buckets(CompiledProblem& problem) {
    for (const SnapshotTask& task : problem.snapshot_tasks) {
        for (const std::uint32_t c : problem.counters_of_group[task.group]) {
            BucketCounter& counter = problem.counters[c];
            const SpreadBuckets& buckets = problem.spread_buckets[counter.buckets];
            ++counter.initial[buckets.bucket[static_cast<std::size_t>(task.instance)]];
        }
    }
}

/// Turns requests into runs, DAEMON services first [ECS].
class RunBuilder {
   public:
    RunBuilder(CompiledProblem& problem, const std::vector<ResolvedRequest>& shapes,
               const std::vector<std::vector<ClassId>>& classes)
        : problem_(problem), shapes_(shapes), classes_(classes) {}

    void add(std::uint32_t request_index, std::uint32_t shape) {
        const ResolvedRequest& resolved = shapes_[shape];
        if (resolved.scheduling == SchedulingStrategy::daemon) {
            problem_.runs.push_back({RunKind::daemon, request_index, 0, 0, classes_[shape][0]});
        } else if (resolved.providers.empty()) {
            append(request_index, 0, count(request_index), shape, 0);
        } else {
            draw(request_index, shape);
        }
    }

   private:
    std::uint32_t count(std::uint32_t request_index) const {
        return static_cast<std::uint32_t>(problem_.burst[request_index].count);
    }

    void append(std::uint32_t request_index, std::uint32_t first, std::uint32_t count,
                std::uint32_t shape, std::size_t provider) {
        if (count == 0) return;
        const bool fargate = shapes_[shape].launch_type == LaunchType::fargate;
        problem_.runs.push_back({fargate ? RunKind::fargate : RunKind::replica, request_index,
                                 first, count, classes_[shape][provider]});
    }

    void draw(std::uint32_t request_index, std::uint32_t shape) {
        ProviderDraw provider_draw(shapes_[shape].providers);
        std::size_t current = 0;
        std::uint32_t first = 0;
        for (std::uint32_t t = 0; t < count(request_index); ++t) {
            const std::optional<std::size_t> provider = provider_draw.next();
            if (!provider) {
                throw InputError(
                    "no capacity provider of the strategy has a weight above 0, and "
                    "no base is left for the request's tasks",
                    problem_.burst[request_index].where);
            }
            if (*provider == current) continue;
            append(request_index, first, t - first, shape, current);
            current = *provider;
            first = t;
        }
        append(request_index, first, count(request_index) - first, shape, current);
    }

    CompiledProblem& problem_;
    const std::vector<ResolvedRequest>& shapes_;
    const std::vector<std::vector<ClassId>>& classes_;
};

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

void build_runs(CompiledProblem& problem, RequestResolver& resolver,
                const std::vector<std::uint32_t>& shape_of) {
    ClassBuilder builder(problem);
    std::vector<std::vector<ClassId>> classes;
    for (const ResolvedRequest& shape : resolver.shapes()) {
        classes.push_back(builder.classes_of(shape));
    }
    count_snapshot_buckets(problem);
    RunBuilder runs(problem, resolver.shapes(), classes);
    for (const bool daemons : {true, false}) {
        for (std::uint32_t r = 0; r < shape_of.size(); ++r) {
            const bool is_daemon = problem.burst[r].scheduling == SchedulingStrategy::daemon;
            if (is_daemon == daemons) runs.add(r, shape_of[r]);
        }
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
    std::vector<std::uint32_t> shape_of;
    shape_of.reserve(problem->burst.size());
    for (const Request& request : problem->burst) {
        const std::uint32_t shape = resolver.resolve(request);
        shape_of.push_back(shape);
        problem->request_definitions.push_back(resolver.shapes()[shape].definition);
        problem->request_groups.push_back(groups.id(resolver.shapes()[shape].group));
    }
    const std::vector<std::int32_t> eni_tasks = add_snapshot_tasks(*problem, groups);
    problem->columns = make_columns(problem->instances, eni_tasks);
    collect_ports(*problem, resolver.shapes());
    collect_fargate(*problem, groups);
    build_runs(*problem, resolver, shape_of);
    warn_of_unknown_types(*problem);
    std::ranges::move(resolver.warnings(), std::back_inserter(problem->warnings));
    return problem;
}

}  // namespace

}  // namespace engine

Problem compile(Snapshot snapshot, std::vector<Request> burst) {
    return Problem(engine::compile_problem(std::move(snapshot), std::move(burst)));
}

}  // namespace berth
