// What each preset is made of: one table per preset, and no preset has code of its own.
//
// Shares come from public traces where there are any (openb, Alibaba 2023; a serving fleet and a
// spot GPU fleet, Alibaba 2025 and 2026) and are assumptions where ECS has no public numbers:
// which is which stands beside each table in composition.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "berth/generate.hpp"

namespace berth::host::generate {

inline constexpr std::string_view region = "us-west-2";
inline constexpr std::string_view account = "123456789012";

struct FleetShare {
    std::string_view instance_type;
    std::string_view zones;  ///< letters after the region's name, used in turn
    std::uint64_t weight;
};

/// Where task definitions get their sizes and their numbers of tasks from.
enum class ShapeSource : std::uint8_t {
    workshop,  ///< the two task definitions of the workshop
    openb,     ///< openb's shapes, as often as they stand in the trace
    mixed,     ///< sizes of web and worker tasks and of openb's GPU tasks
};

enum class Replicas : std::uint8_t { log_normal, one };

/// A condition on where tasks may run; at most one of these per task definition ...
enum class ConstraintKind : std::uint8_t {
    none,
    architecture,
    instance_type_equals,
    instance_type_matches,
    instance_type_in,
    zone,
    custom_attribute,
    compound,
};

/// ... and at most one of these besides.
enum class ExtraKind : std::uint8_t {
    none,
    distinct_instance,
    unsatisfiable,  ///< or nearly: fewer than 1 % of the instances match
    avoid_group,    ///< not next to tasks of some group
    join_group,     ///< only next to tasks of some group
    running_count,  ///< only where few tasks run
};

struct ConstraintShare {
    ConstraintKind kind;
    std::uint64_t weight;
};

struct ExtraShare {
    ExtraKind kind;
    std::uint64_t weight;
};

enum class StrategyChain : std::uint8_t {
    none,
    random,
    spread_zone_binpack_memory,
    spread_zone_spread_instance,
    spread_instance,
    binpack_memory,
    binpack_cpu,
};

struct StrategyShare {
    StrategyChain chain;
    std::uint64_t weight;
};

enum class NetworkUse : std::uint8_t { bridge, awsvpc, fixed_ports };

struct NetworkShare {
    NetworkUse use;
    std::uint64_t weight;
};

/// What happened to the fleet before the burst.
struct FleetState {
    std::uint32_t loaded_permille =
        700;  ///< instances that run tasks, up to U(0, 0.8) of their CPU
    std::uint32_t draining_permille = 20;
    std::uint32_t disconnected_permille = 10;
    std::uint32_t custom_attributes_permille = 300;
    std::uint32_t trunk_permille = 500;  ///< of the instances whose type can trunk interfaces
};

struct Composition {
    Preset preset = {};
    std::span<const FleetShare> fleet = {};
    FleetState state = {};
    ShapeSource shapes = ShapeSource::mixed;
    Replicas replicas = Replicas::log_normal;
    std::uint32_t gpu_definitions_permille = 0;  ///< of `mixed`: definitions with openb's shapes
    std::uint32_t off_grid_permille = 200;       ///< of `mixed`: sizes that are no multiples
    std::uint32_t gpu_load_permille = 1000;      ///< GPUs asked for, as a share of the load
    std::string_view scarce_type = {};           ///< where restrictions of GPU tasks pile up
    std::span<const NetworkShare> network = {};
    std::span<const ConstraintShare> web_constraints = {};  ///< of tasks of web and worker size
    std::span<const ConstraintShare> ml_constraints = {};   ///< of tasks of openb's shapes
    std::span<const ExtraShare> web_extras = {};
    std::span<const ExtraShare> ml_extras = {};
    std::span<const StrategyShare> strategies = {};
};

/// In the order of presets().
std::span<const Composition> compositions();

/// The letters of all zones in which the preset has instances, in order.
std::string zone_letters(const Composition& composition);

/// An attribute that the operators of a generated cluster set themselves.
struct CustomAttribute {
    std::string_view name;
    std::array<std::string_view, 3> values;
};

inline constexpr std::array<CustomAttribute, 3> custom_attributes = {{
    {"stack", {"prod", "staging", "dev"}},
    {"team", {"checkout", "search", "payments"}},
    {"lifecycle", {"spot", "on-demand", "reserved"}},
}};

/// An attribute without a value that few instances carry, for conditions that are hard to meet.
inline constexpr std::string_view rare_attribute = "canary";
inline constexpr std::uint32_t rare_attribute_permille = 5;

/// A value of `stack` that no instance has, for conditions that cannot be met.
inline constexpr std::string_view unused_stack = "retired";

}  // namespace berth::host::generate
