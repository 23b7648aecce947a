#include "whatif/metrics_context.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <string_view>

#include "berth/instance.hpp"
#include "model/resource.hpp"

namespace berth::host::whatif {

namespace {

using compile::CompiledProblem;

static_assert(metric_resource_count == kernels::resource_count &&
                  MetricResource::cpu == static_cast<MetricResource>(kernels::Resource::cpu) &&
                  MetricResource::gpu == static_cast<MetricResource>(kernels::Resource::gpu) &&
                  MetricResource::eni == static_cast<MetricResource>(kernels::Resource::eni),
              "the public resources have the numbers of the kernels'");

// Distinct texts in order, and the number of each.
struct SortedNames {
    std::vector<std::string> names;

    explicit SortedNames(std::vector<std::string> all) : names(std::move(all)) {
        std::ranges::sort(names);
        names.erase(std::unique(names.begin(), names.end()), names.end());
    }

    std::uint32_t number(std::string_view name) const {
        return static_cast<std::uint32_t>(std::ranges::lower_bound(names, name) - names.begin());
    }
};

std::string_view attribute_or(const ContainerInstance& instance, std::string_view name,
                              std::string_view otherwise) {
    const std::string* const value = instance.attribute(name);
    return value == nullptr || value->empty() ? otherwise : std::string_view(*value);
}

void add_types(MetricsContext& context, const PriceList& prices) {
    const auto type_of = [](const ContainerInstance& instance) {
        return attribute_or(instance, attribute_names::instance_type, "");
    };
    std::vector<std::string> all;
    for (const ContainerInstance* instance : context.problem.instances) {
        all.emplace_back(type_of(*instance));
    }
    SortedNames types(std::move(all));
    for (const ContainerInstance* instance : context.problem.instances) {
        context.type.push_back(types.number(type_of(*instance)));
    }
    for (const std::string& name : types.names) {
        const auto price = prices.per_hour.find(name);
        context.type_price.push_back(price == prices.per_hour.end()
                                         ? std::numeric_limits<double>::quiet_NaN()
                                         : price->second);
    }
    context.types = std::move(types.names);
}

void add_zones(MetricsContext& context) {
    const auto zone_of = [](const ContainerInstance& instance) {
        return attribute_or(instance, attribute_names::availability_zone, unknown_zone);
    };
    std::vector<std::string> all = context.problem.zones;
    all.emplace_back(unknown_zone);
    for (const ContainerInstance* instance : context.problem.instances) {
        all.emplace_back(zone_of(*instance));
    }
    SortedNames zones(std::move(all));
    for (const ContainerInstance* instance : context.problem.instances) {
        context.zone.push_back(zones.number(zone_of(*instance)));
    }
    for (std::uint32_t z = 0; z < zones.names.size(); ++z) context.zone.push_back(z);
    for (const std::string& name : context.problem.zones) {
        context.zone_of_fargate_task.push_back(zones.number(name));
    }
    context.zone_of_fargate_task.push_back(zones.number(unknown_zone));
    context.zones = std::move(zones.names);
}

void add_resources(MetricsContext& context) {
    const compile::InstanceColumns& columns = context.problem.columns;
    const std::size_t n = context.instance_count();
    context.left.resize(compile::plane_words(n));
    for (solve::cpu::AmountTile& tile : context.left) tile.fill(kernels::Amounts::none());
    for (std::size_t i = 0; i < n; ++i) {
        const kernels::Amounts& left = columns.left[i];
        context.left[i / 64].set(i % 64, left);
        auto& registered = context.registered.emplace_back();
        auto& used = context.used_before.emplace_back();
        for (const model::Resource resource : model::all_resources) {
            if (!left.is_limited(resource)) continue;
            const std::int64_t has =
                compile::registered_amount(*context.problem.instances[i], resource);
            registered[model::index_of(resource)] = has;
            used[model::index_of(resource)] = has - std::min<std::int64_t>(has, left[resource]);
        }
    }
}

void add_states(MetricsContext& context) {
    const CompiledProblem& problem = context.problem;
    const std::size_t n = problem.instance_count();
    context.active = compile::BitPlane(n);
    context.busy = compile::BitPlane(n);
    for (std::size_t i = 0; i < n; ++i) {
        context.active.assign(i, problem.instances[i]->status == "ACTIVE");
        context.busy.assign(i, problem.instances[i]->running_tasks_count > 0);
    }
    const auto arn_of = [](const ContainerInstance* instance) -> const std::string& {
        return instance->arn;
    };
    for (const Task& task : problem.snapshot.tasks) {
        if (!task.counts() || task.container_instance_arn.empty()) continue;
        const auto found =
            std::ranges::lower_bound(problem.instances, task.container_instance_arn, {}, arn_of);
        if (found == problem.instances.end() || (*found)->arn != task.container_instance_arn) {
            continue;
        }
        context.busy.set(static_cast<std::size_t>(found - problem.instances.begin()));
    }
}

// Calls `visit(group, place, tasks)` for what runs before the burst.
template <typename Visit>
void for_each_running(const MetricsContext& context, const Visit& visit) {
    const CompiledProblem& problem = context.problem;
    for (const compile::SnapshotTask& task : problem.snapshot_tasks) {
        visit(task.group, static_cast<std::uint32_t>(task.instance), 1U);
    }
    for (std::size_t g = 0; g < problem.fargate_counts.size(); ++g) {
        for (std::size_t z = 0; z < problem.fargate_counts[g].size(); ++z) {
            const auto place = static_cast<std::uint32_t>(context.instance_count()) +
                               context.zone_of_fargate_task[z];
            visit(g, place, static_cast<std::uint32_t>(problem.fargate_counts[g][z]));
        }
    }
}

void add_groups(MetricsContext& context) {
    const std::vector<std::string>& groups = context.problem.groups;
    std::vector<std::uint64_t> counts(groups.size(), 0);
    for_each_running(context, [&](std::size_t group, std::uint32_t, std::uint32_t tasks) {
        counts[group] += tasks;
    });
    context.running = Rows(counts);
    std::ranges::fill(counts, 0);
    for_each_running(context, [&](std::size_t group, std::uint32_t place, std::uint32_t tasks) {
        const auto row = context.running[group];
        for (std::uint32_t t = 0; t < tasks; ++t) row[counts[group]++] = place;
    });

    std::vector<std::uint32_t> by_name(groups.size());
    std::iota(by_name.begin(), by_name.end(), 0U);
    std::ranges::sort(by_name, {},
                      [&](std::uint32_t g) -> const std::string& { return groups[g]; });
    context.name_rank.resize(groups.size());
    for (std::uint32_t rank = 0; rank < by_name.size(); ++rank) {
        context.name_rank[by_name[rank]] = rank;
    }
}

// Classes of one shape differ in the capacity provider alone.
const compile::BitPlane* eligible_plane(MetricsContext& context,
                                        const std::vector<compile::ClassId>& classes) {
    const CompiledProblem& problem = context.problem;
    const auto plane_of = [&](compile::ClassId id) -> const compile::BitPlane& {
        return problem.planes[problem.classes[id].eligible];
    };
    if (classes.size() == 1) return &plane_of(classes.front());
    compile::BitPlane& joined = context.joined_planes.emplace_back(problem.instance_count());
    for (const compile::ClassId id : classes) {
        for (std::size_t w = 0; w < joined.word_count(); ++w)
            joined.word(w) |= plane_of(id).word(w);
    }
    return &joined;
}

void add_shapes(MetricsContext& context) {
    const CompiledProblem& problem = context.problem;
    for (const compile::RequestShape& shape : problem.shapes) {
        ShapeFacts facts;
        facts.task_class = &problem.classes[shape.classes.front()];
        facts.asked = solve::asked_amounts(facts.task_class->needs);
        facts.fargate = shape.fargate;
        facts.daemon = shape.scheduling == SchedulingStrategy::daemon;
        if (!shape.fargate) facts.eligible = eligible_plane(context, shape.classes);
        context.shapes.push_back(std::move(facts));
    }
}

}  // namespace

Rows::Rows(std::span<const std::uint64_t> lengths) : begin_(1, 0) {
    for (const std::uint64_t length : lengths) begin_.push_back(begin_.back() + length);
    entries_.resize(begin_.back());
}

MetricsContext::MetricsContext(const ScenarioBatch& batch_in, const MeasureBasis& basis)
    : batch(batch_in),
      problem(batch_in.problem.compiled()),
      definition_count(basis.definitions.size()),
      definition_of_request(basis.definition_of_request) {
    add_types(*this, basis.prices);
    add_zones(*this);
    add_resources(*this);
    add_states(*this);
    add_groups(*this);
    add_shapes(*this);
}

}  // namespace berth::host::whatif
