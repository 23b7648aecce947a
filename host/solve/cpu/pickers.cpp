#include "solve/cpu/pickers.hpp"

namespace berth::engine {

namespace {

using Kind = SortKey::Kind;

bool is_binpack(const SortKey& key) {
    return key.kind == Kind::cpu_left || key.kind == Kind::memory_left;
}

// The planes that pack indices are searched by.
std::vector<PlaneId> eligible_planes(const CompiledProblem& problem) {
    std::vector<PlaneId> planes;
    for (const TaskClass& task_class : problem.classes) {
        if (!task_class.fargate) planes.push_back(task_class.eligible);
    }
    return planes;
}

}  // namespace

Pickers::Pickers(const CpuState& state, const CpuTuning& tuning)
    : state_(state),
      tuning_(tuning),
      planes_(state.problem.planes, eligible_planes(state.problem)),
      pickers_(state.problem.classes.size()) {}

Pickers::Shape Pickers::shape(const TaskClass& task_class) const {
    const CompiledProblem& problem = state_.problem;
    const auto& keys = task_class.keys;
    if (!task_class.dynamic_expressions.empty()) return Shape::scan;
    if (problem.planes[task_class.eligible].count() <= tuning_.few_eligible) return Shape::scan;
    if (keys.front().kind == Kind::random_position) return Shape::random;

    std::size_t k = 0;
    if (keys.front().kind == Kind::group_in_bucket) {
        const auto& counter = problem.counters[keys.front().counter];
        if (problem.spread_buckets[counter.buckets].bucket_count > tuning_.buckets_at_most) {
            return Shape::scan;
        }
        k = 1;
    }
    if (k == keys.size()) return Shape::spread;
    if (keys[k].kind == Kind::group_on_instance && k + 1 == keys.size()) return Shape::spread;
    return is_binpack(keys[k]) ? Shape::pack : Shape::scan;
}

Pickers::IndexKey Pickers::index_key(const TaskClass& task_class) const {
    const bool by_bucket = task_class.keys.front().kind == Kind::group_in_bucket;
    const SortKey& binpack = task_class.keys[by_bucket ? 1 : 0];
    const std::uint32_t buckets =
        by_bucket ? state_.problem.counters[task_class.keys.front().counter].buckets : one_bucket;
    return {buckets, binpack.kind == Kind::cpu_left ? PackIndex::Resource::cpu
                                                    : PackIndex::Resource::memory};
}

PackIndex& Pickers::index(const TaskClass& task_class) {
    const IndexKey key = index_key(task_class);
    std::unique_ptr<PackIndex>& index = indices_[key];
    if (index == nullptr) {
        if (key.first == one_bucket) {
            const std::vector<std::uint32_t> bucket_of(state_.rows.size(), 0);
            index = std::make_unique<PackIndex>(state_, key.second, bucket_of, 1, planes_);
        } else {
            const SpreadBuckets& buckets = state_.problem.spread_buckets[key.first];
            index = std::make_unique<PackIndex>(state_, key.second, buckets.bucket,
                                                buckets.bucket_count, planes_);
        }
    }
    return *index;
}

// The instances of each bucket of the attribute that the chain spreads by first.
const std::vector<BitPlane>* Pickers::bucket_planes(const TaskClass& task_class) {
    if (task_class.keys.front().kind != Kind::group_in_bucket) return nullptr;
    const std::uint32_t id = state_.problem.counters[task_class.keys.front().counter].buckets;
    std::vector<BitPlane>& planes = bucket_planes_[id];
    if (planes.empty()) {
        const SpreadBuckets& buckets = state_.problem.spread_buckets[id];
        planes.assign(buckets.bucket_count, BitPlane(state_.rows.size()));
        for (std::size_t i = 0; i < buckets.bucket.size(); ++i) planes[buckets.bucket[i]].set(i);
    }
    return &planes;
}

std::unique_ptr<Picker> Pickers::make(const TaskClass& task_class) {
    switch (shape(task_class)) {
        case Shape::scan:
            return make_scan_picker(task_class);
        case Shape::random:
            return make_random_picker(task_class, tuning_.random_steps_at_most);
        case Shape::spread:
            return make_spread_picker(state_, task_class, bucket_planes(task_class));
        case Shape::pack:
            break;
    }
    return make_pack_picker(task_class, index(task_class), planes_.column(task_class.eligible));
}

Picker& Pickers::of(ClassId task_class) {
    std::unique_ptr<Picker>& picker = pickers_[task_class];
    if (picker == nullptr) picker = make(state_.problem.classes[task_class]);
    return *picker;
}

}  // namespace berth::engine
