#include "cli/plan_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "cli/text.hpp"
#include "model/task_definition_index.hpp"

namespace berth::host::cli {

namespace {

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

std::size_t instances_used(const Problem& problem, const Plan& plan) {
    std::vector<bool> used(problem.instance_count());
    for (const PlacedTask& task : plan.tasks) {
        if (task.instance != no_instance) used[static_cast<std::size_t>(task.instance)] = true;
    }
    return static_cast<std::size_t>(std::ranges::count(used, true));
}

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

}  // namespace

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
