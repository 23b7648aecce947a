// How the tasks of one class find their instance: one small algorithm per shape of strategy chain.
//
// External interface is Picker and choose_picker(). All of them give the instance that the rules
// give; they differ in what they look at. `scan` can do every chain and is what the others fall
// back to: classes with few eligible instances, conditions that move, odd chains.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "solve/cpu/cpu_state.hpp"
#include "solve/cpu/pack_index.hpp"
#include "solve/random_order.hpp"

namespace berth::engine {

class Picker {
   public:
    virtual ~Picker() = default;

    /// The instance that the strategy chain prefers among the feasible ones; nothing where there is
    /// none. `order` is that of the task.
    virtual std::optional<std::size_t> pick(const CpuState& state, const RandomOrder& order) = 0;

    /// Prepares what can be prepared before the first task. Independent of other classes.
    virtual void prepare(const CpuState&) {}
};

/// Goes through the feasible instances of the class, kept as a plane.
std::unique_ptr<Picker> make_scan_picker(const TaskClass& task_class);

/// `random` first: walks the pseudo-random order until an instance has room.
std::unique_ptr<Picker> make_random_picker(const TaskClass& task_class, std::size_t steps_at_most);

/// [`spread` by attribute,] `spread` by instance: a cursor per bucket that only moves forward.
/// `bucket_planes` [bucket] are the instances of each bucket of the attribute and must outlive the
/// picker; nullptr without an attribute.
std::unique_ptr<Picker> make_spread_picker(const CpuState& state, const TaskClass& task_class,
                                           const std::vector<BitPlane>* bucket_planes);

/// [`spread` by attribute,] `binpack`, ...: the first entry of a PackIndex that has room.
/// `index` is bucketed by the attribute, or has a single bucket, and must outlive the picker.
std::unique_ptr<Picker> make_pack_picker(const TaskClass& task_class, PackIndex& index,
                                         std::size_t plane_column);

}  // namespace berth::engine
