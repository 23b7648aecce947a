#include "solve/problem_parts.hpp"

#include <array>
#include <stdexcept>

namespace berth::host::solve {

namespace {

constexpr std::size_t compress_steps = 6;  // log2 of the bits of a word

// Moves the bits of a word that stand under a mask together at its low end, in log2(64) steps of
// which each moves by a power of two the bits that have such a distance to go (H. S. Warren,
// "Hacker's Delight", section 7-4, "Compress, or generalized extract"). What moves in which step
// depends on the mask alone, and one mask serves the words of all planes.
class BitCompressor {
   public:
    explicit BitCompressor(compile::PlaneWord mask)
        : mask_(mask), count_(static_cast<unsigned>(std::popcount(mask))) {
        compile::PlaneWord right_zeros = ~mask << 1U;
        for (std::size_t step = 0; step < compress_steps; ++step) {
            const compile::PlaneWord odd = prefix_parity(right_zeros);
            moving_[step] = odd & mask;
            mask = (mask ^ moving_[step]) | (moving_[step] >> (1U << step));
            right_zeros &= ~odd;
        }
    }

    unsigned count() const { return count_; }

    compile::PlaneWord operator()(compile::PlaneWord word) const {
        word &= mask_;
        for (std::size_t step = 0; step < compress_steps; ++step) {
            const compile::PlaneWord moving = word & moving_[step];
            word = (word ^ moving) | (moving >> (1U << step));
        }
        return word;
    }

   private:
    // Bit k: whether bits 0 to k hold an odd number of ones.
    static compile::PlaneWord prefix_parity(compile::PlaneWord word) {
        for (unsigned shift = 1; shift < compile::plane_word_bits; shift *= 2)
            word ^= word << shift;
        return word;
    }

    compile::PlaneWord mask_;
    unsigned count_;
    std::array<compile::PlaneWord, compress_steps> moving_{};
};

compile::BitPlane compressed(const compile::BitPlane& plane,
                             const std::vector<BitCompressor>& compressors, std::size_t count) {
    compile::BitPlane out(count);
    std::size_t at = 0;
    for (std::size_t w = 0; w < plane.word_count(); ++w) {
        if (compressors[w].count() == 0) continue;
        const compile::PlaneWord bits = compressors[w](plane.word(w));
        const std::size_t shift = at % compile::plane_word_bits;
        out.word(at / compile::plane_word_bits) |= bits << shift;
        at += compressors[w].count();
        const bool spills = shift + compressors[w].count() > compile::plane_word_bits;
        if (spills)
            out.word(at / compile::plane_word_bits) |= bits >> (compile::plane_word_bits - shift);
    }
    return out;
}

template <typename T>
std::vector<T> gather(const std::vector<T>& column, const std::vector<Ordinal>& ordinals,
                      std::size_t first = 0) {
    std::vector<T> out;
    out.reserve(ordinals.size());
    for (const Ordinal i : ordinals) out.push_back(column[first + static_cast<std::size_t>(i)]);
    return out;
}

compile::InstanceColumns gather(const compile::InstanceColumns& columns,
                                const std::vector<Ordinal>& ordinals) {
    compile::InstanceColumns out;
    out.left = gather(columns.left, ordinals);
    out.gpus_registered = gather(columns.gpus_registered, ordinals);
    out.ports_taken = gather(columns.ports_taken, ordinals);
    out.running_tasks_count = gather(columns.running_tasks_count, ordinals);
    return out;
}

std::vector<std::uint64_t> gather_port_bits(const compile::CompiledProblem& problem,
                                            const std::vector<Ordinal>& ordinals) {
    std::vector<std::uint64_t> out;
    for (std::size_t w = 0; w < problem.ports.words(); ++w) {
        const auto word = gather(problem.port_bits, ordinals, w * problem.instance_count());
        out.insert(out.end(), word.begin(), word.end());
    }
    return out;
}

// The tasks that run on what is left, under the new numbers.
std::vector<compile::SnapshotTask> remaining_tasks(const compile::CompiledProblem& problem,
                                                   const std::vector<Ordinal>& ordinals) {
    std::vector<Ordinal> number_of(problem.instance_count(), no_instance);
    for (std::size_t k = 0; k < ordinals.size(); ++k) {
        number_of[static_cast<std::size_t>(ordinals[k])] = static_cast<Ordinal>(k);
    }
    std::vector<compile::SnapshotTask> out;
    out.reserve(problem.snapshot_tasks.size());
    for (const compile::SnapshotTask& task : problem.snapshot_tasks) {
        const Ordinal number = number_of[static_cast<std::size_t>(task.instance)];
        if (number != no_instance) out.push_back({number, task.group});
    }
    return out;
}

}  // namespace

compile::BitPlane present_instances(const compile::CompiledProblem& problem,
                                    const std::vector<Ordinal>& removed) {
    compile::BitPlane present(problem.instance_count(), true);
    for (const Ordinal ordinal : removed) {
        if (ordinal < 0 || static_cast<std::size_t>(ordinal) >= problem.instance_count()) {
            throw std::out_of_range("a scenario removes an instance that the problem lacks");
        }
        present.clear(static_cast<std::size_t>(ordinal));
    }
    return present;
}

InstanceSubset::InstanceSubset(const compile::CompiledProblem& problem,
                               const std::vector<Ordinal>& removed) {
    const compile::BitPlane present = present_instances(problem, removed);
    std::vector<BitCompressor> compressors;
    compressors.reserve(present.word_count());
    for (std::size_t w = 0; w < present.word_count(); ++w) {
        compressors.emplace_back(present.word(w));
        compile::for_each_bit(present.word(w), w,
                              [&](std::size_t i) { ordinals.push_back(static_cast<Ordinal>(i)); });
    }
    columns = gather(problem.columns, ordinals);
    planes.reserve(problem.planes.size());
    for (const compile::BitPlane& plane : problem.planes.all_planes()) {
        planes.push_back(compressed(plane, compressors, ordinals.size()));
    }
    port_bits = gather_port_bits(problem, ordinals);
    snapshot_tasks = remaining_tasks(problem, ordinals);
    for (const compile::SpreadBuckets& all : problem.spread_buckets) {
        spread_buckets.push_back(
            {all.attribute_name, gather(all.bucket, ordinals), all.bucket_count});
    }
    for (const compile::BucketCounter& counter : problem.counters) {
        counters.push_back(
            {counter.group, counter.buckets, std::vector<std::int32_t>(counter.initial.size(), 0)});
    }
    compile::count_buckets(snapshot_tasks, problem.counters_of_group, spread_buckets, counters);
}

ProblemParts::ProblemParts(const compile::CompiledProblem& problem)
    : ProblemParts(problem, {problem.columns, problem.planes.all_planes(), problem.port_bits,
                             problem.snapshot_tasks, problem.spread_buckets, problem.counters}) {}

ProblemParts::ProblemParts(const compile::CompiledProblem& problem, const InstanceSubset& subset)
    : ProblemParts(problem, {subset.columns, subset.planes, subset.port_bits, subset.snapshot_tasks,
                             subset.spread_buckets, subset.counters}) {}

ProblemParts::ProblemParts(const compile::CompiledProblem& problem, const InstanceParts& parts)
    : InstanceParts(parts),
      groups(problem.groups),
      expressions(problem.expressions),
      atoms(problem.atoms),
      counters_of_group(problem.counters_of_group),
      classes(problem.classes),
      zones(problem.zones),
      fargate_counts(problem.fargate_counts) {}

}  // namespace berth::host::solve
