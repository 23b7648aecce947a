// What a plan does to the cluster, by instance type.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string>
#include <vector>

#include "cli/plan_table.hpp"
#include "cli/text.hpp"
#include "compile/needs.hpp"
#include "model/resource.hpp"

namespace berth::host::cli {

namespace {

using model::Resource;

// Interfaces, which ECS does not list, are not in the table.
bool is_shown(Resource resource) {
    return !model::words_of(resource).ecs_name.empty();
}

std::string heading(Resource resource) {
    std::string text = fmt::format("{} in use", model::words_of(resource).noun);
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

// A resource summed over the instances of a type.
struct Usage {
    std::int64_t registered = 0;
    std::int64_t before = 0;
    std::int64_t added = 0;

    std::string text() const {
        if (registered <= 0) return "-";
        const std::string first = percent(before, registered);
        return fmt::format("{} -> {}", first.substr(0, first.size() - 2),
                           percent(before + added, registered));
    }
};

struct TypeUsage {
    std::uint64_t instances = 0;
    std::uint64_t instances_used = 0;
    std::uint64_t tasks = 0;
    std::array<Usage, model::resource_count> of;
};

using UsageByType = std::map<std::string, TypeUsage>;

void add_instance(TypeUsage& usage, const ContainerInstance& instance) {
    const auto used = [](std::int64_t registered, std::int64_t remaining) {
        return registered - std::clamp<std::int64_t>(remaining, 0, registered);
    };
    usage.instances += 1;
    for (const Resource resource : model::all_resources) {
        const std::int64_t has = model::amount_in(instance.registered, resource);
        const std::int64_t left = model::amount_in(instance.remaining, resource);
        usage.of[model::index_of(resource)].registered += has;
        usage.of[model::index_of(resource)].before += used(has, left);
    }
}

// What the tasks of a request need. Plans go through the burst request by request, so it is enough
// to remember the last one.
class RequestNeeds {
   public:
    explicit RequestNeeds(const Problem& problem) : problem_(problem) {}

    const compile::TaskNeeds& of(std::size_t request_index) {
        if (request_index != known_) {
            const Request& request = problem_.burst()[request_index];
            needs_ = compile::task_needs(problem_.task_definition(request_index), request.overrides,
                                         request.where);
            known_ = request_index;
        }
        return needs_;
    }

   private:
    const Problem& problem_;
    std::size_t known_ = static_cast<std::size_t>(-1);
    compile::TaskNeeds needs_;
};

std::string fargate_name(const Problem& problem, const PlacedTask& task) {
    const bool has_zone = task.zone >= 0;
    return fmt::format("FARGATE ({})", has_zone
                                           ? problem.zones()[static_cast<std::size_t>(task.zone)]
                                           : "zone unknown");
}

void add_tasks(UsageByType& usage, const std::vector<TypeUsage*>& type_of, const Problem& problem,
               const Plan& plan) {
    std::vector<bool> used(problem.instance_count());
    RequestNeeds needs(problem);
    for (const PlacedTask& task : plan.tasks) {
        if (task.instance == no_instance) {
            usage[fargate_name(problem, task)].tasks += 1;
            continue;
        }
        const auto ordinal = static_cast<std::size_t>(task.instance);
        TypeUsage& type = *type_of[ordinal];
        const compile::TaskNeeds& need = needs.of(task.request_index);
        type.tasks += 1;
        for (const Resource resource : model::all_resources) {
            type.of[model::index_of(resource)].added +=
                resource == Resource::gpu ? std::int64_t{task.gpu_count} : need[resource];
        }
        if (!used[ordinal]) type.instances_used += 1;
        used[ordinal] = true;
    }
}

UsageByType usage_by_type(const Problem& problem, const Plan& plan) {
    UsageByType usage;
    std::vector<TypeUsage*> type_of;  // by ordinal; the nodes of a map stay where they are
    type_of.reserve(problem.instance_count());
    for (std::size_t i = 0; i < problem.instance_count(); ++i) {
        const ContainerInstance& instance = problem.instance(static_cast<Ordinal>(i));
        TypeUsage& type = usage[attribute_or_dash(instance, attribute_names::instance_type)];
        add_instance(type, instance);
        type_of.push_back(&type);
    }
    add_tasks(usage, type_of, problem, plan);
    return usage;
}

std::vector<std::string> row(const std::string& name, const TypeUsage& usage) {
    const bool is_fargate = usage.instances == 0;
    std::vector<std::string> cells = {name, is_fargate ? "-" : with_separators(usage.instances),
                                      is_fargate ? "-" : with_separators(usage.instances_used),
                                      with_separators(usage.tasks)};
    for (const Resource resource : model::all_resources) {
        if (is_shown(resource)) cells.push_back(usage.of[model::index_of(resource)].text());
    }
    return cells;
}

}  // namespace

std::string instance_type_section(const Problem& problem, const Plan& plan, const Style& style) {
    const UsageByType usage = usage_by_type(problem, plan);
    if (usage.empty()) return {};
    std::vector<Column> columns = {{"Instance type"},
                                   {"Instances", Align::right},
                                   {"Used", Align::right},
                                   {"Tasks placed", Align::right}};
    for (const Resource resource : model::all_resources) {
        if (is_shown(resource)) columns.push_back({heading(resource), Align::right});
    }
    Table table(std::move(columns));
    for (const auto& [name, type] : usage) table.add_row(row(name, type));
    return style.bold("By instance type") + '\n' + table.to_text(style);
}

}  // namespace berth::host::cli
