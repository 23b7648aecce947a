#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <tuple>
#include <vector>

#include "cli/display.hpp"
#include "cli/tables.hpp"
#include "simulate/busy_periods.hpp"
#include "simulate/duration_text.hpp"
#include "simulate/failures.hpp"

namespace berth::host::cli {

namespace {

// From a minute on to the second: more digits tell nobody more.
std::string time_text(SimulationTime time) {
    if (std::chrono::abs(time) < std::chrono::minutes(1)) return simulate::duration_text(time);
    return simulate::duration_text(std::chrono::round<std::chrono::seconds>(time));
}

std::string wait_text(double seconds) {
    return time_text(SimulationTime(std::llround(seconds * 1e3)));
}

std::string hours_text(double hours) {
    return decimals_with_separators(hours, 2);
}

std::string money(const SimulationResult& result, double amount) {
    const int decimals = amount > 0 && amount < 0.1 ? 4 : 2;
    return fmt::format("{} {}", decimals_with_separators(amount, decimals),
                       printable(result.currency));
}

double all_hours(const SimulationTotals& totals) {
    double hours = 0;
    for (const auto& [type, of_type] : totals.instance_hours) hours += of_type;
    return hours;
}

std::string section(const Style& style, const std::string& title, const std::string& body) {
    return body.empty() ? std::string() : fmt::format("\n{}\n{}", style.bold(title), body);
}

std::string provider_name(const SimulationResult& result, std::uint32_t provider) {
    return provider == no_index ? "-" : printable(result.providers.at(provider).name);
}

// "98 finished, 2 refused"
std::string outcomes(const SimulationTotals& totals) {
    const std::pair<std::uint64_t, std::string_view> counts[] = {
        {totals.finished, "finished"},          {totals.refused, "refused"},
        {totals.given_up, "gave up waiting"},   {totals.interrupted, "lost their instance"},
        {totals.waiting, "waiting at the end"},
    };
    std::vector<std::string> parts;
    for (const auto& [count, what] : counts) {
        if (count > 0) parts.push_back(fmt::format("{} {}", with_separators(count), what));
    }
    return parts.empty() ? "" : fmt::format(": {}", fmt::join(parts, ", "));
}

std::string totals_text(const SimulationResult& result) {
    const SimulationTotals& totals = result.totals;
    std::string text = fmt::format("  {}{}\n", counted(totals.tasks, "task"), outcomes(totals));
    text += fmt::format("  simulated {}, at most {} at a time\n", time_text(totals.ended),
                        counted(totals.peak_instances, "instance"));
    text += fmt::format("  {} instance-hours, {}, of it {} while no task ran\n",
                        hours_text(all_hours(totals)), money(result, totals.cost),
                        money(result, totals.idle_cost));
    if (totals.unpriced_instance_hours > 0) {
        text += fmt::format("  {} instance-hours have no known price and are in no cost\n",
                            hours_text(totals.unpriced_instance_hours));
    }
    return text;
}

std::string waits_text(const SimulationResult& result, const Style& style) {
    const WaitTimes& waits = result.totals.waits;
    if (waits.tasks == 0) return {};
    Table table({{"Tasks", Align::right},
                 {"p50", Align::right},
                 {"p90", Align::right},
                 {"p99", Align::right},
                 {"maximum", Align::right},
                 {"mean", Align::right}});
    table.add_row({with_separators(waits.tasks), wait_text(waits.p50), wait_text(waits.p90),
                   wait_text(waits.p99), wait_text(waits.maximum), wait_text(waits.mean)});
    return table.to_text(style);
}

struct InstanceGroup {
    std::uint64_t instances = 0;
    std::uint64_t tasks = 0;
    double hours = 0;
};

double hours_of(const SimulatedInstance& instance, SimulationTime end) {
    const SimulationTime begin = instance.launched.value_or(SimulationTime(0));
    const SimulationTime length = instance.gone.value_or(end) - begin;
    return std::chrono::duration<double, std::ratio<3600>>(length).count();
}

std::string instances_text(const SimulationResult& result, const Style& style) {
    const std::vector<simulate::InstanceUse> uses = simulate::instance_uses(result);
    std::map<std::pair<std::uint32_t, std::string>, InstanceGroup> groups;
    for (std::size_t i = 0; i < result.instances.size(); ++i) {
        const SimulatedInstance& instance = result.instances[i];
        InstanceGroup& group = groups[{instance.provider, instance.instance_type}];
        ++group.instances;
        group.tasks += uses[i].tasks;
        group.hours += hours_of(instance, result.totals.ended);
    }
    if (groups.empty()) return {};
    Table table({{"Capacity provider"},
                 {"Type"},
                 {"Instances", Align::right},
                 {"Hours", Align::right},
                 {"Tasks", Align::right}});
    for (const auto& [key, group] : groups) {
        const auto& [provider, type] = key;
        table.add_row({provider_name(result, provider), type.empty() ? "unknown" : printable(type),
                       with_separators(group.instances), hours_text(group.hours),
                       with_separators(group.tasks)});
    }
    return table.to_text(style);
}

std::string decisions_text(const SimulationResult& result, const Style& style) {
    Table table({{"Time", Align::right}, {"Capacity provider"}, {"Desired"}, {"Why"}});
    for (const ScalingDecision& decision : result.decisions) {
        if (decision.desired_before == decision.desired_after) continue;
        table.add_row({time_text(decision.at), provider_name(result, decision.provider),
                       fmt::format("{} -> {}", with_separators(decision.desired_before),
                                   with_separators(decision.desired_after)),
                       printable(explain_decision(result, decision))});
    }
    return table.empty() ? std::string() : table.to_text(style);
}

bool same_state(const SimulationMinute& a, const SimulationMinute& b) {
    const auto of_provider = [](const SimulationMinute::OfProvider& one,
                                const SimulationMinute::OfProvider& other) {
        return std::tie(one.launching, one.active, one.draining, one.desired, one.metric) ==
               std::tie(other.launching, other.active, other.draining, other.desired, other.metric);
    };
    return std::tie(a.provisioning, a.pending, a.running, a.stopped, a.refused) ==
               std::tie(b.provisioning, b.pending, b.running, b.stopped, b.refused) &&
           std::ranges::equal(a.providers, b.providers, of_provider);
}

bool is_shown(const SimulationResult& result, std::size_t m, const MinuteRows& rows) {
    if (!rows.only_changes) return m % rows.every == 0;
    return m == 0 || !same_state(result.minutes[m], result.minutes[m - 1]);
}

// "2 + 1" = active and launching; draining ones have a minus.
std::string provider_cell(const SimulationMinute::OfProvider& provider) {
    std::string text = with_separators(provider.active);
    if (provider.launching > 0) text += fmt::format(" + {}", with_separators(provider.launching));
    if (provider.draining > 0) text += fmt::format(" - {}", with_separators(provider.draining));
    return text;
}

bool has_others(const SimulationResult& result) {
    return std::ranges::any_of(result.instances, [](const SimulatedInstance& instance) {
        return instance.provider == no_index;
    });
}

std::vector<Column> minute_columns(const SimulationResult& result) {
    std::vector<Column> columns = {{"Time", Align::right},    {"PROVISIONING", Align::right},
                                   {"PENDING", Align::right}, {"RUNNING", Align::right},
                                   {"stopped", Align::right}, {"refused", Align::right}};
    for (const SimulatedProvider& provider : result.providers) {
        columns.push_back({printable(provider.name), Align::right});
        columns.push_back({"[%]", Align::right});
    }
    if (has_others(result)) columns.push_back({"no provider", Align::right});
    return columns;
}

std::vector<std::string> minute_row(const SimulationResult& result,
                                    const SimulationMinute& minute) {
    std::vector<std::string> row = {time_text(minute.at)};
    for (const std::uint64_t count :
         {minute.provisioning, minute.pending, minute.running, minute.stopped, minute.refused}) {
        row.push_back(with_separators(count));
    }
    const std::size_t providers = result.providers.size();
    for (std::size_t p = 0; p < providers; ++p) {
        row.push_back(provider_cell(minute.providers.at(p)));
        row.push_back(fmt::format("{:.4g}", minute.providers.at(p).metric));
    }
    if (has_others(result)) row.push_back(provider_cell(minute.providers.at(providers)));
    return row;
}

std::string minutes_text(const SimulationResult& result, const MinuteRows& rows,
                         const Style& style) {
    Table table(minute_columns(result));
    std::uint64_t left_out = 0;
    for (std::size_t m = 0; m < result.minutes.size(); ++m) {
        if (is_shown(result, m, rows)) {
            table.add_row(minute_row(result, result.minutes[m]));
        } else {
            ++left_out;
        }
    }
    if (table.empty()) return {};
    std::string text = table.to_text(style);
    if (left_out > 0) {
        text += fmt::format("  ... and {}{}; --minutes all shows all, and so does --output csv\n",
                            counted(left_out, "more minute"),
                            rows.only_changes ? " in which nothing changed" : "");
    }
    return text;
}

std::string failures_text(const SimulationResult& result, const Style& style) {
    Table table({{"Tasks", Align::right},
                 {"Task definition"},
                 {"Capacity provider"},
                 {"First at", Align::right},
                 {"Why"}});
    for (const simulate::Failure& failure : simulate::failures(result)) {
        const TaskKind& kind = result.task_kinds.at(failure.kind);
        table.add_row({with_separators(failure.tasks), printable(kind.task_definition),
                       provider_name(result, kind.provider), time_text(failure.first),
                       printable(failure.message)});
    }
    return table.empty() ? std::string() : table.to_text(style);
}

}  // namespace

MinuteRows parse_minute_rows(const std::string& text) {
    if (text == "changes") return {};
    if (text == "all") return {.only_changes = false, .every = 1};
    MinuteRows rows{.only_changes = false, .every = 0};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, rows.every);
    if (error != std::errc() || stop != end || rows.every == 0) {
        throw InputError(
            fmt::format("'{}' is not all, changes or a whole number from 1 (every N-th)", text),
            {"--minutes", ""});
    }
    return rows;
}

