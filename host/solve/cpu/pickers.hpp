// The pickers of a burst, and the pack indices that they share.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "solve/cpu/cpu_state.hpp"
#include "solve/cpu/pack_index.hpp"
#include "solve/cpu/picker.hpp"
#include "solve/cpu/tuning.hpp"

namespace berth::engine {

/// Chooses a picker for each class when it is first asked for.
class Pickers {
   public:
    Pickers(const CpuState& state, const CpuTuning& tuning);

    Picker& of(ClassId task_class);

    /// The class has no more tasks: its memory is freed.
    void release(ClassId task_class) { pickers_[task_class].reset(); }

    /// To be called after each commit.
    void update(const CpuState& state, std::size_t instance) {
        for (auto& [key, index] : indices_) index->update(state, instance);
    }

   private:
    enum class Shape : std::uint8_t { scan, random, spread, pack };

    /// Which buckets (`one_bucket`, or an index into CompiledProblem::spread_buckets) and resource.
    using IndexKey = std::pair<std::uint32_t, PackIndex::Resource>;
    static constexpr std::uint32_t one_bucket = ~std::uint32_t{0};

    Shape shape(const TaskClass& task_class) const;
    IndexKey index_key(const TaskClass& task_class) const;
    PackIndex& index(const TaskClass& task_class);
    const std::vector<BitPlane>* bucket_planes(const TaskClass& task_class);
    std::unique_ptr<Picker> make(const TaskClass& task_class);

    const CpuState& state_;
    CpuTuning tuning_;
    PlaneRows planes_;
    std::map<IndexKey, std::unique_ptr<PackIndex>> indices_;
    std::map<std::uint32_t, std::vector<BitPlane>> bucket_planes_;  // by spread_buckets index
    std::vector<std::unique_ptr<Picker>> pickers_;                  // [C]
};

}  // namespace berth::engine
