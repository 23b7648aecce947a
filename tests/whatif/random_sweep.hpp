// Random what-if problems: a case with services and running tasks, and a sweep over it.
#pragma once

#include <cstdint>

#include "berth/what_if.hpp"
#include "generate_cases/case.hpp"

namespace berth::tests {

/// A random case whose running tasks have task definitions and, some of them, services.
Case random_cluster_in_use(std::uint64_t seed);

/// A sweep of up to three axes with edits of every kind that name what the case has.
Sweep random_sweep(const Case& made, std::uint64_t seed);

}  // namespace berth::tests
