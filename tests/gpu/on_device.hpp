// What the tests of the device share: they skip, with the reason, where the backend cannot run.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "berth/json.hpp"
#include "berth/problem.hpp"
#include "berth/solve.hpp"

namespace berth::tests {

/// `cuda`, or what BERTH_GPU_REHEARSAL names: so that the tests themselves can be tried on a
/// machine without a device.
inline std::string backend_under_test() {
    const char* const rehearsal = std::getenv("BERTH_GPU_REHEARSAL");
    return rehearsal == nullptr ? "cuda" : rehearsal;
}

/// Why the backend under test cannot run here; empty = it can.
inline std::string why_not_here() {
    const std::string name = backend_under_test();
    for (const BackendInfo& backend : backends()) {
        if (backend.name == name) return backend.unavailable;
    }
    return "there is no backend " + name;
}

/// Mixed into a fixture, skips its tests where the backend under test cannot run.
template <typename Fixture>
class OnDevice : public Fixture {
   protected:
    void SetUp() override {
        const std::string reason = why_not_here();
        if (!reason.empty()) GTEST_SKIP() << reason;
    }
};

inline Plan plan_by(const std::string& backend, const Problem& problem, std::uint64_t seed) {
    return solve(problem, {.seed = seed, .backend = backend, .progress = {}});
}

/// The plan as its users get it, but for the times.
inline std::string plan_bytes(const Problem& problem, Plan plan, std::uint64_t seed) {
    std::string text;
    plan.solve_seconds = 0;
    write_plan_json(text, problem, plan, seed, {});
    return text;
}

}  // namespace berth::tests
