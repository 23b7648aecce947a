// The seam to the CUDA runtime: typed errors, and batches around what the device runs at once.
#include "solve/device/device.hpp"

#include <gtest/gtest.h>

#include "berth/batch.hpp"
#include "berth/error.hpp"
#include "generate_cases/case.hpp"
#include "gpu/on_device.hpp"
#include "kernels/launchers.h"

namespace berth::tests {
namespace {

using Kind = BackendError::Kind;

BackendError error_of(cudaError_t code) {
    try {
        host::solve::device::check(code, "do something");
    } catch (const BackendError& error) {
        return error;
    }
    throw std::logic_error("no error");
}

TEST(CudaError, IsTypedByWhatTheCallerCanDoAboutIt) {
    EXPECT_NO_THROW(host::solve::device::check(cudaSuccess, "do nothing"));
    EXPECT_EQ(error_of(cudaErrorMemoryAllocation).kind(), Kind::out_of_memory);
    EXPECT_EQ(error_of(cudaErrorNoDevice).kind(), Kind::no_device);
    EXPECT_EQ(error_of(cudaErrorInsufficientDriver).kind(), Kind::no_device);
    EXPECT_EQ(error_of(cudaErrorNoKernelImageForDevice).kind(), Kind::device_too_old);
    EXPECT_EQ(error_of(cudaErrorLaunchFailure).kind(), Kind::failed);
}

TEST(CudaError, SaysWhatWasBeingDoneAndWhatTheRuntimeSaid) {
    const std::string text = error_of(cudaErrorLaunchFailure).what();
    EXPECT_NE(text.find("do something"), std::string::npos) << text;
    EXPECT_NE(text.find("cudaErrorLaunchFailure"), std::string::npos) << text;
}

// These need the runtime itself: what else BERTH_GPU_REHEARSAL names has no device.
class Device : public OnDevice<::testing::Test> {
   protected:
    void SetUp() override {
        if (backend_under_test() != "cuda") GTEST_SKIP() << "a rehearsal without a device";
        OnDevice::SetUp();
    }
};

TEST_F(Device, TooLittleMemoryIsAnErrorThatDoesNotStick) {
    try {
        const host::solve::device::DeviceBuffer buffer(std::size_t{1} << 50U);
        FAIL() << "no device has a pebibyte";
    } catch (const BackendError& error) {
        EXPECT_EQ(error.kind(), Kind::out_of_memory);
        EXPECT_NE(std::string(error.what()).find("1073741824.0 MiB"), std::string::npos)
            << error.what();
    }
    const Case made = random_case(1);
    const Problem problem = compile(made.snapshot, made.burst);
    EXPECT_EQ(plan_by("cuda", problem, made.seed).tasks,
              plan_by("reference", problem, made.seed).tasks);
}

// One scenario fewer than blocks, as many, one more, and twice as many and one.
TEST_F(Device, BatchesAroundTheNumberOfResidentBlocksGiveTheAnswersOfCpu) {
    const Case made = random_case(3, 65);
    const Problem problem = compile(made.snapshot, made.burst);
    kernels::ProblemView view{};
    view.instance_count = static_cast<std::uint32_t>(problem.instance_count());
    std::uint32_t blocks = 0;
    host::solve::device::check(kernels::resident_blocks(view, UINT32_MAX, &blocks),
                               "ask how many blocks fit");
    ASSERT_GT(blocks, 0U);
    for (const std::size_t count : {blocks - 1, blocks, blocks + 1, 2 * blocks + 1}) {
        std::vector<Scenario> scenarios(count);
        for (std::size_t s = 0; s < count; ++s) scenarios[s].seed = s;
        const auto expected = solve_batch(problem, scenarios, {.backend = "cpu", .progress = {}});
        const auto actual = solve_batch(problem, scenarios, {.backend = "cuda", .progress = {}});
        for (std::size_t s = 0; s < count; ++s) {
            ASSERT_EQ(actual[s].placed_of_request, expected[s].placed_of_request)
                << "scenario " << s << " of " << count;
        }
    }
}

}  // namespace
}  // namespace berth::tests
