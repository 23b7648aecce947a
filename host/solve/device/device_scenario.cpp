#include "solve/device/device_scenario.hpp"

namespace berth::host::solve::device {

namespace {

using kernels::Decision;
using kernels::FailureRecord;
using kernels::OutputView;
using kernels::RunView;
using kernels::ScenarioView;

template <typename T>
std::vector<T> read(const std::byte* base, std::size_t offset, std::size_t count) {
    const T* first = at<T>(base, offset);
    return std::vector<T>(first, first + count);
}

}  // namespace

InputOffsets InputBlock::add(const ScenarioInput& input) {
    InputOffsets offsets;
    const auto [runs, is_new] = runs_of_.emplace(input.burst.get(), arena_.bytes().size());
    if (is_new) arena_.add(input.burst->packed.runs);
    offsets.runs = runs->second;
    offsets.present = arena_.add(input.present);
    offsets.present_before = arena_.add(input.present_before);
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

OutputOffsets OutputLayout::add(const ScenarioInput& input, bool plans) {
    const PackedRuns& packed = input.burst->packed;
    OutputOffsets offsets;
    offsets.placed_of_run = take<std::uint32_t>(packed.runs.size());
    offsets.failed_of_run = take<std::uint32_t>(packed.runs.size());
    offsets.failure_count = take<std::uint32_t>(plans ? 1 : 0);
    offsets.decisions = take<Decision>(plans ? packed.slots : 0);
    offsets.failures = take<FailureRecord>(plans ? packed.failure_capacity : 0);
    return offsets;
}

OutputView device_output(const OutputOffsets& offsets, const ScenarioInput& input, bool plans,
                         std::byte* base) {
    OutputView out{};
    out.placed_of_run = at<std::uint32_t>(base, offsets.placed_of_run);
    out.failed_of_run = at<std::uint32_t>(base, offsets.failed_of_run);
    if (plans) {
        out.decisions = at<Decision>(base, offsets.decisions);
        out.failures = at<FailureRecord>(base, offsets.failures);
        out.failure_capacity = input.burst->packed.failure_capacity;
        out.failure_count = at<std::uint32_t>(base, offsets.failure_count);
    }
    return out;
}

BurstAnswer read_answer(const ScenarioInput& input, const OutputOffsets& offsets, bool plans,
                        const std::byte* base) {
    BurstAnswer answer;
    const std::size_t runs = input.burst->packed.runs.size();
    answer.placed_of_run = read<std::uint32_t>(base, offsets.placed_of_run, runs);
    answer.failed_of_run = read<std::uint32_t>(base, offsets.failed_of_run, runs);
    if (plans) {
        const std::uint32_t failures = *at<std::uint32_t>(base, offsets.failure_count);
        answer.decisions = read<Decision>(base, offsets.decisions, input.burst->packed.slots);
        answer.failures = read<FailureRecord>(base, offsets.failures, failures);
    }
    return answer;
}

}  // namespace berth::host::solve::device
