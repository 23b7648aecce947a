// The answer: where every task goes, and why the others fit nowhere.
//
// Example:
//
//     const berth::Problem problem = berth::compile(
//         berth::read_cluster("examples/mixed-fleet/cluster"),
//         berth::read_burst("examples/mixed-fleet/burst.json"));
//     for (const berth::FailedTasks& failed : berth::solve(problem).failures) {
//         const berth::ClosestInstance& near = *failed.closest;
//         std::cout << problem.group(failed.request_index) << ": " << to_string(near.reason);
//         if (near.shortfall > 0) std::cout << ' ' << near.shortfall << ' ' << near.unit();
//         std::cout << '\n';
//     }
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace berth {

/// The checks of the filter step, in the order in which they run. The first one that fails is the
/// instance's reason.
enum class Reason : std::uint8_t {
    agent,
    cpu,
    memory,
    gpu,
    ports,
    eni,
    attribute,
    location,
    member_of,
    distinct_instance
};
inline constexpr std::size_t reason_count = 10;

/// ECS's own word for the reason, as in `failures[].reason`: "RESOURCE:MEMORY".
std::string_view to_string(Reason reason);

/// One sentence for people: "asks for more memory than is left".
std::string_view describe(Reason reason);

/// The unit of the reason's resource: "CPU units", "MiB", "GPUs", "ports", "network interfaces";
/// empty for reasons that do not concern an amount.
std::string_view unit_of(Reason reason);

/// Number of candidates per first failing check.
using ReasonTally = std::array<std::uint32_t, reason_count>;

/// Index of an instance in instance order (ascending bytes of its ARN).
using Ordinal = std::int32_t;
inline constexpr Ordinal no_instance = -1;

struct PlacedTask {
    std::uint32_t request_index = 0;  ///< position in the burst
    std::uint32_t task_index = 0;     ///< position within the request, counting failed tasks
    Ordinal instance = no_instance;   ///< `no_instance` for a Fargate task
    std::uint32_t gpu_first = 0;      ///< into the instance's list of free GPU ids
    std::uint32_t gpu_count = 0;
    std::int32_t zone = -1;  ///< of a Fargate task: into Problem::zones(), -1 = unknown

    friend bool operator==(const PlacedTask&, const PlacedTask&) = default;
};

/// The instance that came nearest to taking a failed task.
struct ClosestInstance {
    Ordinal instance = no_instance;
    Reason reason = Reason::agent;
    std::int64_t shortfall = 0;  ///< how much the instance lacks, in unit(); 0 if that is empty

    std::string_view unit() const { return unit_of(reason); }

    friend bool operator==(const ClosestInstance&, const ClosestInstance&) = default;
};

/// `count` consecutive tasks of a request that failed in the same way.
struct FailedTasks {
    std::uint32_t request_index = 0;
    std::uint32_t task_index = 0;  ///< of the first of them
    std::uint32_t count = 1;
    ReasonTally reasons{};
    std::optional<ClosestInstance> closest;  ///< absent if there was no candidate
    std::int32_t task_class = -1;            ///< for could_ever_fit()

    friend bool operator==(const FailedTasks&, const FailedTasks&) = default;
};

struct Plan {
    std::vector<PlacedTask> tasks;      ///< in the order in which they were placed
    std::vector<FailedTasks> failures;  ///< in the order in which they failed
    std::string backend;                ///< name of the backend that ran
    double solve_seconds = 0;           ///< wall time of the solve, transfers included

    std::uint64_t failed() const noexcept;
};

}  // namespace berth
