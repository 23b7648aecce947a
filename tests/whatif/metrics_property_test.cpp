// The metrics of random scenarios against a slow second reading, and against berth::capacity().
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "berth/capacity.hpp"
#include "berth/error.hpp"
#include "generate_cases/case.hpp"
#include "generate_cases/dice.hpp"
#include "whatif/measured.hpp"
#include "whatif/metrics.hpp"
#include "whatif/slow_metrics.hpp"

namespace berth {
namespace {

using namespace test;
using namespace tests;
using host::whatif::MeasureBasis;
using host::whatif::MetricsContext;
using host::whatif::ScenarioBatch;

// Some instances gone, requests repeated, left out, reordered and resized.
Scenario random_scenario(const Problem& problem, tests::Dice& dice) {
    Scenario scenario;
    scenario.seed = dice.below(1000);
    for (Ordinal i = 0; i + 1 < static_cast<Ordinal>(problem.instance_count()); ++i) {
        if (dice.below(4) == 0) scenario.removed.push_back(i);
    }
    if (problem.burst().empty() || dice.below(2) == 0) return scenario;
    scenario.requests.emplace();
    const std::uint64_t wanted = 1 + dice.below(6);
    for (std::uint64_t k = 0; k < wanted; ++k) {
        const auto request = static_cast<std::uint32_t>(dice.below(problem.burst().size()));
        scenario.requests->push_back({request, static_cast<std::uint32_t>(dice.below(20))});
    }
    return scenario;
}

// The slow truth about room and stranded amounts, where the closed form promises equality.
struct SlowRoom {
    std::vector<std::uint64_t> fits;
    bool is_exact = true;
    std::set<std::string> takes_more;
    bool has_requests = false;
};

std::uint64_t positions(const ScenarioBatch& batch, std::size_t scenario) {
    const auto& requests = batch.scenarios[scenario].requests;
    return requests ? requests->size() : batch.problem.burst().size();
}

bool is_dynamic(const host::compile::CompiledProblem& problem, std::size_t request) {
    const auto& shape = problem.shapes[problem.request_shapes[request]];
    return std::ranges::any_of(shape.classes, [&](host::compile::ClassId id) {
        return !problem.classes[id].dynamic_expressions.empty();
    });
}

// A provider strategy stands for its providers, each by itself: no task waits for the draw.
tests::RequestRoom room_of_any_provider(const Snapshot& after, const Request& request,
                                        const host::compile::RequestShape& shape) {
    if (shape.providers.empty()) return tests::request_room(after, request);
    tests::RequestRoom sum;
    std::set<std::string> seen;
    for (const CapacityProviderStrategyItem& item : shape.providers) {
        if (!seen.insert(item.capacity_provider).second) continue;
        Request alone = request;
        alone.capacity_providers = {{item.capacity_provider, 0, 1}};
        const tests::RequestRoom room = tests::request_room(after, alone);
        sum.fits += room.fits;
        sum.is_cut_off |= room.is_cut_off;
        sum.instances.insert(room.instances.begin(), room.instances.end());
    }
    return sum;
}

SlowRoom slow_room(const ScenarioBatch& batch, const MeasureBasis& basis, std::size_t scenario,
                   const ScenarioAnswer& answer) {
    const Snapshot after = tests::after_burst(batch, scenario, answer);
    const host::compile::CompiledProblem& problem = batch.problem.compiled();
    SlowRoom slow;
    slow.fits.assign(basis.definitions.size(), 0);
    std::map<std::size_t, std::size_t> first_request;  // by definition
    for (std::size_t p = 0; p < positions(batch, scenario); ++p) {
        const auto& requests = batch.scenarios[scenario].requests;
        const std::size_t r = requests ? (*requests)[p].request_index : p;
        const auto& shape = problem.shapes[problem.request_shapes[r]];
        const auto [found, is_new] = first_request.emplace(basis.definition_of_request[r], r);
        if (!is_new) found->second = std::min(found->second, r);
        const bool asks = requests ? (*requests)[p].count > 0 : problem.burst[r].count > 0;
        if (!asks || shape.fargate || shape.scheduling == SchedulingStrategy::daemon) continue;
        slow.has_requests = true;
        slow.is_exact &= !is_dynamic(problem, r);
        const auto room = room_of_any_provider(after, problem.burst[r], shape);
        slow.takes_more.insert(room.instances.begin(), room.instances.end());
    }
    for (const auto& [definition, r] : first_request) {
        const auto& shape = problem.shapes[problem.request_shapes[r]];
        if (shape.scheduling == SchedulingStrategy::daemon) continue;
        if (shape.fargate) {
            slow.fits[definition] = room_limit;
            continue;
        }
        slow.is_exact &= !is_dynamic(problem, r);
        const auto room = room_of_any_provider(after, problem.burst[r], shape);
        EXPECT_FALSE(room.is_cut_off) << "try more tasks";
        slow.fits[definition] = room.fits;
    }
    return slow;
}

// Stranded by the definition: all that is left on the instances that take nothing more.
std::array<std::int64_t, metric_resource_count> slow_stranded(const ScenarioBatch& batch,
                                                              std::size_t scenario,
                                                              const ScenarioAnswer& answer,
                                                              const SlowRoom& room) {
    std::array<std::int64_t, metric_resource_count> stranded{};
    if (!room.has_requests) return stranded;
    const Snapshot after = tests::after_burst(batch, scenario, answer);
    for (const ContainerInstance& instance : after.instances) {
        if (instance.status != "ACTIVE" || room.takes_more.contains(instance.arn)) continue;
        stranded[0] += std::max<std::int64_t>(instance.remaining.cpu_units, 0);
        stranded[1] += std::max<std::int64_t>(instance.remaining.memory_mib, 0);
        stranded[2] += static_cast<std::int64_t>(instance.remaining.gpu_ids.size());
        std::int64_t interfaces = host::compile::eni_limit(instance);
        if (interfaces == kernels::no_eni_limit) continue;
        for (const Task& task : after.tasks) {
            if (!task.counts() || task.container_instance_arn != instance.arn) continue;
            interfaces -= task.has_network_interface ? 1 : 0;
        }
        stranded[3] += std::max<std::int64_t>(interfaces, 0);
    }
    return stranded;
}

void expect_the_slow_answer(const ScenarioBatch& batch, std::size_t scenario,
                            const ScenarioAnswer& answer, std::uint64_t& exact) {
    const MeasureBasis basis = basis_of(batch);
    ScenarioMetrics fast = host::whatif::measure(MetricsContext(batch, basis), scenario, answer);
    const SlowRoom room = slow_room(batch, basis, scenario, answer);
    const auto stranded = slow_stranded(batch, scenario, answer, room);
    ASSERT_EQ(fast.room.size(), room.fits.size());
    for (std::size_t d = 0; d < room.fits.size(); ++d) {
        EXPECT_GE(fast.room[d], room.fits[d]) << basis.definitions[d];
    }
    for (std::size_t r = 0; r < metric_resource_count; ++r) {
        EXPECT_LE(fast.resources[r].stranded, stranded[r]) << "resource " << r;
    }
    if (room.is_exact) {
        ++exact;
        EXPECT_EQ(fast.room, room.fits);
        for (std::size_t r = 0; r < metric_resource_count; ++r) {
            EXPECT_EQ(fast.resources[r].stranded, stranded[r]) << "resource " << r;
        }
    }
    fast.room.clear();
    for (ResourceUse& use : fast.resources) use.stranded = 0;
    const ScenarioMetrics slow = tests::slow_metrics(batch, basis, scenario, answer);
    EXPECT_EQ(fast.resources, slow.resources);
    EXPECT_EQ(fast.zones, slow.zones);
    EXPECT_EQ(fast.largest_in_zone, slow.largest_in_zone);
    EXPECT_EQ(fast.largest_on_instance, slow.largest_on_instance);
    EXPECT_EQ(fast, slow);
}

TEST(MetricsProperty, EqualTheSlowReadingOnRandomCases) {
    tests::Dice dice(20260802);
    std::uint64_t measured_scenarios = 0;
    std::uint64_t exact = 0;
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        const tests::Case made = tests::random_case(seed + 300'000);
        if (made.snapshot.instances.empty()) continue;
        try {
            ScenarioBatch batch = batch_of(made.snapshot, made.burst);
            batch.scenarios = {random_scenario(batch.problem, dice),
                               random_scenario(batch.problem, dice)};
            const auto answers = solved(batch);
            for (std::size_t s = 0; s < answers.size(); ++s) {
                expect_the_slow_answer(batch, s, answers[s], exact);
                ++measured_scenarios;
                ASSERT_FALSE(HasFailure()) << "scenario " << s << " of seed " << seed << "\n"
                                           << reproduction(made);
            }
        } catch (const InputError&) {
            continue;  // a burst that ECS refuses
        }
    }
    EXPECT_GT(measured_scenarios, 150U);
    EXPECT_GT(exact, 60U);
}

TEST(MetricsProperty, RoomIsWhatCapacityCounts) {
    tests::Dice dice(5);
    std::uint64_t compared = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const tests::Case made = tests::random_case(seed + 700'000);
        std::vector<Request> burst;
        for (const TaskDefinition& definition : made.snapshot.task_definitions) {
            Request request = run_task(definition.arn, static_cast<std::int64_t>(dice.below(9)));
            request.launch_type = LaunchType::ec2;
            burst.push_back(request);
        }
        const ScenarioBatch batch = batch_of(made.snapshot, burst);
        const auto answers = solved(batch);
        const ScenarioMetrics metrics =
            host::whatif::measure(MetricsContext(batch, basis_of(batch)), 0, answers[0]);
        const auto rows = capacity(tests::after_burst(batch, 0, answers[0]));
        ASSERT_EQ(rows.size(), metrics.room.size());
        for (std::size_t d = 0; d < rows.size(); ++d) {
            if (is_dynamic(batch.problem.compiled(), d)) {
                EXPECT_GE(metrics.room[d], rows[d].fits) << "seed " << seed << ", row " << d;
                continue;
            }
            ++compared;
            EXPECT_EQ(metrics.room[d], rows[d].fits) << "seed " << seed << ", row " << d;
        }
    }
    EXPECT_GT(compared, 150U);
}

}  // namespace
}  // namespace berth