std::string simulation_verdict(const SimulationResult& result) {
    const SimulationTotals& totals = result.totals;
    if (totals.tasks == 0) return "No task was asked for";
    std::string text =
        fmt::format("{} of {} ran", with_separators(totals.started), counted(totals.tasks, "task"));
    if (totals.all_running) {
        text += fmt::format("; all were running after {}", time_text(*totals.all_running));
    }
    return text + fmt::format("; {} instance-hours, {}", hours_text(all_hours(totals)),
                              money(result, totals.cost));
}

std::string simulation_table(const SimulationResult& result, const MinuteRows& rows,
                             const Style& style) {
    std::string text = style.bold(simulation_verdict(result)) + '\n';
    if (!result.price_source.empty()) text += "Prices: " + printable(result.price_source) + '\n';
    text += section(style, "Totals", totals_text(result));
    text += section(style, "Waits from the request to RUNNING", waits_text(result, style));
    text += section(style, "Instances", instances_text(result, style));
    text += section(style, "Scaling decisions that changed a group", decisions_text(result, style));
    text += section(style,
                    "State at full minutes (instances: active + launching - draining; last metric)",
                    minutes_text(result, rows, style));
    return text + section(style, "Not run to the end", failures_text(result, style));
}

}  // namespace berth::host::cli
