// What a generated problem holds, counted without help from the generator.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "berth/generate.hpp"

namespace berth {

/// What one task of a definition asks for, read from its containers.
struct Asked {
    std::int64_t cpu_units = 0;
    std::int64_t memory_mib = 0;
    std::int64_t gpus = 0;

    friend auto operator<=>(const Asked&, const Asked&) = default;
};

Asked asked_by(const TaskDefinition& definition);

/// Task definitions by `family:revision`.
std::map<std::string, const TaskDefinition*> definitions_by_name(const Snapshot& snapshot);

/// Tasks of the burst.
std::int64_t tasks_of(const std::vector<Request>& burst);

/// The largest of the shares of CPU, memory and GPUs that the burst asks for, of what is left on
/// ACTIVE instances with a connected agent.
double load_of(const GeneratedProblem& problem);

/// A hash of every field (FNV-1a), for comparing problems across seeds, runs and machines.
std::uint64_t digest_of(const GeneratedProblem& problem);

}  // namespace berth
