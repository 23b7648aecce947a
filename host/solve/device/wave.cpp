#include "solve/device/wave.hpp"

#include <cstring>

namespace berth::host::solve::device {

using kernels::OutputView;
using kernels::RunView;
using kernels::ScenarioView;

namespace {

std::uint32_t blocks_for(const DeviceProblem& problem, std::size_t scenarios) {
    std::uint32_t blocks = 0;
    check(kernels::resident_blocks(problem.view(), static_cast<std::uint32_t>(scenarios), &blocks),
          "ask how many blocks fit");
    return blocks;
}

}  // namespace

DeviceProblem::DeviceProblem(const PackedProblem& problem, const Stream& stream)
    : bytes_(problem.bytes().size()), view_(problem.view_at(bytes_.data())) {
    bytes_.upload(problem.bytes(), stream);
    stream.wait();  // the host's copy may go
}

void WaveBytes::add(const ScenarioInput& input) {
    output_.add(input, plans_);
    if (bursts_.insert(input.burst).second) {
        inputs_ += Arena::aligned(input.burst->packed.runs.size() * sizeof(RunView));
    }
    inputs_ += 2 * Arena::aligned(input.present.size() * sizeof(kernels::PlaneWord)) +
               sizeof(ScenarioView) + sizeof(OutputView);
}

WaveLayout::WaveLayout(const std::vector<ScenarioInput>& scenarios, bool plans) {
    for (const ScenarioInput& scenario : scenarios) {
        input_of.push_back(inputs.add(scenario));
        output_of.push_back(outputs.add(scenario, plans));
    }
    scenario_views = inputs.arena().reserve(scenarios.size() * sizeof(ScenarioView));
    output_views = inputs.arena().reserve(scenarios.size() * sizeof(OutputView));
    next_scenario = outputs.add_counter();
}

Wave::Wave(const DeviceProblem& problem, const std::vector<ScenarioInput>& scenarios, bool plans,
           const Stream& stream)
    : scenarios_(scenarios),
      plans_(plans),
      stream_(stream),
      layout_(scenarios, plans),
      inputs_(layout_.inputs.arena().bytes().size()),
      outputs_(layout_.outputs.bytes()),
      blocks_(blocks_for(problem, scenarios.size())),
      states_(blocks_ * problem.view().layout.bytes) {
    write_views();
    inputs_.upload(layout_.inputs.arena().bytes(), stream);
    batch_.problem = problem.view();
    batch_.scenarios = at<ScenarioView>(inputs_.data(), layout_.scenario_views);
    batch_.outputs = at<OutputView>(inputs_.data(), layout_.output_views);
    batch_.scenario_count = static_cast<std::uint32_t>(scenarios.size());
    batch_.next_scenario = at<std::uint32_t>(outputs_.data(), layout_.next_scenario);
    batch_.states = reinterpret_cast<unsigned char*>(states_.data());
}

// The views hold addresses on the device.
void Wave::write_views() {
    std::byte* const host = layout_.inputs.arena().data();
    for (std::size_t s = 0; s < scenarios_.size(); ++s) {
        const ScenarioView view = device_view(scenarios_[s], layout_.input_of[s], inputs_.data());
        const OutputView out =
            device_output(layout_.output_of[s], scenarios_[s], plans_, outputs_.data());
        std::memcpy(host + layout_.scenario_views + s * sizeof view, &view, sizeof view);
        std::memcpy(host + layout_.output_views + s * sizeof out, &out, sizeof out);
    }
}

void Wave::launch() const {
    check(kernels::place_scenarios(batch_, blocks_, stream_), "launch the placement of scenarios");
}

std::vector<BurstAnswer> Wave::answers() const {
    const PinnedBuffer outputs(layout_.outputs.bytes());
    outputs.download(outputs_, stream_);
    stream_.wait();
    std::vector<BurstAnswer> answers;
    for (std::size_t s = 0; s < scenarios_.size(); ++s) {
        answers.push_back(read_answer(scenarios_[s], layout_.output_of[s], plans_, outputs.data()));
    }
    return answers;
}

std::vector<BurstAnswer> solve_wave(const DeviceProblem& problem,
                                    const std::vector<ScenarioInput>& scenarios, bool plans,
                                    const Stream& stream) {
    const Wave wave(problem, scenarios, plans, stream);
    wave.clear();
    wave.launch();
    return wave.answers();
}

}  // namespace berth::host::solve::device
