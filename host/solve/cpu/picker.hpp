// How the tasks of one class find their instance: one small algorithm per shape of strategy chain.
//
// External interface is Picker and the make_ functions. All of them return the instance that the
// rules choose; they differ in what they look at. `scan` handles every chain and is the fallback of
// the others: for moving conditions and odd chains.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "solve/cpu/cpu_state.hpp"
#include "solve/cpu/pack_index.hpp"
#include "solve/cpu/pack_slots.hpp"
#include "solve/cpu/tuning.hpp"
#include "solve/random_order.hpp"

namespace berth::host::solve::cpu {

class Picker {
   public:
    virtual ~Picker() = default;

    /// The instance that the strategy chain prefers among the feasible ones; nothing if there is
    /// none. `orders` begin with that of the task.
    virtual std::optional<std::size_t> pick(const CpuState& state, const NextOrders& orders) = 0;

    /// Whether the next task of the class also goes to the instance of the last one, which is
    /// already committed. False if that is not obvious.
    virtual bool stays(const CpuState&, std::size_t) const { return false; }
};

/// Goes through the feasible instances of the class, kept as a plane.
std::unique_ptr<Picker> make_scan_picker(const compile::TaskClass& task_class,
                                         const CpuTuning& tuning);

/// Goes through `eligible`, the few instances that meet the static conditions of the class.
std::unique_ptr<Picker> make_list_picker(const compile::TaskClass& task_class,
                                         const std::vector<std::uint32_t>& eligible);

/// `random` first, no moving conditions: walks the pseudo-random order until an instance has room.
std::unique_ptr<Picker> make_random_picker(const compile::TaskClass& task_class,
                                           const CpuTuning& tuning);

/// [`spread` by attribute,] `spread` by instance: a cursor per bucket that only moves forward.
/// `bucket_planes` [bucket] are the instances of each bucket of the attribute and must outlive the
/// picker; nullptr without an attribute.
std::unique_ptr<Picker> make_spread_picker(const CpuState& state,
                                           const compile::TaskClass& task_class,
                                           const std::vector<compile::BitPlane>* bucket_planes);

/// The same for a class of few tasks: without cursors.
std::unique_ptr<Picker> make_spread_once_picker(const CpuState& state,
                                                const compile::TaskClass& task_class);

/// A PackIndex and the classes that have its slots.
struct Packing {
    PackIndex index;
    PackSlots slots;
};

/// [`spread` by attribute,] `binpack`, ...: the first entry of a PackIndex that has room. The index
/// is bucketed by the attribute, if there is one, and must outlive the picker. A frequent class
/// gets a slot; a class with moving conditions cannot have one.
std::unique_ptr<Picker> make_pack_picker(const PackIndex::Query& query, Packing& packing,
                                         bool has_slot);

}  // namespace berth::host::solve::cpu
