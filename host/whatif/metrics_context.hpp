// What the metrics of a batch's scenarios read, as columns: built once, shared by all scenarios.
//
// Shapes: N instances in instance order, Z zones, T instance types, G groups, R requests and K
// request shapes of the batch's problem, D task definitions of the base burst. A *place* is where a
// task can be: an instance 0 to N-1, or N + zone for a Fargate task.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "compile/compiled_problem.hpp"
#include "solve/cpu/amounts.hpp"
#include "whatif/measure_basis.hpp"
#include "whatif/scenario_batch.hpp"

namespace berth::host::whatif {

inline constexpr std::size_t npos = static_cast<std::size_t>(-1);

/// The zone of an instance without `ecs.availability-zone`, and of a Fargate task whose zone is
/// unknown.
inline constexpr std::string_view unknown_zone = "unknown";

/// Rows of different lengths, one after the other.
class Rows {
   public:
    Rows() = default;
    /// `lengths[r]` is that of row r; the entries are 0 until written.
    explicit Rows(std::span<const std::uint64_t> lengths);

    std::span<std::uint32_t> operator[](std::size_t row) {
        return std::span(entries_).subspan(begin_[row], begin_[row + 1] - begin_[row]);
    }
    std::span<const std::uint32_t> operator[](std::size_t row) const {
        return std::span(entries_).subspan(begin_[row], begin_[row + 1] - begin_[row]);
    }

   private:
    std::vector<std::size_t> begin_;  // [rows + 1]
    std::vector<std::uint32_t> entries_;
};

/// Requests that are equal except for their count, as far as the metrics are concerned.
struct ShapeFacts {
    const compile::TaskClass* task_class =
        nullptr;  ///< the first; others differ in candidates only
    kernels::Amounts asked{};
    const compile::BitPlane* eligible = nullptr;  ///< by the static checks of any of its classes
    bool fargate = false;
    bool daemon = false;
};

struct MetricsContext {
    /// Keeps views of `batch`, which must outlive it and not change. Copies of the basis' price per
    /// type are made. O(instances + tasks of the snapshot + shapes x N/64).
    MetricsContext(const ScenarioBatch& batch_in, const MeasureBasis& basis);
    MetricsContext(const MetricsContext&) = delete;
    MetricsContext& operator=(const MetricsContext&) = delete;

    std::size_t instance_count() const { return problem.instance_count(); }

    /// The problem's request at a position of the scenario's requests.
    std::size_t request_at(const Scenario& scenario, std::size_t position) const {
        return scenario.requests ? (*scenario.requests)[position].request_index : position;
    }

    const ScenarioBatch& batch;
    const compile::CompiledProblem& problem;

    std::vector<std::string> types;  ///< [T] names in order, "" for instances without one
    std::vector<double> type_price;  ///< [T] per hour; NaN = unknown
    std::vector<std::string> zones;  ///< [Z] names in order

    std::vector<std::uint32_t> type;  ///< [N] into `types`
    std::vector<std::uint32_t> zone;  ///< [N + Z] of a place, into `zones`
    compile::BitPlane active;
    compile::BitPlane busy;  ///< runs some task before the burst
    std::vector<solve::cpu::AmountTile>
        left;  ///< [N/64] before the burst; no interface limit = INT32_MAX
    std::vector<std::array<std::int64_t, metric_resource_count>> registered;   ///< [N]
    std::vector<std::array<std::int64_t, metric_resource_count>> used_before;  ///< [N]

    Rows running;                          ///< [G] places of the group's tasks before the burst
    std::vector<std::uint32_t> name_rank;  ///< [G] of the group's name among all names

    std::vector<ShapeFacts> shapes;                   ///< [K]
    std::deque<compile::BitPlane> joined_planes;      ///< of shapes with several classes
    std::size_t definition_count = 0;                 ///< D
    std::vector<std::size_t> definition_of_request;   ///< [requests of the base burst]
    std::vector<std::uint32_t> zone_of_fargate_task;  ///< [Problem::zones() + 1], last: unknown
};

}  // namespace berth::host::whatif
