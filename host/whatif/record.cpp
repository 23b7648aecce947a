#include "whatif/record.hpp"

#include <fmt/format.h>

#include <bitset>
#include <cmath>
#include <limits>
#include <span>

#include "berth/error.hpp"
#include "json/value.hpp"
#include "json/writer.hpp"
#include "whatif/record_values.hpp"
#include "whatif/time_record.hpp"

namespace berth::host::whatif {

namespace {

using json::Writer;

constexpr std::int64_t largest_integer = std::numeric_limits<std::int64_t>::max();

// One row for each member of a result: its name, how it is written and how it is read.
struct RecordMember {
    std::string_view name;
    void (*write)(Writer&, const ScenarioResult&);
    void (*read)(json::Value&, ScenarioResult&);
};

void write_counts(Writer& writer, std::span<const std::uint64_t> counts) {
    writer.begin_list();
    for (const std::uint64_t count : counts) writer.integer(static_cast<std::int64_t>(count));
    writer.end_list();
}

template <typename Counts>
void read_counts(json::Value& value, Counts& counts) {
    read_elements(value, counts.size(), [&](std::size_t i, json::Value& element) {
        counts[i] = static_cast<typename Counts::value_type>(element.integer(0, largest_integer));
    });
}

void read_outcome(json::Value& value, ScenarioMetrics& metrics) {
    std::array<std::uint64_t, 3> counts{};
    read_counts(value, counts);
    metrics.requests.push_back({counts[0], counts[1], counts[2]});
}

void write_resources(Writer& writer, const ScenarioResult& result) {
    writer.begin_list();
    for (const ResourceUse& use : result.metrics.resources) {
        writer.begin_list();
        for (const std::int64_t amount : {use.registered, use.used, use.stranded}) {
            writer.integer(amount);
        }
        writer.end_list();
    }
    writer.end_list();
}

void read_resources(json::Value& value, ScenarioResult& result) {
    read_elements(value, metric_resource_count, [&](std::size_t r, json::Value& row) {
        std::array<std::int64_t, 3> amounts{};
        read_elements(row, amounts.size(), [&](std::size_t i, json::Value& amount) {
            amounts[i] = amount.integer(std::numeric_limits<std::int64_t>::min(), largest_integer);
        });
        result.metrics.resources[r] = {amounts[0], amounts[1], amounts[2]};
    });
}

// Names of zones are input, so they are values and no member names.
void write_zones(Writer& writer, const ScenarioResult& result) {
    writer.begin_list();
    for (const auto& [name, use] : result.metrics.zones) {
        writer.begin_list();
        writer.text(name);
        writer.integer(static_cast<std::int64_t>(use.instances));
        writer.integer(static_cast<std::int64_t>(use.tasks));
        writer.end_list();
    }
    writer.end_list();
}

void read_zone(json::Value& value, ScenarioMetrics& metrics) {
    std::string name;
    ZoneUse use;
    read_elements(value, 3, [&](std::size_t i, json::Value& element) {
        if (i == 0) name = element.text();
        if (i == 1) use.instances = read_count(element);
        if (i == 2) use.tasks = read_count(element);
    });
    if (!metrics.zones.emplace(name, use).second) value.document().fail("the same zone twice");
}

void write_share(Writer& writer, const LargestShare& share) {
    writer.begin_list();
    writer.exact_number(share.share);
    writer.text(share.group);
    writer.text(share.place);
    writer.end_list();
}

void read_share(json::Value& value, LargestShare& share) {
    read_elements(value, 3, [&](std::size_t i, json::Value& element) {
        if (i == 0) share.share = read_finite(element);
        if (i == 1) share.group = element.text();
        if (i == 2) share.place = element.text();
    });
}

template <std::uint64_t ScenarioMetrics::*member>
constexpr RecordMember count_member(std::string_view name) {
    return {name,
            [](Writer& writer, const ScenarioResult& result) {
                writer.integer(static_cast<std::int64_t>(result.metrics.*member));
            },
            [](json::Value& value, ScenarioResult& result) {
                result.metrics.*member = read_count(value);
            }};
}

template <double ScenarioMetrics::*member>
constexpr RecordMember number_member(std::string_view name) {
    return {name,
            [](Writer& writer, const ScenarioResult& result) {
                writer.exact_number(result.metrics.*member);
            },
            [](json::Value& value, ScenarioResult& result) {
                result.metrics.*member = read_finite(value);
            }};
}

template <LargestShare ScenarioMetrics::*member>
constexpr RecordMember share_member(std::string_view name) {
    return {name,
            [](Writer& writer, const ScenarioResult& result) {
                write_share(writer, result.metrics.*member);
            },
            [](json::Value& value, ScenarioResult& result) {
                read_share(value, result.metrics.*member);
            }};
}

constexpr RecordMember result_members[] = {
    {"index",
     [](Writer& writer, const ScenarioResult& result) {
         writer.integer(static_cast<std::int64_t>(result.index));
     },
     [](json::Value& value, ScenarioResult& result) { result.index = read_count(value); }},
    count_member<&ScenarioMetrics::requested>("requested"),
    count_member<&ScenarioMetrics::placed>("placed"),
    count_member<&ScenarioMetrics::failed>("failed"),
    {"failedByReason",
     [](Writer& writer, const ScenarioResult& result) {
         write_counts(writer, result.metrics.failed_by_reason);
     },
     [](json::Value& value, ScenarioResult& result) {
         read_counts(value, result.metrics.failed_by_reason);
     }},
    count_member<&ScenarioMetrics::failed_without_candidate>("failedWithoutCandidate"),
    {"requests",
     [](Writer& writer, const ScenarioResult& result) {
         writer.begin_list();
         for (const RequestOutcome& outcome : result.metrics.requests) {
             write_counts(writer, std::array{outcome.requested, outcome.placed, outcome.failed});
         }
         writer.end_list();
     },
     [](json::Value& value, ScenarioResult& result) {
         value.for_each_element([&](json::Value& row) { read_outcome(row, result.metrics); });
     }},
    count_member<&ScenarioMetrics::instances>("instances"),
    count_member<&ScenarioMetrics::instances_used>("instancesUsed"),
    count_member<&ScenarioMetrics::instances_idle>("instancesIdle"),
    {"resources", write_resources, read_resources},
    {"zones", write_zones,
     [](json::Value& value, ScenarioResult& result) {
         value.for_each_element([&](json::Value& row) { read_zone(row, result.metrics); });
     }},
    share_member<&ScenarioMetrics::largest_on_instance>("largestOnInstance"),
    share_member<&ScenarioMetrics::largest_in_zone>("largestInZone"),
    number_member<&ScenarioMetrics::cost_per_hour>("costPerHour"),
    number_member<&ScenarioMetrics::idle_cost_per_hour>("idleCostPerHour"),
    count_member<&ScenarioMetrics::unpriced_instances>("unpricedInstances"),
    {"room",
     [](Writer& writer, const ScenarioResult& result) {
         write_counts(writer, result.metrics.room);
     },
     [](json::Value& value, ScenarioResult& result) {
         value.for_each_element(
             [&](json::Value& count) { result.metrics.room.push_back(read_count(count)); });
     }},
    {"overTime",
     [](Writer& writer, const ScenarioResult& result) {
         write_over_time(writer, result.metrics.over_time);
     },
     [](json::Value& value, ScenarioResult& result) {
         read_over_time(value, result.metrics.over_time);
     }},
};

void read_result(json::Document& document, ScenarioResult& result) {
    std::bitset<std::size(result_members)> seen;
    document.root().for_each_member([&](const json::MemberName& name, json::Value& value) {
        for (std::size_t m = 0; m < std::size(result_members); ++m) {
            if (!name.is_spelt(result_members[m].name)) continue;
            if (seen[m])
                document.fail(fmt::format("the member '{}' twice", result_members[m].name));
            seen.set(m);
            document.path.enter(result_members[m].name);
            result_members[m].read(value, result);
            document.path.leave();
        }
    });
    for (std::size_t m = 0; m < std::size(result_members); ++m) {
        if (!seen[m])
            document.fail(fmt::format("the member '{}' is missing", result_members[m].name));
    }
}

}  // namespace

std::string to_record(const ScenarioResult& result) {
    std::string out;
    Writer writer(out);
    writer.begin_object();
    for (const RecordMember& member : result_members) {
        writer.key(member.name);
        member.write(writer, result);
    }
    writer.end_object();
    return out;
}

ScenarioResult from_record(std::string_view line, std::string_view name) {
    ScenarioResult result;
    std::vector<Warning> warnings;
    const json::PaddedText text(line);
    json::for_each_document(text, std::string(name), warnings, [&](json::Document& document) {
        if (document.number() > 1) document.fail("expected one scenario in a line");
        read_result(document, result);
    });
    return result;
}

}  // namespace berth::host::whatif
