#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "cli/display.hpp"
#include "cli/tables.hpp"
#include "compile/needs.hpp"
#include "model/resource.hpp"
#include "model/task_definition_index.hpp"

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

// Tables with more rows than this are joined or shortened, and say so.
constexpr std::size_t shown_rows = 40;

// Tasks per request, in burst order.
struct RequestCounts {
    std::vector<std::uint64_t> placed;
    std::vector<std::uint64_t> failed;
};

RequestCounts count_by_request(const Problem& problem, const Plan& plan) {
    const std::size_t requests = problem.burst().size();
    RequestCounts counts{std::vector<std::uint64_t>(requests),
                         std::vector<std::uint64_t>(requests)};
    for (const PlacedTask& task : plan.tasks) counts.placed[task.request_index] += 1;
    for (const FailedTasks& failure : plan.failures) {
        counts.failed[failure.request_index] += failure.count;
    }
    return counts;
}

std::size_t instances_used(const Problem& problem, const Plan& plan) {
    std::vector<bool> used(problem.instance_count());
    for (const PlacedTask& task : plan.tasks) {
        if (task.instance != no_instance) used[static_cast<std::size_t>(task.instance)] = true;
    }
    return static_cast<std::size_t>(std::ranges::count(used, true));
}

// "9,403 of 10,000 tasks placed on 812 of 1,000 instances (seed 0, backend cpu, solved in 12 ms,
// snapshot 3 h old)"
std::string verdict_sentence(const Problem& problem, const Plan& plan, std::uint64_t seed) {
    const std::uint64_t requested = plan.tasks.size() + plan.failed();
    const auto fargate = static_cast<std::uint64_t>(
        std::ranges::count(plan.tasks, no_instance, &PlacedTask::instance));
    std::string text = fmt::format(
        "{} of {} placed on {} of {}", with_separators(std::uint64_t{plan.tasks.size()}),
        counted(requested, "task"), with_separators(std::uint64_t{instances_used(problem, plan)}),
        counted(problem.instance_count(), "instance"));
    if (fargate > 0) text += fmt::format(", {} of them on FARGATE", with_separators(fargate));
    text += fmt::format(" (seed {}, backend {}, solved in {}", seed, plan.backend,
                        duration(plan.solve_seconds));
    if (problem.snapshot().taken_at) {
        const auto elapsed = std::chrono::system_clock::now() - *problem.snapshot().taken_at;
        text += fmt::format(", snapshot {} old",
                            age(std::chrono::duration_cast<std::chrono::seconds>(elapsed)));
    }
    return text + ")";
}

// Requests of one definition and group that are shown as one.
struct RequestRow {
    std::string requests;  ///< "3", "3-7" or "12 requests"
    std::string definition;
    std::string group;
    std::uint64_t request_count = 0;
    std::uint64_t placed = 0;
    std::uint64_t failed = 0;

    std::uint64_t asked() const { return placed + failed; }
};

std::string request_range(std::size_t first, std::size_t last) {
    return first == last ? std::to_string(first) : fmt::format("{}-{}", first, last);
}

// One row per run of equal requests, in burst order.
std::vector<RequestRow> rows_by_request(const Problem& problem, const RequestCounts& counts) {
    std::vector<RequestRow> rows;
    std::size_t first = 0;
    for (std::size_t i = 0; i < problem.burst().size(); ++i) {
        const std::string definition = model::family_and_revision(problem.task_definition(i));
        const std::string& group = problem.group(i);
        if (rows.empty() || rows.back().definition != definition || rows.back().group != group) {
            rows.push_back({.requests = {}, .definition = definition, .group = group});
            first = i;
        }
        RequestRow& row = rows.back();
        row.requests = request_range(first, i);
        row.request_count += 1;
        row.placed += counts.placed[i];
        row.failed += counts.failed[i];
    }
    return rows;
}

// One row per task definition, in order of first appearance.
std::vector<RequestRow> rows_by_definition(const std::vector<RequestRow>& rows) {
    std::vector<RequestRow> joined;
    std::map<std::string, std::size_t> position;
    for (const RequestRow& row : rows) {
        const auto [found, is_new] = position.emplace(row.definition, joined.size());
        if (is_new)
            joined.push_back({.requests = {}, .definition = row.definition, .group = row.group});
        RequestRow& sum = joined[found->second];
        sum.request_count += row.request_count;
        sum.placed += row.placed;
        sum.failed += row.failed;
        sum.requests = counted(sum.request_count, "request");
        if (sum.group != row.group) sum.group = "(several)";
    }
    return joined;
}

std::string omission(std::size_t left_out, std::string_view what) {
    return fmt::format("  ... and {} that {} in --output json\n", counted(left_out, what),
                       left_out == 1 ? "stands" : "stand");
}

std::string request_section(const Problem& problem, const Plan& plan, const Style& style) {
    std::vector<RequestRow> rows = rows_by_request(problem, count_by_request(problem, plan));
    if (rows.empty()) return {};
    const bool joined = rows.size() > shown_rows;
    if (joined) rows = rows_by_definition(rows);
    std::size_t left_out = 0;
    if (rows.size() > shown_rows) {
        std::ranges::stable_sort(rows, std::ranges::greater{}, [](const RequestRow& row) {
            return std::pair(row.failed, row.asked());
        });
        left_out = rows.size() - shown_rows;
        rows.resize(shown_rows);
    }
    Table table({{"Request"},
                 {"Task definition"},
                 {"Group"},
                 {"Asked", Align::right},
                 {"Placed", Align::right},
                 {"Failed", Align::right}});
    for (const RequestRow& row : rows) {
        table.add_row({row.requests, row.definition, row.group, with_separators(row.asked()),
                       with_separators(row.placed), with_separators(row.failed)});
    }
    std::string text = style.bold(joined ? "By task definition" : "By request") + '\n';
    text += table.to_text(style);
    if (left_out > 0) text += omission(left_out, "more task definition");
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

}  // namespace

std::string plan_table(const Problem& problem, const Plan& plan, std::uint64_t seed,
                       const Style& style) {
    std::string text = style.bold(verdict_sentence(problem, plan, seed)) + '\n';
    for (const std::string& section :
         {request_section(problem, plan, style), instance_type_section(problem, plan, style),
          failure_section(problem, plan, style)}) {
        if (!section.empty()) text += '\n' + section;
    }
    return text;
}

}  // namespace berth::host::cli
