// A plan for people: the verdict in one sentence, then by request, by instance type, and why the
// rest fits nowhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "berth/plan.hpp"
#include "berth/problem.hpp"
#include "cli/table.hpp"

namespace berth::host::cli {

/// Tables with more rows than this are joined or shortened, and say so.
inline constexpr std::size_t shown_rows = 40;

/// Tasks per request, in burst order.
struct RequestCounts {
    std::vector<std::uint64_t> placed;
    std::vector<std::uint64_t> failed;
};
RequestCounts count_by_request(const Problem& problem, const Plan& plan);

/// "9,403 of 10,000 tasks placed on 812 of 1,000 instances (seed 0, backend cpu, solved in 12 ms,
/// snapshot 3 h old)"
std::string verdict_sentence(const Problem& problem, const Plan& plan, std::uint64_t seed);

/// The whole answer, ending in a line end.
std::string plan_table(const Problem& problem, const Plan& plan, std::uint64_t seed,
                       const Style& style);

/// The sections that plan_table() joins; each is empty where it has nothing to say.
std::string request_section(const Problem& problem, const Plan& plan, const Style& style);
std::string instance_type_section(const Problem& problem, const Plan& plan, const Style& style);
std::string failure_section(const Problem& problem, const Plan& plan, const Style& style);

}  // namespace berth::host::cli
