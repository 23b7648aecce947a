// The backend for hosts with an NVIDIA GPU: the block algorithms of kernels/, one scenario per
// thread block. No kernel syntax here; kernels/README.md says what runs on the device and why.
#include <fmt/format.h>

#include <algorithm>

#include "kernels/launchers.h"
#include "solve/backend.hpp"
#include "solve/device/device.hpp"
#include "solve/device/packed_problem.hpp"
#include "solve/device/scenario_input.hpp"
#include "solve/device/tiled_burst.hpp"
#include "solve/device/wave.hpp"

namespace berth::host::solve::device {

namespace {

// Without any driver the runtime speaks of a driver that is too old.
std::string no_device_message(cudaError_t error) {
    if (error == cudaSuccess || error == cudaErrorNoDevice) return "there is no CUDA device";
    int driver = 0;
    if (cudaDriverGetVersion(&driver) == cudaSuccess && driver == 0) {
        return "no NVIDIA driver is installed";
    }
    return fmt::format("there is no usable CUDA device: {}", cudaGetErrorString(error));
}

std::optional<BackendError> find_device() {
    int devices = 0;
    const cudaError_t error = cudaGetDeviceCount(&devices);
    if (error != cudaSuccess || devices == 0) {
        (void)cudaGetLastError();
        return BackendError(BackendError::Kind::no_device, no_device_message(error));
    }
    cudaDeviceProp properties;
    bool has_code = false;
    try {
        check(cudaGetDeviceProperties(&properties, 0), "read the properties of device 0");
        check(kernels::has_code_for_device(&has_code), "look for kernels");
    } catch (const BackendError& failure) {
        return failure;
    }
    if (has_code) return std::nullopt;
    return BackendError(
        BackendError::Kind::device_too_old,
        fmt::format("this build has no code for {} (compute capability {}.{}); build again with "
                    "-DCMAKE_CUDA_ARCHITECTURES={}{}",
                    properties.name, properties.major, properties.minor, properties.major,
                    properties.minor));
}

// Waves leave room for the states of the blocks and for what other programs may take meanwhile.
std::size_t wave_budget(const kernels::ProblemView& problem, std::uint32_t blocks) {
    const std::size_t free = free_device_bytes() / 10 * 8;
    const std::size_t states = blocks * problem.layout.bytes;
    return free > states ? free - states : 0;
}

class CudaBackend : public Backend {
   public:
    std::string_view name() const override { return "cuda"; }
    std::string_view description() const override { return "kernels on an NVIDIA GPU"; }
    std::optional<BackendError> unavailable() const override { return find_device(); }

    Plan solve(const compile::CompiledProblem& problem,
               const SolveOptions& options) const override {
        if (options.is_cancelled && options.is_cancelled()) throw Cancelled();
        const Scenario whole{{}, {}, options.seed};
        const PackedProblem packed(problem, most_tasks_of_group(problem, std::span(&whole, 1)));
        const Stream stream;
        const DeviceProblem device(packed, stream);
        std::vector<ScenarioInput> input;
        input.push_back(whole_problem(problem, options.seed));
        kernels::Tuning tuning;
        check(kernels::tuning_of_device(&tuning), "ask what the device is");
        BurstAnswer answer = problem.instance_count() >= tuning.tiles_from
                                 ? solve_tiled(device, packed, input.front(), stream)
                                 : std::move(solve_wave(device, input, true, stream).front());
        return make_plan(problem, problem.runs, options, std::move(answer));
    }

    std::vector<ScenarioAnswer> solve_batch(const compile::CompiledProblem& problem,
                                            std::span<const Scenario> scenarios,
                                            const BatchOptions& options) const override {
        if (scenarios.empty()) return {};
        const PackedProblem packed(problem, most_tasks_of_group(problem, scenarios));
        const Stream stream;
        const DeviceProblem device(packed, stream);
        std::uint32_t blocks = 0;
        check(kernels::resident_blocks(device.view(), static_cast<std::uint32_t>(scenarios.size()),
                                       &blocks),
              "ask how many blocks fit");
        const std::size_t budget = wave_budget(device.view(), blocks);
        const SharedBurst own_burst = pack_burst(problem);

        std::vector<ScenarioAnswer> answers;
        answers.reserve(scenarios.size());
        while (answers.size() < scenarios.size()) {
            const auto left = scenarios.subspan(answers.size());
            const std::vector<ScenarioInput> wave =
                next_wave(problem, left, own_burst, budget, options.plans);
            std::vector<BurstAnswer> solved = solve_wave(device, wave, options.plans, stream);
            for (std::size_t s = 0; s < wave.size(); ++s) {
                answers.push_back(scenario_answer(problem, left[s], wave[s], std::move(solved[s]),
                                                  options.plans));
            }
            if (options.progress) options.progress(answers.size(), scenarios.size());
        }
        return answers;
    }

   private:
    // As many scenarios as fit into the budget, at least one: where not even that fits, the
    // allocation says how much was needed.
    static std::vector<ScenarioInput> next_wave(const compile::CompiledProblem& problem,
                                                std::span<const Scenario> scenarios,
                                                const SharedBurst& own_burst, std::size_t budget,
                                                bool plans) {
        constexpr std::size_t at_most = 65536;
        std::vector<ScenarioInput> wave;
        WaveBytes bytes(plans);
        for (const Scenario& scenario : scenarios) {
            ScenarioInput input = scenario_input(problem, scenario, own_burst);
            bytes.add(input);
            if (!wave.empty() && (bytes.total() > budget || wave.size() == at_most)) break;
            wave.push_back(std::move(input));
        }
        return wave;
    }
};

}  // namespace

const Backend& cuda_backend() {
    static const CudaBackend backend;
    return backend;
}

}  // namespace berth::host::solve::device
