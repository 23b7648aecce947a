// The oracle: a second, slow reading of the placement rules that every backend is compared with.
//
// External interface: oracle(). It works on the model as it was read, in strings, and recomputes
// everything for every task: no columns, no bit planes, no classes of equal tasks, nothing kept
// from one task to the next but the state of the instances. It shares the plain data structures of
// include/berth and the facts of the EC2 catalogue with the library, and not a line of code.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth::tests {

/// A task that found a place.
struct OracleTask {
    std::size_t request_index = 0;
    std::int64_t task_index = 0;
    std::string group;
    std::string instance_arn;  ///< empty for a Fargate task
    std::string zone;          ///< of a Fargate task; empty = no known zone
    std::vector<std::string> gpu_ids;

    friend bool operator==(const OracleTask&, const OracleTask&) = default;
};

/// One task (never several) that found none.
struct OracleFailure {
    std::size_t request_index = 0;
    std::int64_t task_index = 0;
    std::map<std::string, std::int64_t> tally;  ///< candidates by their first failing check
    std::optional<std::string> closest_arn;     ///< absent = there was no candidate
    std::string closest_reason;
    std::int64_t shortfall = 0;

    friend bool operator==(const OracleFailure&, const OracleFailure&) = default;
};

struct OracleResult {
    std::vector<OracleTask> tasks;        ///< in the order in which they were placed
    std::vector<OracleFailure> failures;  ///< in the order in which they failed

    friend bool operator==(const OracleResult&, const OracleResult&) = default;
};

/// Places a burst. Throws std::invalid_argument for what the rules call an error.
OracleResult oracle(const Snapshot& snapshot, const std::vector<Request>& burst,
                    std::uint64_t seed);

}  // namespace berth::tests
