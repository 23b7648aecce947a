// A scenario's input and answer as parts of two blocks of device memory.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "solve/device/arena.hpp"
#include "solve/device/scenario_input.hpp"

namespace berth::host::solve::device {

template <typename T>
const T* at(const std::byte* base, std::size_t offset) {
    return reinterpret_cast<const T*>(base + offset);
}
template <typename T>
T* at(std::byte* base, std::size_t offset) {
    return reinterpret_cast<T*>(base + offset);
}

/// Offsets of a scenario's parts in a block of inputs.
struct InputOffsets {
    std::size_t runs = 0;
    std::size_t present = 0;
    std::size_t present_before = 0;
};

/// Lays out scenarios in a block of inputs; shared runs are stored once. The bursts of the
/// scenarios must stay alive while scenarios are added.
class InputBlock {
   public:
    InputOffsets add(const ScenarioInput& input);

    /// For other data that is sent along with the scenarios.
    Arena& arena() { return arena_; }

   private:
    Arena arena_;
    std::map<const PackedBurst*, std::size_t> runs_of_;
};

/// The scenario in the block of inputs at `base`.
kernels::ScenarioView device_view(const ScenarioInput& input, const InputOffsets& offsets,
                                  const std::byte* base);

/// Where the parts of a scenario's answer are in a block of answers.
struct OutputOffsets {
    std::size_t placed_of_run = 0;
    std::size_t failed_of_run = 0;
    std::size_t failure_count = 0;
    std::size_t decisions = 0;
    std::size_t failures = 0;
};

/// Assigns places in a block of answers that is not allocated yet.
class OutputLayout {
   public:
    OutputOffsets add(const ScenarioInput& input, bool plans);
    std::size_t add_counter() { return take<std::uint32_t>(1); }
    std::size_t bytes() const { return bytes_; }

   private:
    template <typename T>
    std::size_t take(std::size_t count) {
        const std::size_t offset = bytes_;
        bytes_ += Arena::aligned(count * sizeof(T));
        return offset;
    }
    std::size_t bytes_ = 0;
};

kernels::OutputView device_output(const OutputOffsets& offsets, const ScenarioInput& input,
                                  bool plans, std::byte* base);

/// The answer from a copy of the block of answers at `base`.
BurstAnswer read_answer(const ScenarioInput& input, const OutputOffsets& offsets, bool plans,
                        const std::byte* base);

}  // namespace berth::host::solve::device
