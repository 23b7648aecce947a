#include "solve/cuda/tiled_burst.hpp"

#include "kernels/launchers.h"
#include "solve/block/tiles.hpp"
#include "solve/cuda/device_scenario.hpp"

namespace berth::engine {

namespace {

/// Offsets of what the tiles need beside the scenario, in the block of inputs.
struct TileOffsets {
    std::size_t tiles = 0;
    std::size_t classes = 0;
    std::size_t slot_of_run = 0;
    std::size_t winners = 0;
    std::size_t log = 0;
    std::size_t last_commit = 0;
    std::size_t read_until = 0;
    std::size_t ordinal = 0;
};

TileOffsets add_tiles(Arena& arena, const TilePlan& plan) {
    constexpr std::size_t word = sizeof(std::uint32_t);
    TileOffsets offsets;
    offsets.tiles = arena.add(plan.tiles);
    offsets.classes = arena.add(plan.classes);
    offsets.slot_of_run = arena.add(plan.slot_of_run);
    offsets.winners = arena.reserve(std::size_t{plan.most_classes} * plan.most_chunks * word);
    offsets.log = arena.reserve(plan.most_tasks * word);
    offsets.last_commit = arena.reserve(std::size_t{plan.lane_orders} * plan.most_chunks * word);
    offsets.read_until = arena.reserve(plan.most_classes * word);
    offsets.ordinal = arena.reserve(sizeof(std::uint64_t));
    return offsets;
}

kernels::TiledBurst device_burst(const TileOffsets& offsets, const TilePlan& plan,
                                 std::byte* base) {
    kernels::TiledBurst burst{};
    burst.tiles = at<kernels::TileView>(base, offsets.tiles);
    burst.tile_classes = at<std::uint32_t>(base, offsets.classes);
    burst.slot_of_run = at<std::uint32_t>(base, offsets.slot_of_run);
    burst.memory.winners = at<std::uint32_t>(base, offsets.winners);
    burst.memory.winners_stride = plan.most_chunks;
    burst.memory.log = at<std::uint32_t>(base, offsets.log);
    burst.memory.last_commit = at<std::uint32_t>(base, offsets.last_commit);
    burst.memory.read_until = at<std::uint32_t>(base, offsets.read_until);
    burst.memory.ordinal = at<std::uint64_t>(base, offsets.ordinal);
    return burst;
}

}  // namespace

BurstAnswer solve_tiled(const DeviceProblem& problem, const PackedProblem& packed,
                        const ScenarioInput& input, const Stream& stream) {
    const TilePlan plan = plan_tiles(packed, input);
    InputBlock block;
    const InputOffsets scenario = block.add(input);
    const TileOffsets tiles = add_tiles(block.arena(), plan);
    const std::span<const std::byte> inputs = block.arena().bytes();
    OutputLayout layout;
    const OutputOffsets answer = layout.add(input, true);

    const DeviceBuffer device_inputs(inputs.size());
    const DeviceBuffer device_outputs(layout.bytes());
    const DeviceBuffer state(packed.state_bytes());
    device_inputs.upload(inputs, stream);
    device_outputs.clear(stream);
    check(cudaMemcpyAsync(state.data(), problem.view().initial_state, packed.state_bytes(),
                          cudaMemcpyDeviceToDevice, stream),
          "copy the initial state");

    kernels::TiledBurst burst = device_burst(tiles, plan, device_inputs.data());
    burst.problem = problem.view();
    burst.scenario = device_view(input, scenario, device_inputs.data());
    burst.state = reinterpret_cast<unsigned char*>(state.data());
    burst.output = device_output(answer, input, true, device_outputs.data());
    check(kernels::place_tiles(burst, static_cast<std::uint32_t>(plan.tiles.size()), stream),
          "launch the placement of tiles");
    const PinnedBuffer outputs(layout.bytes());
    outputs.download(device_outputs, stream);
    stream.wait();
    return read_answer(input, answer, true, outputs.data());
}

}  // namespace berth::engine
