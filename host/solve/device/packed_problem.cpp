#include "solve/device/packed_problem.hpp"

#include <algorithm>
#include <bit>

#include "berth/error.hpp"
#include "kernels/filter.h"
#include "kernels/group_table.h"
#include "solve/amounts.hpp"
#include "solve/device/lane_orders.hpp"
#include "solve/device/pack_classes.hpp"
#include "solve/dynamic_planes.hpp"

namespace berth::host::solve::device {

namespace {

using kernels::PlaneWord;
using kernels::ProblemView;
using kernels::StateLayout;

static_assert(std::endian::native == std::endian::little,
              "a 64-bit plane word is read as two of 32 bits, the lower one first");
static_assert(kernels::ports_per_instance == limits::ports_per_instance);

constexpr std::size_t words_per_plane_word = sizeof(compile::PlaneWord) / sizeof(PlaneWord);
static_assert(kernels::plane_word_bits * words_per_plane_word == compile::plane_word_bits);

std::span<const PlaneWord> narrow_words(const compile::BitPlane& plane) {
    return {reinterpret_cast<const PlaneWord*>(plane.data()),
            plane.word_count() * words_per_plane_word};
}

// While the views are built, a pointer holds an offset; see rebased().
template <typename T>
const T* offset_pointer(std::size_t offset) {
    return reinterpret_cast<const T*>(offset);
}

template <typename T>
void rebase(const T*& pointer, const std::byte* base) {
    pointer = reinterpret_cast<const T*>(base + reinterpret_cast<std::size_t>(pointer));
}

std::vector<std::uint64_t> with_snapshot_tasks(const compile::CompiledProblem& problem,
                                               std::span<const std::uint64_t> burst_tasks) {
    std::vector<std::uint64_t> tasks(burst_tasks.begin(), burst_tasks.end());
    for (const compile::SnapshotTask& task : problem.snapshot_tasks) ++tasks[task.group];
    for (const compile::TaskRun& run : problem.runs) {
        if (run.kind != kernels::RunKind::daemon) continue;
        tasks[problem.classes[run.task_class].group] += problem.instance_count();
    }
    return tasks;
}

std::vector<PlaneWord> pack_planes(const compile::PlanePool& planes) {
    std::vector<PlaneWord> words;
    for (compile::PlaneId p = 0; p < planes.size(); ++p) {
        const auto plane = narrow_words(planes[p]);
        words.insert(words.end(), plane.begin(), plane.end());
    }
    return words;
}

struct PackedCounters {
    std::vector<kernels::CounterView> counters;  // [K]
    std::vector<std::int32_t> initial;           // rows of all counters
};

PackedCounters pack_counters(const compile::CompiledProblem& problem) {
    PackedCounters out;
    for (const compile::BucketCounter& counter : problem.counters) {
        out.counters.push_back({counter.buckets, static_cast<std::uint32_t>(out.initial.size())});
        out.initial.insert(out.initial.end(), counter.initial.begin(), counter.initial.end());
    }
    return out;
}

std::vector<std::uint32_t> pack_buckets(const compile::CompiledProblem& problem) {
    std::vector<std::uint32_t> columns;
    for (const compile::SpreadBuckets& buckets : problem.spread_buckets) {
        columns.insert(columns.end(), buckets.bucket.begin(), buckets.bucket.end());
    }
    return columns;
}

std::vector<std::int32_t> pack_group_counts(const compile::CompiledProblem& problem,
                                            const PackedGroups& groups) {
    if (groups.table_words > UINT32_MAX) {
        throw BackendError(BackendError::Kind::failed,
                           "the tables of tasks per group and instance would pass 16 GiB");
    }
    std::vector<std::int32_t> tables(groups.table_words, 0);
    const auto n = static_cast<std::uint32_t>(problem.instance_count());
    for (const compile::SnapshotTask& task : problem.snapshot_tasks) {
        const kernels::GroupView& group = groups.groups[task.group];
        if (group.table_capacity == 0) continue;
        kernels::count_task(tables.data(), group, n, static_cast<std::uint32_t>(task.instance));
    }
    return tables;
}

std::vector<PlaneWord> pack_atom_planes(const compile::CompiledProblem& problem) {
    std::vector<PlaneWord> words;
    for (const compile::DynamicAtom& atom : problem.atoms) {
        compile::BitPlane plane(problem.instance_count());
        if (atom.kind == compile::DynamicAtom::Kind::runs_any_of) {
            for (const compile::SnapshotTask& task : problem.snapshot_tasks) {
                if (atom.groups[task.group]) plane.set(static_cast<std::size_t>(task.instance));
            }
        }
        const auto plane_words = narrow_words(plane);
        words.insert(words.end(), plane_words.begin(), plane_words.end());
    }
    return words;
}

std::vector<PlaneWord> pack_expression_planes(const compile::CompiledProblem& problem) {
    const DynamicPlanes dynamic(problem);
    std::vector<PlaneWord> words;
    for (compile::ExpressionId e = 0; e < problem.expressions.size(); ++e) {
        if (!problem.expressions[e].dynamic) continue;
        const auto plane = narrow_words(dynamic.expression(e));
        words.insert(words.end(), plane.begin(), plane.end());
    }
    return words;
}

struct State {
    Arena arena;
    StateLayout layout{};
};

State pack_state(const compile::CompiledProblem& problem, const PackedGroups& groups,
                 const PackedCounters& counters, bool counts_running_tasks) {
    State state;
    Arena& arena = state.arena;
    StateLayout& layout = state.layout;
    layout.left = arena.add(problem.columns.left);
    layout.ports_taken = arena.add(problem.columns.ports_taken);
    layout.port_bits = arena.add(problem.port_bits);
    layout.running_tasks =
        counts_running_tasks ? arena.add(problem.columns.running_tasks_count) : arena.reserve(0);
    layout.group_counts = arena.add(pack_group_counts(problem, groups));
    layout.bucket_counts = arena.add(counters.initial);
    layout.atom_planes = arena.add(pack_atom_planes(problem));
    layout.expression_planes = arena.add(pack_expression_planes(problem));
    layout.failed = arena.reserve(problem.classes.size());
    layout.bytes = arena.bytes().size();
    return state;
}

std::vector<kernels::SnapshotTaskView> pack_snapshot_tasks(
    const compile::CompiledProblem& problem) {
    std::vector<kernels::SnapshotTaskView> tasks;
    for (const compile::SnapshotTask& task : problem.snapshot_tasks) {
        if (problem.counters_of_group[task.group].empty()) continue;
        tasks.push_back({static_cast<std::uint32_t>(task.instance), task.group});
    }
    return tasks;
}

}  // namespace

PackedProblem::PackedProblem(const compile::CompiledProblem& problem,
                             std::span<const std::uint64_t> tasks_of_group,
                             const PackTuning& tuning) {
    const std::vector<std::uint64_t> group_tasks = with_snapshot_tasks(problem, tasks_of_group);
    const LaneOrders orders = make_lane_orders(problem, tuning.chunks_per_segment);
    lane_orders_ = orders.orders;
    PackedClasses classes = pack_classes(problem, group_tasks, tuning);
    for (std::size_t c = 0; c < classes.classes.size(); ++c) {
        classes.classes[c].lane_order = orders.order_of_class[c];
    }
    const PackedGroups groups = pack_groups(problem, group_tasks, tuning);
    const PackedExpressions expressions = pack_expressions(problem);
    const PackedCounters counters = pack_counters(problem);
    const State state = pack_state(problem, groups, counters, expressions.counts_running_tasks);
    const auto snapshot_tasks = pack_snapshot_tasks(problem);

    view_.instance_count = static_cast<std::uint32_t>(problem.instance_count());
    view_.plane_words = static_cast<std::uint32_t>(compile::plane_words(problem.instance_count()) *
                                                   words_per_plane_word);
    view_.port_words = static_cast<std::uint32_t>(problem.ports.words());
    view_.class_count = static_cast<std::uint32_t>(classes.classes.size());
    view_.expression_count = static_cast<std::uint32_t>(expressions.expressions.size());
    view_.atom_count = static_cast<std::uint32_t>(expressions.atoms.size());
    view_.snapshot_task_count = static_cast<std::uint32_t>(snapshot_tasks.size());
    view_.lane_order_count = static_cast<std::uint32_t>(orders.orders.size());
    view_.counts_running_tasks = expressions.counts_running_tasks;

    const auto add = [&]<typename T>(const T*& pointer, const std::vector<T>& values) {
        pointer = offset_pointer<T>(arena_.add(values));
    };
    add(view_.gpus_registered, problem.columns.gpus_registered);
    add(view_.planes, pack_planes(problem.planes));
    add(view_.classes, classes.classes);
    add(view_.port_sets, classes.port_sets);
    add(view_.class_expressions, classes.class_expressions);
    add(view_.buckets, pack_buckets(problem));
    add(view_.counters, counters.counters);
    add(view_.groups, groups.groups);
    add(view_.group_counters, groups.group_counters);
    add(view_.group_atoms, groups.group_atoms);
    add(view_.atoms, expressions.atoms);
    add(view_.expressions, expressions.expressions);
    add(view_.steps, expressions.steps);
    add(view_.snapshot_tasks, snapshot_tasks);
    add(view_.lane_orders, orders.orders);
    add(view_.lane_instances, orders.lane_instances);
    add(view_.chunk_of_instance, orders.chunk_of_instance);
    add(view_.segment_of_instance, orders.segment_of_instance);
    add(view_.segment_chunks, orders.segment_chunks);
    view_.layout = state.layout;
    view_.initial_state = offset_pointer<unsigned char>(arena_.add(state.arena.bytes()));
}

kernels::ProblemView PackedProblem::view_at(const std::byte* base) const {
    ProblemView view = view_;
    rebase(view.gpus_registered, base);
    rebase(view.planes, base);
    rebase(view.classes, base);
    rebase(view.port_sets, base);
    rebase(view.class_expressions, base);
    rebase(view.buckets, base);
    rebase(view.counters, base);
    rebase(view.groups, base);
    rebase(view.group_counters, base);
    rebase(view.group_atoms, base);
    rebase(view.atoms, base);
    rebase(view.expressions, base);
    rebase(view.steps, base);
    rebase(view.snapshot_tasks, base);
    rebase(view.lane_orders, base);
    rebase(view.lane_instances, base);
    rebase(view.chunk_of_instance, base);
    rebase(view.segment_of_instance, base);
    rebase(view.segment_chunks, base);
    rebase(view.initial_state, base);
    return view;
}

}  // namespace berth::host::solve::device
