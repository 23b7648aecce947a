#include "solve/cuda/wave.hpp"

#include <cstring>

#include "kernels/launchers.h"
#include "solve/block/arena.hpp"

namespace berth::engine {

namespace {

using kernels::Decision;
using kernels::FailureRecord;
using kernels::OutputView;
using kernels::RunView;
using kernels::ScenarioView;

template <typename T>
const T* at(const std::byte* base, std::size_t offset) {
    return reinterpret_cast<const T*>(base + offset);
}

/// Offsets of one scenario's parts in the block of inputs.
struct InputOffsets {
    std::size_t runs = 0;
    std::size_t present = 0;
    std::size_t present_before = 0;
};

InputOffsets add_input(Arena& arena, const ScenarioInput& input) {
    InputOffsets offsets;
    offsets.runs = arena.add(input.packed.runs);
    offsets.present = arena.add(input.present);
    offsets.present_before = arena.add(input.present_before);
    return offsets;
}

ScenarioView device_view(const ScenarioInput& input, const InputOffsets& offsets,
                         const std::byte* base) {
    ScenarioView view = input.view();
    view.runs = at<RunView>(base, offsets.runs);
    if (view.present != nullptr) {
        view.present = at<kernels::PlaneWord>(base, offsets.present);
        view.present_before = at<std::uint32_t>(base, offsets.present_before);
    }
    return view;
}

/// Where the parts of one scenario's answer lie in the block of answers.
struct OutputOffsets {
    std::size_t placed_of_run = 0;
    std::size_t failed_of_run = 0;
    std::size_t failure_count = 0;
    std::size_t decisions = 0;
    std::size_t failures = 0;
};

/// Hands out places in a block of answers that is not allocated yet.
class OutputLayout {
   public:
    OutputOffsets add(const ScenarioInput& input, bool plans) {
        const PackedRuns& packed = input.packed;
        OutputOffsets offsets;
        offsets.placed_of_run = take<std::uint32_t>(packed.runs.size());
        offsets.failed_of_run = take<std::uint32_t>(packed.runs.size());
        offsets.failure_count = take<std::uint32_t>(plans ? 1 : 0);
        offsets.decisions = take<Decision>(plans ? packed.slots : 0);
        offsets.failures = take<FailureRecord>(plans ? packed.failure_capacity : 0);
        return offsets;
    }
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

OutputView device_output(const OutputOffsets& offsets, const ScenarioInput& input, bool plans,
                         std::byte* base) {
    OutputView out{};
    out.placed_of_run = reinterpret_cast<std::uint32_t*>(base + offsets.placed_of_run);
    out.failed_of_run = reinterpret_cast<std::uint32_t*>(base + offsets.failed_of_run);
    if (plans) {
        out.decisions = reinterpret_cast<Decision*>(base + offsets.decisions);
        out.failures = reinterpret_cast<FailureRecord*>(base + offsets.failures);
        out.failure_capacity = input.packed.failure_capacity;
        out.failure_count = reinterpret_cast<std::uint32_t*>(base + offsets.failure_count);
    }
    return out;
}

template <typename T>
std::vector<T> read(const std::byte* base, std::size_t offset, std::size_t count) {
    const T* first = at<T>(base, offset);
    return std::vector<T>(first, first + count);
}

BurstAnswer read_answer(const ScenarioInput& input, const OutputOffsets& offsets, bool plans,
                        const std::byte* base) {
    BurstAnswer answer;
    const std::size_t runs = input.packed.runs.size();
    answer.placed_of_run = read<std::uint32_t>(base, offsets.placed_of_run, runs);
    answer.failed_of_run = read<std::uint32_t>(base, offsets.failed_of_run, runs);
    if (plans) {
        answer.decisions = read<Decision>(base, offsets.decisions, input.packed.slots);
        answer.failures = read<FailureRecord>(base, offsets.failures,
                                              *at<std::uint32_t>(base, offsets.failure_count));
    }
    return answer;
}

}  // namespace

DeviceProblem::DeviceProblem(const PackedProblem& problem, const Stream& stream)
    : bytes_(problem.bytes().size()), view_(problem.view_at(bytes_.data())) {
    bytes_.upload(problem.bytes(), stream);
    stream.wait();  // the host's copy may go
}

std::size_t wave_bytes(const ScenarioInput& input, bool plans) {
    OutputLayout output;
    output.add(input, plans);
    return output.bytes() + Arena::aligned(input.packed.runs.size() * sizeof(RunView)) +
           2 * Arena::aligned(input.present.size() * sizeof(kernels::PlaneWord)) +
           sizeof(ScenarioView) + sizeof(OutputView);
}

std::vector<BurstAnswer> solve_wave(const DeviceProblem& problem,
                                    const std::vector<ScenarioInput>& scenarios, bool plans,
                                    const Stream& stream) {
    Arena inputs;
    OutputLayout layout;
    std::vector<InputOffsets> input_offsets;
    std::vector<OutputOffsets> output_offsets;
    for (const ScenarioInput& scenario : scenarios) {
        input_offsets.push_back(add_input(inputs, scenario));
        output_offsets.push_back(layout.add(scenario, plans));
    }
    const std::size_t scenario_views = inputs.reserve(scenarios.size() * sizeof(ScenarioView));
    const std::size_t output_views = inputs.reserve(scenarios.size() * sizeof(OutputView));
    const std::size_t counter = inputs.reserve(sizeof(std::uint32_t));

    const DeviceBuffer device_inputs(inputs.bytes().size());
    const DeviceBuffer device_outputs(layout.bytes());
    const std::byte* base = device_inputs.data();
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        const ScenarioView view = device_view(scenarios[s], input_offsets[s], base);
        const OutputView out =
            device_output(output_offsets[s], scenarios[s], plans, device_outputs.data());
        std::memcpy(inputs.data() + scenario_views + s * sizeof view, &view, sizeof view);
        std::memcpy(inputs.data() + output_views + s * sizeof out, &out, sizeof out);
    }

    kernels::ScenarioBatch batch{};
    batch.problem = problem.view();
    batch.scenarios = at<ScenarioView>(base, scenario_views);
    batch.outputs = at<OutputView>(base, output_views);
    batch.scenario_count = static_cast<std::uint32_t>(scenarios.size());
    batch.next_scenario = reinterpret_cast<std::uint32_t*>(device_inputs.data() + counter);
    std::uint32_t blocks = 0;
    check(kernels::resident_blocks(batch.problem, batch.scenario_count, &blocks),
          "ask how many blocks fit");
    const DeviceBuffer states(blocks * batch.problem.layout.bytes);
    batch.states = reinterpret_cast<unsigned char*>(states.data());

    device_inputs.upload(inputs.bytes(), stream);
    device_outputs.clear(stream);
    check(kernels::place_scenarios(batch, blocks, stream), "launch the placement of scenarios");
    const PinnedBuffer outputs(layout.bytes());
    outputs.download(device_outputs, stream);
    stream.wait();

    std::vector<BurstAnswer> answers;
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        answers.push_back(read_answer(scenarios[s], output_offsets[s], plans, outputs.data()));
    }
    return answers;
}

}  // namespace berth::engine
