// The seam between host and device: the compiled problem as flat arrays behind plain pointers.
//
// Everything here is trivially copyable C++17 without ownership. The host packs the arrays into one
// block of memory (host/solve/device/packed_problem), which travels to the device in one copy; the
// same views serve the algorithms on the host, where the tests run them.
//
// Shapes: N instances in instance order, C task classes, W 64-bit words in a port set, G groups,
// A atoms, D expressions that change, K bucket counters. A plane is [N/32] words of 32 bits, one
// bit per instance; bits past the last instance are 0.
#pragma once

#include <cstdint>
#include <type_traits>

#include "kernels/amounts.h"
#include "kernels/rules.h"

namespace berth::kernels {

using PlaneWord = std::uint32_t;
constexpr std::uint32_t plane_word_bits = 32;

/// An index of an instance that means "none".
constexpr std::uint32_t no_instance = UINT32_MAX;

constexpr std::uint32_t keys_at_most = 5;

struct KeyView {
    KeyKind kind;
    std::uint8_t shift;     ///< of the key within a NarrowKey, in bits
    std::uint32_t counter;  ///< of group_in_bucket: index into `counters`
};

/// A task class: tasks of equal need, constraints, strategies and group.
struct ClassView {
    Amounts asked;
    std::int32_t gpus_all;               ///< containers that ask for every GPU of the instance
    std::int32_t port_count;             ///< static host ports
    std::uint32_t port_set;              ///< first word in `port_sets`
    std::uint32_t group;                 ///< index into `groups`
    std::uint32_t candidates;            ///< a plane
    std::uint32_t eligible;              ///< the candidates that pass all planes of checks
    std::uint32_t planes[reason_count];  ///< by Reason, where has_plane()
    std::uint32_t dynamic_first;         ///< into `class_expressions`
    std::uint32_t dynamic_count;         ///< memberOf expressions that change
    std::uint32_t key_count;
    KeyView keys[keys_at_most];
    std::uint32_t lane_order;  ///< into `lane_orders`: its chunks lie within one bucket of each key
    bool distinct_instance;
    bool narrow;            ///< keys and ordinal together fit into a NarrowKey
    bool keeps_winner;      ///< the last winner wins again as long as it has room
    bool chunks_keep_best;  ///< no key changes from task to task: the best of a chunk can be kept
};

/// Where the tasks of a group are counted.
struct GroupView {
    std::uint32_t table_first;  ///< into StateView::group_counts
    std::uint32_t
        table_capacity;           ///< 0: nobody asks for this group; N: a column; else hashed pairs
    std::uint32_t counter_first;  ///< into `group_counters`
    std::uint32_t counter_count;
    std::uint32_t atom_first;  ///< into `group_atoms`
    std::uint32_t atom_count;
};

/// Instances of a chunk: as many as a warp has lanes.
constexpr std::uint32_t chunk_size = 32;

/// An order of the instances in chunks, and of the chunks in segments, where the instances of a
/// segment share the buckets of some attributes. So the best of a chunk or a segment stays its best
/// whatever the counters of those buckets do.
struct LaneOrderView {
    std::uint32_t lane_first;  ///< into `lane_instances`: chunk_count * chunk_size instances
    std::uint32_t chunk_count;
    std::uint32_t instance_first;  ///< into `chunk_of_instance` and `segment_of_instance`
    std::uint32_t segment_first;   ///< into `segment_chunks`: segment_count + 1 chunks
    std::uint32_t segment_count;
};

/// Tasks of one group per bucket of one attribute.
struct CounterView {
    std::uint32_t bucket_column;  ///< [N] at `buckets` + bucket_column * N
    std::uint32_t first;          ///< into StateView::bucket_counts
};

/// A condition on an instance that commits can make true: it runs a group of a set (then `planes`
/// of the state hold it), or its number of running tasks passes a test.
struct AtomView {
    bool counts_tasks;
    CountTest test;
    std::int64_t count;
};

/// One step of an expression in postfix order, on a stack of bits.
struct StepView {
    enum class Kind : std::uint8_t { plane, atom, negate, both, either };
    Kind kind;
    std::uint32_t index;  ///< of a plane or an atom
};

struct ExpressionView {
    std::uint32_t step_first;
    std::uint32_t step_count;
};

/// A task of the snapshot that counts in a bucket counter or an atom.
struct SnapshotTaskView {
    std::uint32_t instance;
    std::uint32_t group;
};

/// Byte offsets of the parts of a state, from its start; each a multiple of 16.
struct StateLayout {
    std::uint64_t left;               ///< Amounts [N]
    std::uint64_t ports_taken;        ///< int32 [N], TCP and UDP together
    std::uint64_t port_bits;          ///< uint64 [W][N]
    std::uint64_t running_tasks;      ///< int64 [N]; empty where no atom counts tasks
    std::uint64_t group_counts;       ///< int32, tables of `groups`
    std::uint64_t bucket_counts;      ///< int32, [K] rows of bucket counts
    std::uint64_t atom_planes;        ///< [A] planes
    std::uint64_t expression_planes;  ///< [D] planes
    std::uint64_t failed;             ///< uint8 [C]: the class fits nowhere any more
    std::uint64_t bytes;              ///< of the whole state
};

struct ProblemView {
    std::uint32_t instance_count;
    std::uint32_t plane_words;  ///< 32-bit words in a plane
    std::uint32_t port_words;   ///< 64-bit words in a port set
    std::uint32_t class_count;
    std::uint32_t expression_count;
    std::uint32_t atom_count;
    std::uint32_t snapshot_task_count;
    std::uint32_t lane_order_count;
    bool counts_running_tasks;  ///< some atom tests runningTasksCount

