// What came of the scenarios of a sweep: metrics, ranking and statistics.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "berth/plan.hpp"
#include "berth/what_if.hpp"

namespace berth {

enum class MetricResource : std::uint8_t { cpu, memory, gpu, eni };
inline constexpr std::size_t metric_resource_count = 4;

/// One resource over the ACTIVE instances of a scenario, after the burst.
struct ResourceUse {
    std::int64_t registered = 0;  ///< CPU units, MiB, GPUs or interfaces
    std::int64_t used = 0;        ///< by the burst and by what ran before
    std::int64_t stranded = 0;    ///< left on instances that take no further task of the burst

    friend bool operator==(const ResourceUse&, const ResourceUse&) = default;
};

/// Of one request of the base burst; displaced tasks come after, by task definition and group.
struct RequestOutcome {
    std::uint64_t requested = 0;
    std::uint64_t placed = 0;
    std::uint64_t failed = 0;

    friend bool operator==(const RequestOutcome&, const RequestOutcome&) = default;
};

struct ZoneUse {
    std::uint64_t instances = 0;
    std::uint64_t tasks = 0;  ///< of the burst

    friend bool operator==(const ZoneUse&, const ZoneUse&) = default;
};

/// The largest part that one instance or one zone has of a group's tasks, running ones included.
struct LargestShare {
    double share = 0;  ///< 0 to 1
    std::string group;
    std::string place;  ///< ARN of the instance, or name of the zone

    friend bool operator==(const LargestShare&, const LargestShare&) = default;
};

/// Where this many more tasks fit, nothing bounds them: they need no instance, or nothing of one.
inline constexpr std::uint64_t room_limit = 1'000'000'000;

struct ScenarioMetrics {
    std::uint64_t requested = 0;
    std::uint64_t placed = 0;
    std::uint64_t failed = 0;
    std::array<std::uint64_t, reason_count> failed_by_reason{};  ///< by the reason that binds
    std::uint64_t failed_without_candidate = 0;
    std::vector<RequestOutcome> requests;

    std::uint64_t instances = 0;       ///< ACTIVE ones
    std::uint64_t instances_used = 0;  ///< that take tasks of the burst
    std::uint64_t instances_idle = 0;  ///< that run no task at all
    std::array<ResourceUse, metric_resource_count> resources{};
    std::map<std::string, ZoneUse, std::less<>> zones;
    LargestShare largest_on_instance;
    LargestShare largest_in_zone;

    double cost_per_hour = 0;       ///< of all instances whose price is known
    double idle_cost_per_hour = 0;  ///< of those that run no task
    std::uint64_t unpriced_instances = 0;
    std::vector<std::uint64_t> room;  ///< [task definitions of the burst] how many more fit, at
                                      ///< most `room_limit`

    friend bool operator==(const ScenarioMetrics&, const ScenarioMetrics&) = default;
};

/// A scenario that was solved.
struct ScenarioResult {
    std::uint64_t index = 0;  ///< ScenarioKey::index
    ScenarioMetrics metrics;

    friend bool operator==(const ScenarioResult&, const ScenarioResult&) = default;
};

/// Prices per hour by instance type; `currency` holds for all of them.
struct PriceList {
    std::string currency = "USD";
    std::string source;  ///< for people: "on demand, Linux, us-east-1, as of 2026-08-02"
    std::map<std::string, double, std::less<>> per_hour;
};

/// The built-in catalogue's on-demand prices.
PriceList catalogue_prices();

/// Own prices laid over `base`: JSON or YAML `{"currency": "USD", "prices": {"m5.large": 0.05},
/// "discount": 0.3, "spot": {...}}`. Throws InputError.
PriceList read_prices(const std::string& path, PriceList base);

}  // namespace berth
