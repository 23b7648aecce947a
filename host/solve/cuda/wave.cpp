#include "solve/cuda/wave.hpp"

#include <cstring>

#include "kernels/launchers.h"
#include "solve/cuda/device_scenario.hpp"

namespace berth::engine {

using kernels::OutputView;
using kernels::RunView;
using kernels::ScenarioView;

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
    batch.next_scenario = at<std::uint32_t>(device_inputs.data(), counter);
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
