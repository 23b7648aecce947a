// Everything berth offers, in one include.
//
// Example:
//
//     const berth::Problem problem = berth::compile(
//         berth::read_cluster("examples/mixed-fleet/cluster"),
//         berth::read_burst("examples/mixed-fleet/burst.json"));
//     const berth::Plan plan = berth::solve(problem);
//     assert(plan.tasks.size() == 35 && plan.failed() == 3);
#pragma once

#include "berth/batch.hpp"
#include "berth/capacity.hpp"
#include "berth/catalogue.hpp"
#include "berth/error.hpp"
#include "berth/explain.hpp"
#include "berth/fleet_search.hpp"
#include "berth/generate.hpp"
#include "berth/import.hpp"
#include "berth/json.hpp"
#include "berth/plan.hpp"
#include "berth/prices.hpp"
#include "berth/problem.hpp"
#include "berth/query.hpp"
#include "berth/report.hpp"
#include "berth/scale_in.hpp"
#include "berth/simulate.hpp"
#include "berth/solve.hpp"
#include "berth/version.hpp"
#include "berth/what_if.hpp"
#include "berth/what_if_over_time.hpp"
#include "berth/what_if_result.hpp"
#include "berth/what_if_run.hpp"
