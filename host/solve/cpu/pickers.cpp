#include "solve/cpu/pickers.hpp"

namespace berth::host::solve::cpu {

namespace {

using kernels::KeyKind;

bool is_binpack(const compile::SortKey& key) {
    return key.kind == KeyKind::cpu_left || key.kind == KeyKind::memory_left;
}

// The planes that pack indices are searched by.
std::vector<compile::PlaneId> eligible_planes(const ProblemParts& problem) {
    std::vector<compile::PlaneId> planes;
    for (const compile::TaskClass& task_class : problem.classes) {
        if (!task_class.fargate) planes.push_back(task_class.eligible);
    }
    return planes;
}

}  // namespace

Pickers::Pickers(const CpuState& state, const CpuTuning& tuning)
    : state_(state),
      tuning_(tuning),
      eligible_counts_(state.problem.planes.size(), not_counted),
      eligible_lists_(state.problem.planes.size()),
      pickers_(state.problem.classes.size()) {
    find_shared_buckets();
}

// An index costs every commit a move. So a class that knows no buckets goes through those of an
// index that others need, where they are few.
void Pickers::find_shared_buckets() {
    constexpr std::uint32_t few = 8;
    for (const compile::TaskClass& task_class : state_.problem.classes) {
        const auto& keys = task_class.keys;
        if (keys.size() < 2 || keys[0].kind != KeyKind::group_in_bucket || !is_binpack(keys[1]))
            continue;
        const auto [buckets, resource] = packing_key(task_class);
        if (state_.problem.spread_buckets[buckets].bucket_count <= few) {
            shared_buckets_.emplace(resource, buckets);
        }
    }
}

std::size_t Pickers::eligible_count(compile::PlaneId plane) {
    std::uint32_t& count = eligible_counts_[plane];
    if (count == not_counted)
        count = static_cast<std::uint32_t>(state_.problem.planes[plane].count());
    return count;
}

const std::vector<std::uint32_t>& Pickers::eligible_list(compile::PlaneId id) {
    std::vector<std::uint32_t>& list = eligible_lists_[id];
    if (!list.empty()) return list;
    const compile::BitPlane& plane = state_.problem.planes[id];
    for (std::size_t w = 0; w < plane.word_count(); ++w) {
        compile::for_each_bit(plane.word(w), w, [&](std::size_t i) {
            list.push_back(static_cast<std::uint32_t>(i));
        });
    }
    return list;
}

// Conditions that move spoil what spread and random remember: places that they have passed by.
Pickers::Shape Pickers::shape(const compile::TaskClass& task_class) {
    const ProblemParts& problem = state_.problem;
    const auto& keys = task_class.keys;
    const bool moving = !task_class.dynamic_expressions.empty();
    if (tuning_.scans_always) return Shape::scan;
    if (eligible_count(task_class.eligible) <= tuning_.few_eligible) return Shape::list;
    if (keys.front().kind == KeyKind::random_position) return moving ? Shape::scan : Shape::random;

    std::size_t k = 0;
    if (keys.front().kind == KeyKind::group_in_bucket) {
        const auto& counter = problem.counters[keys.front().counter];
        if (problem.spread_buckets[counter.buckets].bucket_count > tuning_.buckets_at_most) {
            return Shape::scan;
        }
        k = 1;
    }
    if (k < keys.size() && is_binpack(keys[k])) return Shape::pack;
    if (moving) return Shape::scan;
    if (k == keys.size()) return Shape::spread;
    const bool by_instance = keys[k].kind == KeyKind::group_on_instance && k + 1 == keys.size();
    return by_instance ? Shape::spread : Shape::scan;
}

Pickers::PackingKey Pickers::packing_key(const compile::TaskClass& task_class) const {
    const bool by_bucket = task_class.keys.front().kind == KeyKind::group_in_bucket;
    const compile::SortKey& binpack = task_class.keys[by_bucket ? 1 : 0];
    const auto resource =
        binpack.kind == KeyKind::cpu_left ? PackIndex::Resource::cpu : PackIndex::Resource::memory;
    if (by_bucket) {
        return {state_.problem.counters[task_class.keys.front().counter].buckets, resource};
    }
    const auto shared = shared_buckets_.find(resource);
    return {shared == shared_buckets_.end() ? one_bucket : shared->second, resource};
}

Packing& Pickers::packing(const compile::TaskClass& task_class) {
    const PackingKey key = packing_key(task_class);
    Packing*& packing = packing_of_[key];
    if (packing != nullptr) return *packing;
    if (!kinds_)
        kinds_.emplace(state_.instance_count(), state_.problem.planes,
                       eligible_planes(state_.problem));
    std::vector<std::uint32_t> bucket_of(state_.instance_count(), 0);
    std::uint32_t count = 1;
    if (key.first != one_bucket) {
        const compile::SpreadBuckets& buckets = state_.problem.spread_buckets[key.first];
        bucket_of = buckets.bucket;
        count = buckets.bucket_count;
    }
    constexpr std::size_t slots_at_most = 1024;
    // In braces: clang 14 cannot make an aggregate from std::make_unique's parentheses.
    packings_.emplace_back(
        new Packing{PackIndex(state_, key.second, std::move(bucket_of), count, *kinds_,
                              std::min(slots_at_most, state_.problem.classes.size())),
                    PackSlots(count)});
    packing = packings_.back().get();
    return *packing;
}

// The instances of each bucket of the attribute that the chain spreads by first.
const std::vector<compile::BitPlane>* Pickers::bucket_planes(const compile::TaskClass& task_class) {
    if (task_class.keys.front().kind != KeyKind::group_in_bucket) return nullptr;
    const std::uint32_t id = state_.problem.counters[task_class.keys.front().counter].buckets;
    std::vector<compile::BitPlane>& planes = bucket_planes_[id];
    if (planes.empty()) {
        const compile::SpreadBuckets& buckets = state_.problem.spread_buckets[id];
        planes.assign(buckets.bucket_count, compile::BitPlane(state_.instance_count()));
        for (std::size_t i = 0; i < buckets.bucket.size(); ++i) planes[buckets.bucket[i]].set(i);
    }
    return &planes;
}

std::unique_ptr<Picker> Pickers::make(const compile::TaskClass& task_class, std::uint64_t tasks) {
    switch (shape(task_class)) {
        case Shape::scan:
            return make_scan_picker(task_class, tuning_);
        case Shape::list:
            return make_list_picker(task_class, eligible_list(task_class.eligible));
        case Shape::random:
            return make_random_picker(task_class, tuning_);
        case Shape::spread:
            if (tasks < tuning_.tasks_for_cursors) {
                return make_spread_once_picker(state_, task_class);
            }
            return make_spread_picker(state_, task_class, bucket_planes(task_class));
        case Shape::pack:
            break;
    }
    Packing& shared = packing(task_class);
    const bool has_slot =
        tasks >= tuning_.tasks_for_a_slot && task_class.dynamic_expressions.empty();
    return make_pack_picker({state_, task_class, *kinds_}, shared, has_slot);
}

Picker& Pickers::of(compile::ClassId task_class, std::uint64_t tasks) {
    std::unique_ptr<Picker>& picker = pickers_[task_class];
    if (picker == nullptr) picker = make(state_.problem.classes[task_class], tasks);
    return *picker;
}

}  // namespace berth::host::solve::cpu
