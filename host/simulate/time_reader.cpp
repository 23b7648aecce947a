#include "simulate/time_reader.hpp"

#include <fmt/format.h>

#include <optional>

#include "json/choice.hpp"
#include "simulate/duration_text.hpp"

namespace berth::host::simulate {

namespace {

using yaml::Member;
using yaml::Value;

using Kind = Duration::Kind;

constexpr double largest_sigma = 10;

SimulationTime read_span(const Value& value) {
    SimulationTime time{0};
    value.located([&] { time = parse_duration(value.text()); });
    return time;
}

double read_seconds(const Value& value) {
    return std::chrono::duration<double>(read_span(value)).count();
}

struct DurationDraft {
    std::optional<Kind> kind;
    std::optional<double> from, to, mean, deviation, median, sigma;
};

constexpr Member<DurationDraft> duration_members[] = {
    {"distribution",
     [](const Value& value, DurationDraft& draft) {
         static constexpr json::Choice<Kind> choices[] = {{"uniform", Kind::uniform},
                                                          {"exponential", Kind::exponential},
                                                          {"normal", Kind::normal},
                                                          {"logNormal", Kind::log_normal}};
         draft.kind = json::read_choice(value, choices);
     },
     true},
    {"from", [](const Value& value, DurationDraft& draft) { draft.from = read_seconds(value); }},
    {"to", [](const Value& value, DurationDraft& draft) { draft.to = read_seconds(value); }},
    {"mean", [](const Value& value, DurationDraft& draft) { draft.mean = read_seconds(value); }},
    {"standardDeviation",
     [](const Value& value, DurationDraft& draft) { draft.deviation = read_seconds(value); }},
    {"median",
     [](const Value& value, DurationDraft& draft) { draft.median = read_seconds(value); }},
    {"sigma",
     [](const Value& value, DurationDraft& draft) {
         draft.sigma = value.number();
         if (*draft.sigma < 0 || *draft.sigma > largest_sigma) {
             value.fail_expected(fmt::format("a number from 0 to {}", largest_sigma));
         }
     }},
};

// Which of the optional members a distribution has, in the order of Duration's numbers.
struct Parameters {
    Kind kind;
    std::optional<double> DurationDraft::*first;
    std::optional<double> DurationDraft::*second;  // nullptr = none
    std::string_view expected;
};
constexpr Parameters parameters[] = {
    {Kind::uniform, &DurationDraft::from, &DurationDraft::to, "`from` and `to`"},
    {Kind::exponential, &DurationDraft::mean, nullptr, "`mean`"},
    {Kind::normal, &DurationDraft::mean, &DurationDraft::deviation,
     "`mean` and `standardDeviation`"},
    {Kind::log_normal, &DurationDraft::median, &DurationDraft::sigma, "`median` and `sigma`"},
};

std::size_t given(const DurationDraft& draft) {
    std::size_t count = 0;
    for (const auto& member :
         {draft.from, draft.to, draft.mean, draft.deviation, draft.median, draft.sigma}) {
        if (member) ++count;
    }
    return count;
}

Duration finish(const DurationDraft& draft, const Value& value) {
    for (const Parameters& known : parameters) {
        if (known.kind != draft.kind) continue;
        const auto& first = draft.*known.first;
        const std::optional<double> second =
            known.second == nullptr ? std::optional(0.0) : draft.*known.second;
        const std::size_t wanted = known.second == nullptr ? 1 : 2;
        if (!first || !second || given(draft) != wanted) {
            value.fail(
                fmt::format("this distribution has the members {}, and no others", known.expected));
        }
        if (known.kind == Kind::uniform && *first > *second) {
            value.fail("`from` is larger than `to`");
        }
        return {known.kind, *first, *second};
    }
    value.fail("expected a distribution");
}

}  // namespace

SimulationTime read_time(const Value& value) {
    return read_span(value, SimulationTime(0));
}

SimulationTime read_span(const Value& value, SimulationTime least) {
    const SimulationTime time = read_span(value);
    if (time < least || time > longest_simulation) {
        value.fail_expected(fmt::format("a time from {} to {}", duration_text(least),
                                        duration_text(longest_simulation)));
    }
    return time;
}

Duration read_duration(const Value& value) {
    if (!value.is_map()) return {Kind::fixed, read_seconds(value), 0};
    DurationDraft draft;
    yaml::read_members(value, duration_members, draft);
    return finish(draft, value);
}

void list_duration_members(KnownMembers& known) {
    known["distribution"] = yaml::names_of(duration_members);
}

}  // namespace berth::host::simulate
