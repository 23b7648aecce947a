#include "whatif/objective.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "berth/error.hpp"
#include "json/text.hpp"

namespace berth::host::whatif {

namespace {

std::string_view trimmed(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(json::blanks), text.size()));
    return json::without_trailing_blanks(text);
}

// Calls `read(part)` for each part between commas, without blanks around it.
template <typename Read>
void for_each_part(std::string_view text, const Location& where, const Read& read) {
    for (bool more = true; more;) {
        const std::size_t end = std::min(text.find(','), text.size());
        const std::string_view part = trimmed(text.substr(0, end));
        if (part.empty()) {
            throw InputError(
                "expected the name of a metric, found nothing; for example "
                "'cost-per-hour'",
                where);
        }
        read(part);
        more = end < text.size();
        text.remove_prefix(more ? end + 1 : end);
    }
}

struct Operator {
    std::string_view spelling;
    Comparison comparison;
};

// The longer ones first, since some begin alike.
constexpr Operator operators[] = {
    {">=", Comparison::at_least}, {"<=", Comparison::at_most}, {"==", Comparison::equal},
    {"=", Comparison::equal},     {">", Comparison::more},     {"<", Comparison::less},
};

std::optional<double> finite_number(std::string_view text) {
    double number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || stop != text.data() + text.size() || !std::isfinite(number)) {
        return std::nullopt;
    }
    return number;
}

void read_bound(Requirement& requirement, std::string_view text, const Location& where) {
    requirement.is_percent = text.ends_with('%');
    if (requirement.is_percent) text = trimmed(text.substr(0, text.size() - 1));
    const std::optional<double> bound = finite_number(text);
    if (!bound) {
        throw InputError(fmt::format("'{}': expected a number or a percentage, found '{}'",
                                     requirement.text, text),
                         where);
    }
    requirement.bound = *bound;
    if (requirement.is_percent && !requirement.metric.whole) {
        throw InputError(
            fmt::format("'{}': {} has no whole to take a percentage of; give a number of {}",
                        requirement.text, requirement.metric.info.name,
                        requirement.metric.info.unit),
            where);
    }
}

Requirement parse_requirement(std::string_view text, const MetricScale& scale,
                              const Location& where) {
    const std::size_t at = text.find_first_of("=<>");
    if (at == std::string_view::npos) {
        throw InputError(fmt::format("'{}': expected a comparison (= >= <= > <) and a number, for "
                                     "example 'placed=100%'",
                                     text),
                         where);
    }
    const auto found = std::ranges::find_if(operators, [&](const Operator& candidate) {
        return text.substr(at).starts_with(candidate.spelling);
    });
    Requirement requirement;
    requirement.text = text;
    requirement.metric = find_metric(trimmed(text.substr(0, at)), scale, where);
    requirement.comparison = found->comparison;
    read_bound(requirement, trimmed(text.substr(at + found->spelling.size())), where);
    return requirement;
}

// Whether `a` is at least as good as `b` everywhere and better somewhere.
bool dominates(const std::vector<double>& a, const std::vector<double>& b) {
    bool is_better = false;
    for (std::size_t k = 0; k < a.size(); ++k) {
        if (a[k] > b[k]) return false;
        is_better |= a[k] < b[k];
    }
    return is_better;
}

std::vector<std::size_t> numbers_up_to(std::size_t count) {
    std::vector<std::size_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    return numbers;
}

}  // namespace

std::vector<ObjectiveTerm> parse_objective(std::string_view text, const MetricScale& scale,
                                           const Location& where) {
    std::vector<ObjectiveTerm> terms;
    for_each_part(text, where, [&](std::string_view part) {
        const bool is_signed = part.front() == '-' || part.front() == '+';
        ObjectiveTerm term;
        term.text = part;
        term.metric = find_metric(trimmed(part.substr(is_signed ? 1 : 0)), scale, where);
        term.highest_first =
            is_signed ? part.front() == '-' : term.metric.info.better == Better::higher;
        terms.push_back(std::move(term));
    });
    return terms;
}

bool Requirement::is_met(double value, double whole) const {
    // Of nothing every percentage holds.
    if (is_percent && whole == 0) return true;
    const double left = is_percent ? value / whole : value;
    const double right = is_percent ? bound / 100 : bound;
    switch (comparison) {
        case Comparison::equal:
            return left == right;
        case Comparison::at_least:
            return left >= right;
        case Comparison::at_most:
            return left <= right;
        case Comparison::more:
            return left > right;
        case Comparison::less:
            return left < right;
    }
    return false;
}

std::vector<Requirement> parse_requirements(std::string_view text, const MetricScale& scale,
                                            const Location& where) {
    std::vector<Requirement> requirements;
    for_each_part(text, where, [&](std::string_view part) {
        requirements.push_back(parse_requirement(part, scale, where));
    });
    return requirements;
}

std::vector<Metric> parse_metrics(std::string_view text, const MetricScale& scale,
                                  const Location& where) {
    std::vector<Metric> metrics;
    for_each_part(text, where, [&](std::string_view part) {
        metrics.push_back(find_metric(part, scale, where));
    });
    return metrics;
}

std::vector<std::size_t> ranked(std::span<const RankedPoint> points) {
    std::vector<std::size_t> order = numbers_up_to(points.size());
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        if (points[a].meets_requirements != points[b].meets_requirements) {
            return points[a].meets_requirements;
        }
        return points[a].terms < points[b].terms;
    });
    return order;
}

// In lexicographic order no point is dominated by a later one, and one that is dominated at all is
// dominated by one of the front.
std::vector<bool> pareto_front(std::span<const std::vector<double>> points) {
    std::vector<std::size_t> order = numbers_up_to(points.size());
    std::ranges::stable_sort(order,
                             [&](std::size_t a, std::size_t b) { return points[a] < points[b]; });
    std::vector<bool> on_front(points.size(), false);
    std::vector<std::size_t> front;
    for (const std::size_t p : order) {
        const bool is_dominated = std::ranges::any_of(
            front, [&](std::size_t f) { return dominates(points[f], points[p]); });
        if (is_dominated) continue;
        on_front[p] = true;
        // Of equal points one speaks for all.
        if (front.empty() || points[front.back()] != points[p]) front.push_back(p);
    }
    return on_front;
}

}  // namespace berth::host::whatif
