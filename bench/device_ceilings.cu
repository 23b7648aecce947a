#include "bench/device_ceilings.h"
#include "kernels/host_device.h"

namespace berth::bench {

namespace {

__global__ void __launch_bounds__(ceiling_block)
    copy_kernel(uint4* to, const uint4* from, std::size_t count, std::uint32_t passes) {
    const std::size_t first = blockIdx.x * std::size_t{blockDim.x} + threadIdx.x;
    const std::size_t step = gridDim.x * std::size_t{blockDim.x};
    for (std::uint32_t pass = 0; pass < passes; ++pass) {
        for (std::size_t k = first; k < count; k += step) to[k] = from[k];
    }
}

// The operands come from outside, so that the compiler cannot work the chain out beforehand.
BERTH_HOST_DEVICE std::uint32_t integer_chain_sum(std::uint32_t thread, std::uint32_t steps,
                                                  std::uint32_t add, std::uint32_t mix) {
    std::uint32_t chain[integer_chains];
    for (std::uint32_t k = 0; k < integer_chains; ++k) chain[k] = thread + k;
    for (std::uint32_t s = 0; s < steps; ++s) {
        for (std::uint32_t k = 0; k < integer_chains; ++k) chain[k] = (chain[k] + add) ^ mix;
    }
    std::uint32_t sum = 0;
    for (std::uint32_t k = 0; k < integer_chains; ++k) sum += chain[k];
    return sum;
}
constexpr std::uint32_t operand_add = 0x9E3779B9U;
constexpr std::uint32_t operand_mix = 0x85EBCA6BU;

__global__ void __launch_bounds__(ceiling_block)
    integer_kernel(std::uint32_t* out, std::uint32_t steps, std::uint32_t add, std::uint32_t mix) {
    out[blockIdx.x * blockDim.x + threadIdx.x] = integer_chain_sum(threadIdx.x, steps, add, mix);
}

struct alignas(16) Quad {
    std::uint32_t a, b, c, d;
};
constexpr std::uint32_t quads = reads_per_step * ceiling_block;

BERTH_HOST_DEVICE Quad quad_at(std::uint32_t k) {
    return {k, 3 * k, 5 * k, 7 * k};
}

// Neighbours read neighbours, and everybody moves on by one entry a step: no bank is asked twice at
// once, and no read can be kept in a register.
template <typename ReadQuad>
BERTH_HOST_DEVICE std::uint32_t read_sum(const ReadQuad& quad, std::uint32_t thread,
                                         std::uint32_t steps) {
    Quad sum = {};
    for (std::uint32_t s = 0; s < steps; ++s) {
        const std::uint32_t first = (thread + s) % ceiling_block;
        for (std::uint32_t k = 0; k < reads_per_step; ++k) {
            const Quad read = quad(first + k * ceiling_block);
            sum.a ^= read.a;
            sum.b ^= read.b;
            sum.c ^= read.c;
            sum.d ^= read.d;
        }
    }
    return sum.a + sum.b + sum.c + sum.d;
}

struct SharedQuads {
    const Quad* quads;
    __device__ Quad operator()(std::uint32_t k) const { return quads[k]; }
};

__global__ void __launch_bounds__(ceiling_block)
    shared_kernel(std::uint32_t* out, std::uint32_t steps) {
    __shared__ Quad memory[quads];
    for (std::uint32_t k = threadIdx.x; k < quads; k += blockDim.x) memory[k] = quad_at(k);
    __syncthreads();
    out[blockIdx.x * blockDim.x + threadIdx.x] = read_sum(SharedQuads{memory}, threadIdx.x, steps);
}

}  // namespace

// The kernel with shared memory has the fewest resident blocks of the three.
cudaError_t ceiling_blocks(std::uint32_t* blocks) {
    int device = 0;
    int processors = 0;
    int per_processor = 0;
    cudaError_t error = cudaGetDevice(&device);
    if (error != cudaSuccess) return error;
    error = cudaDeviceGetAttribute(&processors, cudaDevAttrMultiProcessorCount, device);
    if (error != cudaSuccess) return error;
    error = cudaOccupancyMaxActiveBlocksPerMultiprocessor(&per_processor, shared_kernel,
                                                          ceiling_block, 0);
    *blocks = static_cast<std::uint32_t>(processors * per_processor);
    return error;
}

cudaError_t copy_memory(void* to, const void* from, std::size_t bytes, std::uint32_t passes,
                        std::uint32_t blocks, cudaStream_t stream) {
    copy_kernel<<<blocks, ceiling_block, 0, stream>>>(
        static_cast<uint4*>(to), static_cast<const uint4*>(from), bytes / sizeof(uint4), passes);
    return cudaGetLastError();
}

cudaError_t do_integers(std::uint32_t* out, std::uint32_t steps, std::uint32_t blocks,
                        cudaStream_t stream) {
    integer_kernel<<<blocks, ceiling_block, 0, stream>>>(out, steps, operand_add, operand_mix);
    return cudaGetLastError();
}

std::uint32_t integers_of_thread(std::uint32_t thread, std::uint32_t steps) {
    return integer_chain_sum(thread, steps, operand_add, operand_mix);
}

cudaError_t read_shared(std::uint32_t* out, std::uint32_t steps, std::uint32_t blocks,
                        cudaStream_t stream) {
    shared_kernel<<<blocks, ceiling_block, 0, stream>>>(out, steps);
    return cudaGetLastError();
}

std::uint32_t reads_of_thread(std::uint32_t thread, std::uint32_t steps) {
    return read_sum(quad_at, thread, steps);
}

}  // namespace berth::bench
