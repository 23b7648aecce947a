// One scenario per thread block: what-if sweeps, and single bursts as a sweep of one.
//
//   1. next     thread 0 draws the number of a scenario nobody has begun
//   2. begin    all threads copy the problem's initial state, 16 bytes at a time
//   3. place    the block algorithm of place_burst.h
//
// A block owns its state and the output of its scenario; the problem is read by all. Blocks are as
// many as the device can run at once, and each takes scenarios until none is left, so that a batch
// of any size needs the memory of the resident blocks alone.
#include "kernels/block_team.cuh"
#include "kernels/launchers.h"
#include "kernels/place_burst.h"
#include "kernels/tuning.h"

namespace berth::kernels {

namespace {

/// Copies `bytes`, a multiple of 16, to aligned memory.
__device__ void copy_state(unsigned char* to, const unsigned char* from, std::uint64_t bytes) {
    auto* target = reinterpret_cast<uint4*>(to);
    const auto* source = reinterpret_cast<const uint4*>(from);
    for (std::uint64_t k = threadIdx.x; k < bytes / sizeof(uint4); k += blockDim.x) {
        target[k] = source[k];
    }
}

// The second bound: registers, too, leave room for as many threads as the widest block has.
template <int threads>
__global__ void __launch_bounds__(threads, widest_block / threads)
    place_scenarios_kernel(const BERTH_GRID_CONSTANT ScenarioBatch batch, bool left_in_shared) {
    extern __shared__ uint4 shared_left[];
    __shared__ typename BlockTeam<threads>::Storage storage;
    BlockTeam<threads> team(storage);
    const ProblemView& problem = batch.problem;
    unsigned char* memory = batch.states + blockIdx.x * problem.layout.bytes;

    for (;;) {
        if (team.rank() == 0) storage.scenario = atomicAdd(batch.next_scenario, 1U);
        team.sync();
        const std::uint32_t s = storage.scenario;
        if (s >= batch.scenario_count) break;

        copy_state(memory, problem.initial_state, problem.layout.bytes);
        StateView state = state_at(problem.layout, memory);
        if (left_in_shared) {
            state.left = reinterpret_cast<Amounts*>(shared_left);
            copy_state(reinterpret_cast<unsigned char*>(shared_left),
                       problem.initial_state + problem.layout.left,
                       std::uint64_t{problem.instance_count} * sizeof(Amounts));
        }
        team.sync();
        const Cluster cluster{problem, batch.scenarios[s], state};
        place_burst(team, cluster, batch.outputs[s]);
        team.sync();
    }
}

using Kernel = void (*)(ScenarioBatch, bool);

struct LaunchShape {
    Kernel kernel;
    int threads;
    std::size_t shared_bytes;
};

Kernel kernel_of(int threads) {
    switch (threads) {
        case block_widths[1]:
            return place_scenarios_kernel<block_widths[1]>;
        case block_widths[2]:
            return place_scenarios_kernel<block_widths[2]>;
        case block_widths[3]:
            return place_scenarios_kernel<block_widths[3]>;
        default:
            return place_scenarios_kernel<block_widths[0]>;
    }
}
static_assert(block_width_count == 4, "kernel_of() knows them all");
static_assert(sizeof(BlockTeam<widest_block>::Storage) + 1024 <= shared_bytes_aside,
              "the team's storage, and what the system takes");

/// The shape of a launch on the current device. More than 48 KiB of shared memory have to be asked
/// for, kernel by kernel.
cudaError_t launch_shape(const ProblemView& problem, LaunchShape* shape) {
    Tuning tuning;
    const cudaError_t error = tuning_of_device(&tuning);
    if (error != cudaSuccess) return error;
    shape->threads = block_width(tuning, problem.instance_count);
    shape->kernel = kernel_of(shape->threads);
    shape->shared_bytes = shared_bytes(tuning, problem.instance_count);
    return cudaFuncSetAttribute(shape->kernel, cudaFuncAttributeMaxDynamicSharedMemorySize,
                                static_cast<int>(shape->shared_bytes));
}

}  // namespace

cudaError_t tuning_of_device(Tuning* tuning) {
    int device = 0;
    cudaError_t error = cudaGetDevice(&device);
    if (error != cudaSuccess) return error;
    constexpr cudaDeviceAttr attributes[] = {cudaDevAttrComputeCapabilityMajor,
                                             cudaDevAttrComputeCapabilityMinor,
                                             cudaDevAttrMaxSharedMemoryPerBlockOptin};
    int values[3] = {};
    for (int k = 0; k < 3; ++k) {
        error = cudaDeviceGetAttribute(&values[k], attributes[k], device);
        if (error != cudaSuccess) return error;
    }
    *tuning = tuning_for(values[0], values[1], static_cast<std::uint32_t>(values[2]));
    return cudaSuccess;
}

cudaError_t resident_blocks(const ProblemView& problem, std::uint32_t scenario_count,
                            std::uint32_t* blocks) {
    LaunchShape shape;
    cudaError_t error = launch_shape(problem, &shape);
    if (error != cudaSuccess) return error;
    int device = 0;
    int processors = 0;
    int per_processor = 0;
    error = cudaGetDevice(&device);
    if (error != cudaSuccess) return error;
    error = cudaDeviceGetAttribute(&processors, cudaDevAttrMultiProcessorCount, device);
    if (error != cudaSuccess) return error;
    error = cudaOccupancyMaxActiveBlocksPerMultiprocessor(&per_processor, shape.kernel,
                                                          shape.threads, shape.shared_bytes);
    if (error != cudaSuccess) return error;
    const auto resident = static_cast<std::uint32_t>(processors * per_processor);
    *blocks = resident < scenario_count ? resident : scenario_count;
    return cudaSuccess;
}

cudaError_t place_scenarios(const ScenarioBatch& batch, std::uint32_t blocks, cudaStream_t stream) {
    LaunchShape shape;
    const cudaError_t error = launch_shape(batch.problem, &shape);
    if (error != cudaSuccess) return error;
    shape.kernel<<<blocks, shape.threads, shape.shared_bytes, stream>>>(batch,
                                                                        shape.shared_bytes > 0);
    return cudaGetLastError();
}

cudaError_t has_code_for_device(bool* answer) {
    cudaFuncAttributes attributes;
    const cudaError_t error =
        cudaFuncGetAttributes(&attributes, place_scenarios_kernel<block_widths[0]>);
    *answer = error == cudaSuccess;
    if (error == cudaSuccess || error == cudaErrorNoKernelImageForDevice ||
        error == cudaErrorInvalidDeviceFunction) {
        (void)cudaGetLastError();
        return cudaSuccess;
    }
    return error;
}

}  // namespace berth::kernels