    const std::int32_t* gpus_registered;  ///< [N]
    const PlaneWord* planes;              ///< [P] planes
    const ClassView* classes;             ///< [C]
    const std::uint64_t* port_sets;       ///< [W] per class that asks for ports
    const std::uint32_t* class_expressions;
    const std::uint32_t* buckets;  ///< [attribute][N]
    const CounterView* counters;   ///< [K]
    const GroupView* groups;       ///< [G]
    const std::uint32_t* group_counters;
    const std::uint32_t* group_atoms;
    const AtomView* atoms;              ///< [A]
    const ExpressionView* expressions;  ///< [D]
    const StepView* steps;
    const SnapshotTaskView* snapshot_tasks;
    const LaneOrderView* lane_orders;
    const std::uint32_t* lane_instances;       ///< no_instance where a chunk has an empty lane
    const std::uint32_t* chunk_of_instance;    ///< [order][N]
    const std::uint32_t* segment_of_instance;  ///< [order][N]
    const std::uint32_t* segment_chunks;       ///< where a segment begins, and the last one's end

    StateLayout layout;
    const unsigned char* initial_state;  ///< [layout.bytes] the state before the first task
};

/// What changes while a burst is placed. Pointers into memory laid out as StateLayout says, but
/// for `left`, which a block may keep in shared memory.
struct StateView {
    Amounts* left;
    std::int32_t* ports_taken;
    std::uint64_t* port_bits;
    std::int64_t* running_tasks;
    std::int32_t* group_counts;
    std::int32_t* bucket_counts;
    PlaneWord* atom_planes;
    PlaneWord* expression_planes;
    unsigned char* failed;
};

/// `count` tasks of one class in a row. A daemon run has one slot per instance.
struct RunView {
    RunKind kind;
    std::uint32_t task_class;
    std::uint32_t count;       ///< of a daemon run: unused
    std::uint64_t first_slot;  ///< into OutputView::decisions
};

/// Runs in a row that are placed on the winners of one scoring.
struct TileView {
    std::uint32_t first_run;
    std::uint32_t run_count;
    std::uint32_t first_class;  ///< into `tile_classes`
    std::uint32_t class_count;  ///< distinct classes to score, sorted by their lane order
};

/// Memory of a burst that is placed tile by tile.
struct TileMemory {
    std::uint32_t* winners;        ///< [classes of a tile][winners_stride] best instance per chunk
    std::uint32_t winners_stride;  ///< chunks of the longest lane order
    std::uint32_t* log;            ///< [tasks of a tile] instances, in the order of the commits
    std::uint32_t* last_commit;    ///< [lane orders][winners_stride] last log entry of a chunk
    std::uint32_t* leaders;        ///< [classes of a tile][leaders_stride] best of a segment
    std::uint32_t leaders_stride;  ///< segments of the lane order that has most
    std::uint32_t* last_of_segment;  ///< [lane orders][leaders_stride] its last log entry
    std::uint32_t* read_until;       ///< [classes of a tile] entries that its leaders know of
    std::uint64_t* ordinal;          ///< of the next task over the whole burst
};

/// One burst to place on a copy of the initial state.
struct ScenarioView {
    const RunView* runs;
    std::uint32_t run_count;
    std::uint64_t seed;
    std::uint32_t present_count;          ///< instances that are there
    const PlaneWord* present;             ///< plane of them; nullptr = all N
    const std::uint32_t* present_before;  ///< [plane_words] instances present before each word
};

/// Where a task went.
struct Decision {
    std::int32_t instance;    ///< -1 = it failed, or (daemon run) none was wanted here
    std::uint32_t gpu_first;  ///< into the instance's list of free GPU ids
};

/// Tasks of a run that failed alike, and why.
struct FailureRecord {
    std::uint32_t run;
    std::uint32_t first;  ///< task within the run; of a daemon run: the instance
    std::uint32_t count;
    std::uint32_t closest;  ///< instance, or no_instance
    std::uint32_t closest_reason;
    std::int64_t shortfall;
    std::uint32_t tally[reason_count];  ///< candidates per first failing check
};

/// Where the answer to a scenario goes. The counts per run are always wanted; the others are
/// nullptr where they are not.
struct OutputView {
    Decision* decisions;      ///< [slots]
    FailureRecord* failures;  ///< [failure_capacity]
    std::uint32_t failure_capacity;
    std::uint32_t* failure_count;  ///< records made; never more than fit
    std::uint32_t* placed_of_run;  ///< [runs]
    std::uint32_t* failed_of_run;  ///< [runs]
};

static_assert(std::is_trivially_copyable_v<ProblemView>, "travels to the device as bytes");
static_assert(std::is_trivially_copyable_v<ClassView>, "travels to the device as bytes");
static_assert(std::is_trivially_copyable_v<ScenarioView>, "travels to the device as bytes");
static_assert(std::is_trivially_copyable_v<OutputView>, "travels to the device as bytes");

}  // namespace berth::kernels
