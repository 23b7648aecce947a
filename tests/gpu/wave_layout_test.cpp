// A wave as it will lie on the device, laid into host memory and solved there by one thread: views
// and offsets are right before any device sees them.
#include <gtest/gtest.h>

#include "generate_cases/case.hpp"
#include "kernels/host_block.hpp"
#include "kernels/place_burst.h"
#include "solve/device/wave.hpp"

namespace berth::host::solve::device {
namespace {

// What the device has of a wave.
class HostWave {
   public:
    HostWave(const std::vector<ScenarioInput>& scenarios, bool plans)
        : scenarios_(scenarios),
          plans_(plans),
          layout_(scenarios, plans),
          inputs_(layout_.inputs.arena().bytes().begin(), layout_.inputs.arena().bytes().end()),
          outputs_(layout_.outputs.bytes()) {}

    BurstAnswer place(const PackedProblem& packed, std::size_t s) {
        tests::HostState state(packed);
        const kernels::ProblemView problem = packed.view();
        const kernels::ScenarioView scenario =
            device_view(scenarios_[s], layout_.input_of[s], inputs_.data());
        const kernels::Cluster cluster{problem, scenario, state.initial()};
        kernels::SerialTeam team;
        kernels::place_burst(
            team, cluster,
            device_output(layout_.output_of[s], scenarios_[s], plans_, outputs_.data()));
        return read_answer(scenarios_[s], layout_.output_of[s], plans_, outputs_.data());
    }

   private:
    const std::vector<ScenarioInput>& scenarios_;
    bool plans_;
    WaveLayout layout_;
    std::vector<std::byte> inputs_;
    std::vector<std::byte> outputs_;
};

struct Sweep {
    Problem problem;
    std::vector<Scenario> scenarios;
    std::vector<ScenarioInput> inputs;
};

// Two scenarios of the problem's burst, one of them on fewer instances, and two with the same
// request of their own.
Sweep make_sweep() {
    const tests::Case made = tests::random_case(3, 65);
    Sweep sweep{berth::compile(made.snapshot, made.burst), std::vector<Scenario>(4), {}};
    sweep.scenarios[1].removed = {0, 33};
    sweep.scenarios[2].requests = {{0, 1}};
    sweep.scenarios[3].requests = {{0, 1}};
    const compile::CompiledProblem& compiled = sweep.problem.compiled();
    const SharedBurst own = pack_burst(compiled);
    for (const Scenario& scenario : sweep.scenarios) {
        sweep.inputs.push_back(scenario_input(compiled, scenario, own));
    }
    return sweep;
}

TEST(WaveLayout, ScenariosThatShareABurstShareItsRuns) {
    const Sweep sweep = make_sweep();
    const WaveLayout layout(sweep.inputs, true);
    EXPECT_EQ(layout.input_of[0].runs, layout.input_of[1].runs);
    EXPECT_NE(layout.input_of[0].runs, layout.input_of[2].runs);
    EXPECT_NE(layout.input_of[2].runs, layout.input_of[3].runs);
}

TEST(WaveLayout, AThousandScenariosOfOneBurstCostItsRunsOnce) {
    const Sweep sweep = make_sweep();
    const std::vector<ScenarioInput> many(1000, sweep.inputs[0]);
    WaveBytes one(false);
    one.add(many.front());
    WaveBytes all(false);
    for (const ScenarioInput& input : many) all.add(input);
    const std::size_t runs = sweep.inputs[0].burst->packed.runs.size() * sizeof(kernels::RunView);
    EXPECT_LE(all.total(), 1000 * (one.total() - runs) + runs);

    WaveLayout layout(many, false);
    const std::size_t used = layout.inputs.arena().bytes().size() + layout.outputs.bytes();
    EXPECT_LE(used, all.total() + 4 * Arena::alignment);
}

TEST(WaveLayout, EachScenarioIsAnsweredAsOnItsOwn) {
    const Sweep sweep = make_sweep();
    const compile::CompiledProblem& compiled = sweep.problem.compiled();
    const PackedProblem packed(compiled, most_tasks_of_group(compiled, sweep.scenarios));
    for (const bool plans : {false, true}) {
        HostWave wave(sweep.inputs, plans);
        tests::HostBlock block(packed);
        for (std::size_t s = 0; s < sweep.inputs.size(); ++s) {
            const BurstAnswer expected = block.place(sweep.inputs[s], plans);
            const BurstAnswer actual = wave.place(packed, s);
            EXPECT_EQ(actual.placed_of_run, expected.placed_of_run) << s;
            EXPECT_EQ(actual.failed_of_run, expected.failed_of_run) << s;
            EXPECT_EQ(actual.failures.size(), expected.failures.size()) << s;
            ASSERT_EQ(actual.decisions.size(), expected.decisions.size()) << s;
            for (std::size_t k = 0; k < expected.decisions.size(); ++k) {
                EXPECT_EQ(actual.decisions[k].instance, expected.decisions[k].instance) << s;
            }
        }
    }
}

}  // namespace
}  // namespace berth::host::solve::device
