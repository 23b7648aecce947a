// A thread block as a team (team.h), on CUB's block reductions.
#pragma once

#include <cub/block/block_reduce.cuh>
#include <cub/util_ptx.cuh>
#include <cub/warp/warp_reduce.cuh>

#include "kernels/key.h"
#include "kernels/team.h"

// Kernel arguments that stay in constant memory where their address is taken.
#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 700
#define BERTH_GRID_CONSTANT __grid_constant__
#else
#define BERTH_GRID_CONSTANT
#endif

namespace berth::kernels {

struct Smaller {
    template <typename Key>
    __device__ Key operator()(const Key& a, const Key& b) const {
        return b < a ? b : a;
    }
};

/// A warp as a team: a gang, alone.
class WarpTeam {
   private:
    using NarrowReduce = cub::WarpReduce<NarrowKey>;
    using WideReduce = cub::WarpReduce<WideKey>;
    static constexpr int warp = 32;

   public:
    static constexpr std::uint32_t lanes = warp;

    /// Lies in shared memory, one per warp.
    union Storage {
        typename NarrowReduce::TempStorage narrow;
        typename WideReduce::TempStorage wide;
    };

    __device__ explicit WarpTeam(Storage& storage) : storage_(storage) {}

    __device__ std::uint32_t rank() const { return threadIdx.x % warp; }
    __device__ std::uint32_t size() const { return warp; }
    __device__ void sync() { __syncwarp(); }
    template <typename Key>
    __device__ Key min(const Key& key) {
        return cub::ShuffleIndex<warp>(gang_min(key), 0, 0xFFFFFFFFU);
    }

    __device__ std::uint32_t gang() const { return 0; }
    __device__ std::uint32_t gangs() const { return 1; }
    __device__ std::uint32_t lane() const { return rank(); }
    __device__ NarrowKey gang_min(const NarrowKey& key) {
        return NarrowReduce(storage_.narrow).Reduce(key, Smaller{});
    }
    __device__ WideKey gang_min(const WideKey& key) {
        return WideReduce(storage_.wide).Reduce(key, Smaller{});
    }

    template <typename Number>
    __device__ void add(Number* counter, Number value) {
        atomicAdd(counter, value);
    }

   private:
    Storage& storage_;
};

template <int threads>
class BlockTeam {
   private:
    using NarrowReduce = cub::BlockReduce<NarrowKey, threads>;
    using WideReduce = cub::BlockReduce<WideKey, threads>;
    static constexpr int warp = WarpTeam::lanes;
    static_assert(threads % warp == 0, "gangs are whole warps");

   public:
    static constexpr std::uint32_t lanes = warp;

    /// Lies in shared memory, one per block.
    struct Storage {
        union {
            typename NarrowReduce::TempStorage narrow;
            typename WideReduce::TempStorage wide;
        } reduce;
        WarpTeam::Storage gangs[threads / warp];
        NarrowKey smallest_narrow;
        WideKey smallest_wide;
        std::uint32_t tally[reason_count];
        std::uint32_t scenario;  ///< that the block works on
    };

    __device__ explicit BlockTeam(Storage& storage) : storage_(storage) {}

    __device__ std::uint32_t rank() const { return threadIdx.x; }
    __device__ std::uint32_t size() const { return threads; }
    __device__ void sync() { __syncthreads(); }

    __device__ NarrowKey min(const NarrowKey& key) {
        return share(NarrowReduce(storage_.reduce.narrow).Reduce(key, Smaller{}),
                     storage_.smallest_narrow);
    }
    __device__ WideKey min(const WideKey& key) {
        return share(WideReduce(storage_.reduce.wide).Reduce(key, Smaller{}),
                     storage_.smallest_wide);
    }

    __device__ std::uint32_t gang() const { return threadIdx.x / warp; }
    __device__ std::uint32_t gangs() const { return threads / warp; }
    __device__ std::uint32_t lane() const { return threadIdx.x % warp; }
    template <typename Key>
    __device__ Key gang_min(const Key& key) {
        return WarpTeam(storage_.gangs[gang()]).gang_min(key);
    }
    __device__ WarpTeam first_gang() { return WarpTeam(storage_.gangs[0]); }

    template <typename Number>
    __device__ void add(Number* counter, Number value) {
        atomicAdd(counter, value);
    }
    __device__ std::uint32_t next(std::uint32_t* counter) { return atomicAdd(counter, 1U); }
    __device__ std::uint32_t* tally() { return storage_.tally; }

   private:
    // Thread 0 has the result of a reduction; the barrier behind the read lets the slot and the
    // reduction's memory be used again.
    template <typename Key>
    __device__ Key share(const Key& of_thread_0, Key& slot) {
        if (threadIdx.x == 0) slot = of_thread_0;
        __syncthreads();
        const Key smallest = slot;
        __syncthreads();
        return smallest;
    }

    Storage& storage_;
};

}  // namespace berth::kernels
