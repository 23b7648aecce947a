// A build whose cuda backend cannot run says why, by kind and in words.
#include <gtest/gtest.h>

#include <filesystem>

#include "berth/error.hpp"
#include "generate_cases/case.hpp"
#include "gpu/on_device.hpp"

namespace berth::tests {
namespace {

BackendInfo cuda_info() {
    for (const BackendInfo& backend : backends()) {
        if (backend.name == "cuda") return backend;
    }
    ADD_FAILURE() << "every build knows the name cuda";
    return {};
}

TEST(CudaUnavailable, SolveThrowsTheErrorThatTheListOfBackendsShows) {
    const BackendInfo cuda = cuda_info();
    if (cuda.unavailable.empty()) GTEST_SKIP() << "there is a device here";
    const Case made = random_case(1);
    const Problem problem = compile(made.snapshot, made.burst);
    try {
        plan_by("cuda", problem, made.seed);
        FAIL() << "solved by a backend that cannot run";
    } catch (const BackendError& error) {
        EXPECT_EQ(error.kind(), cuda.unavailable_kind);
        EXPECT_NE(std::string(error.what()).find(cuda.unavailable), std::string::npos);
    }
}

TEST(CudaUnavailable, WithoutADriverTheKindIsNoDevice) {
    if (std::filesystem::exists("/dev/nvidiactl")) GTEST_SKIP() << "there is a driver here";
    const BackendInfo cuda = cuda_info();
    if (cuda.unavailable_kind == BackendError::Kind::not_built) GTEST_SKIP() << cuda.unavailable;
    EXPECT_EQ(cuda.unavailable_kind, BackendError::Kind::no_device);
    EXPECT_FALSE(cuda.unavailable.empty());
}

}  // namespace
}  // namespace berth::tests
