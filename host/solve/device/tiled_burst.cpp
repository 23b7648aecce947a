#include "solve/device/tiled_burst.hpp"

namespace berth::host::solve::device {

namespace {

TileOffsets add_tiles(Arena& arena, const TilePlan& plan) {
    constexpr std::size_t word = sizeof(std::uint32_t);
    TileOffsets offsets;
    offsets.tiles = arena.add(plan.tiles);
    offsets.classes = arena.add(plan.classes);
    offsets.slot_of_run = arena.add(plan.slot_of_run);
    offsets.winners = arena.reserve(std::size_t{plan.most_classes} * plan.most_chunks * word);
    offsets.log = arena.reserve(plan.most_tasks * word);
    offsets.last_commit = arena.reserve(std::size_t{plan.lane_orders} * plan.most_chunks * word);
    offsets.leaders = arena.reserve(std::size_t{plan.most_classes} * plan.most_segments * word);
    offsets.last_of_segment =
        arena.reserve(std::size_t{plan.lane_orders} * plan.most_segments * word);
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
    burst.memory.leaders = at<std::uint32_t>(base, offsets.leaders);
    burst.memory.leaders_stride = plan.most_segments;
    burst.memory.last_of_segment = at<std::uint32_t>(base, offsets.last_of_segment);
    burst.memory.read_until = at<std::uint32_t>(base, offsets.read_until);
    burst.memory.ordinal = at<std::uint64_t>(base, offsets.ordinal);
    return burst;
}

}  // namespace

DeviceTiles::DeviceTiles(const DeviceProblem& problem, const PackedProblem& packed,
                         const ScenarioInput& input, const Stream& stream)
    : input_(input),
      stream_(stream),
      plan_(plan_tiles(packed, input)),
      scenario_at_(block_.add(input)),
      tiles_at_(add_tiles(block_.arena(), plan_)),
      answer_at_(layout_.add(input, true)),
      inputs_(block_.arena().bytes().size()),
      outputs_(layout_.bytes()),
      state_(packed.state_bytes()),
      burst_(device_burst(tiles_at_, plan_, inputs_.data())) {
    inputs_.upload(block_.arena().bytes(), stream);
    outputs_.clear(stream);
    check(cudaMemcpyAsync(state_.data(), problem.view().initial_state, packed.state_bytes(),
                          cudaMemcpyDeviceToDevice, stream),
          "copy the initial state");
    burst_.problem = problem.view();
    burst_.scenario = device_view(input, scenario_at_, inputs_.data());
    burst_.state = reinterpret_cast<unsigned char*>(state_.data());
    burst_.output = device_output(answer_at_, input, true, outputs_.data());
}

BurstAnswer DeviceTiles::answer() const {
    const PinnedBuffer outputs(layout_.bytes());
    outputs.download(outputs_, stream_);
    stream_.wait();
    return read_answer(input_, answer_at_, true, outputs.data());
}

BurstAnswer solve_tiled(const DeviceProblem& problem, const PackedProblem& packed,
                        const ScenarioInput& input, const Stream& stream) {
    const DeviceTiles tiles(problem, packed, input, stream);
    const auto count = static_cast<std::uint32_t>(tiles.plan().tiles.size());
    check(kernels::place_tiles(tiles.burst(), count, stream), "launch the placement of tiles");
    return tiles.answer();
}

}  // namespace berth::host::solve::device
