// Placement constraints (binding) and placement strategies (best effort).
//
// Example:
//
//     berth::Request request;
//     request.task_definition = "web";
//     request.constraints = {{berth::ConstraintType::distinct_instance, ""},
//                            {berth::ConstraintType::member_of, "attribute:stack == prod"}};
//     request.strategies = {{berth::StrategyType::spread, berth::StrategyField::attribute,
//                            std::string(berth::attribute_names::availability_zone)},
//                           {berth::StrategyType::binpack, berth::StrategyField::memory, ""}};
//     assert(request.strategies->size() <= berth::limits::strategies_per_task);
#pragma once

#include <cstdint>
#include <string>

namespace berth {

enum class ConstraintType : std::uint8_t { member_of, distinct_instance };

struct PlacementConstraint {
    ConstraintType type = ConstraintType::member_of;
    std::string expression;  ///< cluster query language; empty for `distinctInstance`

    friend auto operator<=>(const PlacementConstraint&, const PlacementConstraint&) = default;
};

enum class StrategyType : std::uint8_t { random, spread, binpack };

/// The field that a strategy uses. `attribute` comes with a name.
enum class StrategyField : std::uint8_t { none, instance_id, attribute, cpu, memory };

struct PlacementStrategy {
    StrategyType type = StrategyType::random;
    StrategyField field = StrategyField::none;
    std::string attribute_name;  ///< of `spread` by `attribute:NAME`, without the prefix

    friend auto operator<=>(const PlacementStrategy&, const PlacementStrategy&) = default;
};

/// Limits of the ECS API that berth enforces.
namespace limits {
inline constexpr int constraints_per_task = 10;  ///< task definition and request together
inline constexpr int strategies_per_task = 5;
inline constexpr int expression_characters = 2000;
inline constexpr int ports_per_instance = 100;  ///< TCP and UDP together
}  // namespace limits

}  // namespace berth
