// The pickers of a burst, and what they share: pack indices, planes of buckets, lists of instances.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "solve/cpu/cpu_state.hpp"
#include "solve/cpu/instance_kinds.hpp"
#include "solve/cpu/picker.hpp"
#include "solve/cpu/tuning.hpp"

namespace berth::host::solve::cpu {

/// Chooses a picker for each class when it is first asked for.
class Pickers {
   public:
    Pickers(const CpuState& state, const CpuTuning& tuning);

    /// `tasks` of the class are still to come.
    Picker& of(compile::ClassId task_class, std::uint64_t tasks);

    /// The class has no more tasks: its memory is freed.
    void release(compile::ClassId task_class) { pickers_[task_class].reset(); }

    /// Call after each commit.
    void update(std::size_t instance) {
        for (const auto& packing : packings_) {
            packing->index.update(instance);
            packing->slots.update(state_, packing->index, instance);
        }
    }

   private:
    enum class Shape : std::uint8_t { scan, list, random, spread, pack };

    /// Which buckets (`one_bucket`, or an index into CompiledProblem::spread_buckets) and resource.
    using PackingKey = std::pair<std::uint32_t, PackIndex::Resource>;
    static constexpr std::uint32_t one_bucket = ~std::uint32_t{0};

    Shape shape(const compile::TaskClass& task_class);
    PackingKey packing_key(const compile::TaskClass& task_class) const;
    void find_shared_buckets();
    Packing& packing(const compile::TaskClass& task_class);
    const std::vector<compile::BitPlane>* bucket_planes(const compile::TaskClass& task_class);
    std::size_t eligible_count(compile::PlaneId plane);
    const std::vector<std::uint32_t>& eligible_list(compile::PlaneId plane);
    std::unique_ptr<Picker> make(const compile::TaskClass& task_class, std::uint64_t tasks);

    static constexpr std::uint32_t not_counted = ~std::uint32_t{0};

    const CpuState& state_;
    CpuTuning tuning_;
    std::optional<InstanceKinds> kinds_;  // made for the first index
    std::map<PackIndex::Resource, std::uint32_t> shared_buckets_;
    std::map<PackingKey, Packing*> packing_of_;
    std::vector<std::unique_ptr<Packing>> packings_;
    std::map<std::uint32_t, std::vector<compile::BitPlane>>
        bucket_planes_;                                       // by spread_buckets index
    std::vector<std::uint32_t> eligible_counts_;              // [P]
    std::vector<std::vector<std::uint32_t>> eligible_lists_;  // [P]
    std::vector<std::unique_ptr<Picker>> pickers_;            // [C]
};

}  // namespace berth::host::solve::cpu
