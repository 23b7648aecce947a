#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>
#include <string>

#include "berth/catalogue.hpp"
#include "cli/display.hpp"
#include "cli/tables.hpp"

namespace berth::host::cli {

namespace {

bool counts_cost(const FleetQuestion& question) {
    return question.options.objective == FleetObjective::cost;
}

std::string money(const FleetQuestion& question, double per_hour) {
    if (std::isnan(per_hour)) return "price not known";
    return fmt::format("{:.4f} {} per hour", per_hour, question.currency);
}

// What is made small: "0.1920 USD per hour" or "3 instances".
std::string objective_text(const FleetQuestion& question, double value) {
    if (counts_cost(question)) return money(question, value);
    return counted(static_cast<std::uint64_t>(std::ceil(value - 1e-6)), "instance");
}

std::string tasks_text(const FleetSearchResult& result) {
    if (result.failed == 0) return fmt::format("all {}", counted(result.requested, "task"));
    return fmt::format("{} of {}", with_separators(result.placed),
                       counted(result.requested, "task"));
}

std::string verdict(const FleetQuestion& question, const FleetSearchResult& result) {
    const auto instances = static_cast<std::uint64_t>(result.instances);
    const std::string kept = counted(question.existing, "instance");
    if (instances == 0) {
        return fmt::format("Nothing to add: the cluster's {} take{} {}", kept,
                           question.existing == 1 ? "s" : "", tasks_text(result));
    }
    const std::string fleet =
        question.existing == 0
            ? counted(instances, "instance")
            : fmt::format("{} added to the cluster's {}", counted(instances, "instance"), kept);
    return fmt::format("{} for {} take{} {}", fleet, money(question, result.cost_per_hour),
                       instances == 1 ? "s" : "", tasks_text(result));
}

// Without a range that was bounded there was no search: tasks that fit no type forbid it.
std::string why_none(const FleetSearchResult& result) {
    const bool is_proven = result.end == FleetSearchEnd::proven;
    if (is_proven && result.nodes == 0) return "No fleet of these types takes the burst";
    return fmt::format(
        "No fleet {}; the largest one leaves {} over",
        is_proven ? "within the bounds takes the burst" : "that takes the burst was found",
        counted(result.failed, "task"));
}

std::string zones_text(const FleetSearchResult& result, std::size_t type) {
    std::string text;
    for (std::size_t z = 0; z < result.zones.size(); ++z) {
        const std::int64_t count = result.zone_counts[type][z];
        if (count == 0) continue;
        const std::string& zone = result.zones[z];
        text += fmt::format("{}{} in {}", text.empty() ? "" : ", ", count,
                            zone.empty() ? "no zone" : zone);
    }
    return text.empty() ? "-" : text;
}

std::string fleet_rows(const FleetQuestion& question, const FleetSearchResult& result,
                       const Style& style) {
    const auto price = [](double per_hour) {
        return std::isnan(per_hour) ? std::string("-") : fmt::format("{:.4f}", per_hour);
    };
    const std::string unit = question.currency + " per hour";
    Table table({{"Type"},
                 {"Bounds", Align::right},
                 {"Instances", Align::right},
                 {"Each, " + unit, Align::right},
                 {"Together", Align::right},
                 {"Zones"}});
    for (std::size_t t = 0; t < result.counts.size(); ++t) {
        const FleetType& type = question.options.types[t];
        const auto count = static_cast<double>(result.counts[t]);
        table.add_row({type.instance_type, fmt::format("{}-{}", type.min, type.max),
                       with_separators(result.counts[t]), price(result.prices[t]),
                       price(count == 0 ? 0 : count * result.prices[t]), zones_text(result, t)});
    }
    return table.to_text(style);
}

std::string why_it_ended(const FleetSearchResult& result) {
    switch (result.end) {
        case FleetSearchEnd::proven:
            return "nothing is left to try";
        case FleetSearchEnd::evaluations:
            return "it ended at --max-evaluations";
        case FleetSearchEnd::time:
            return "it ended at --time-limit, so that another run may answer otherwise";
        case FleetSearchEnd::nodes:
            return "it ended as the list of ranges grew too long; --max-evaluations lets it grow";
        case FleetSearchEnd::cancelled:
            return "it was stopped, so that another run may answer otherwise";
    }
    return {};
}

std::string quality(const FleetQuestion& question, const FleetSearchResult& result) {
    const std::string bound = objective_text(question, result.lower_bound);
    if (result.end == FleetSearchEnd::proven) {
        return fmt::format(
            "It is the optimum: every {} fleet within the bounds was excluded (lower bound of the "
            "linear relaxation alone: {})\n",
            counts_cost(question) ? "cheaper" : "smaller",
            objective_text(question, result.relaxation_bound));
    }
    return fmt::format(
        "Lower bound {} (of the linear relaxation alone: {}); the best there can be is at most "
        "{:.2f} % below what was found\n",
        bound, objective_text(question, result.relaxation_bound), 100 * result.gap);
}

std::string why_not(const HopelessRequest& request) {
    if (!request.reason) return "no instance is a candidate";
    std::string why(describe(*request.reason));
    if (is_resource(*request.reason)) {
        why += fmt::format(", short by {}", amount(*request.reason, request.shortfall));
    }
    return why;
}

// Requests of the same task definition with the same answer share a row.
std::string hopeless_rows(const FleetQuestion& question, const FleetSearchResult& result,
                          const Style& style) {
    struct Sum {
        std::uint64_t requests = 0;
        std::uint64_t tasks = 0;
    };
    std::map<std::array<std::string, 3>, Sum> rows;
    for (const HopelessRequest& request : result.hopeless) {
        const Request& asked = question.burst[request.request_index];
        Sum& sum = rows[{printable(id_of_arn(asked.task_definition)),
                         request.instance_type.empty() ? "-" : printable(request.instance_type),
                         why_not(request)}];
        ++sum.requests;
        sum.tasks += request.tasks;
    }
    Table table({{"Task definition"},
                 {"Requests", Align::right},
                 {"Tasks", Align::right},
                 {"Closest type"},
                 {"Why not"}});
    for (const auto& [row, sum] : rows) {
        table.add_row(
            {row[0], with_separators(sum.requests), with_separators(sum.tasks), row[1], row[2]});
    }
    return "\nThese tasks fit no instance of the cluster and none of the types:\n" +
           table.to_text(style);
}

std::string price_source(const FleetQuestion& question) {
    return fmt::format("Prices: {}{}\n", question.price_source,
                       question.has_single_prices ? ", but for those given with --price" : "");
}

}  // namespace

std::string fleet_table(const FleetQuestion& question, const FleetSearchResult& result,
                        const Style& style) {
    std::string text =
        style.bold(result.found ? verdict(question, result) : why_none(result)) + '\n';
    if (result.found) {
        text += '\n' + fleet_rows(question, result, style) + '\n' + quality(question, result);
    }
    text += fmt::format("The burst was placed on {} and {} bounded in {}; {}\n",
                        counted(result.evaluations, "fleet"),
                        counted(result.nodes, "range") + (result.nodes == 1 ? " was" : " were"),
                        duration(result.seconds), why_it_ended(result));
    text += price_source(question);
    if (!result.hopeless.empty()) text += hopeless_rows(question, result, style);
    return text;
}

}  // namespace berth::host::cli
