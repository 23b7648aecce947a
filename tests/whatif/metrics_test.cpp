// The metrics of scenarios, counted by hand, and on random cases against a slow second reading.
#include "whatif/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>

#include "berth/capacity.hpp"
#include "berth/error.hpp"
#include "generate_cases/case.hpp"
#include "generate_cases/dice.hpp"
#include "solve/batch/single_solves.hpp"
#include "support/builders.hpp"
#include "whatif/slow_metrics.hpp"

namespace berth {
namespace {

using namespace test;
using whatif::MeasureBasis;
using whatif::MetricsContext;
using whatif::ScenarioBatch;

ScenarioBatch batch_of(Snapshot snapshot, std::vector<Request> burst,
                       std::vector<Scenario> scenarios = {Scenario{}}) {
    std::vector<std::size_t> outcomes(burst.size());
    std::iota(outcomes.begin(), outcomes.end(), std::size_t{0});
    const std::size_t count = outcomes.size();
    return {compile(std::move(snapshot), std::move(burst)),
            {},
            std::move(scenarios),
            std::move(outcomes),
            count};
}

std::vector<ScenarioAnswer> solved(const ScenarioBatch& batch) {
    BatchOptions options{.backend = "cpu", .progress = {}};
    options.plans = true;
    return solve_batch(batch.problem, batch.scenarios, options);
}

PriceList some_prices() {
    return {"USD", "by hand", {{"a1.medium", 0.0255}, {"c5.large", 0.085}, {"m5.xlarge", 0.192}}};
}

MeasureBasis basis_of(const ScenarioBatch& batch) {
    return whatif::measure_basis(batch.problem.snapshot(), batch.problem.burst(), some_prices());
}

ScenarioMetrics measured(const ScenarioBatch& batch, std::size_t scenario = 0) {
    const MetricsContext context(batch, basis_of(batch));
    return whatif::measure(context, scenario, solved(batch)[scenario]);
}

ResourceUse resource(const ScenarioMetrics& metrics, MetricResource which) {
    return metrics.resources[static_cast<std::size_t>(which)];
}

TEST(Metrics, CountTasksInstancesAndResources) {
    // 8,192 MiB take eight tasks of 1,000 MiB; the ninth finds 192 left.
    const ScenarioMetrics metrics = measured(
        batch_of(make_snapshot({make_instance("a", 4096, 8192), make_instance("b", 4096, 500)},
                               {make_definition("web", 128, 1000)}),
                 {run_task("web", 9)}));
    EXPECT_EQ(metrics.requested, 9U);
    EXPECT_EQ(metrics.placed, 8U);
    EXPECT_EQ(metrics.failed, 1U);
    EXPECT_EQ(metrics.requests, (std::vector<RequestOutcome>{{9, 8, 1}}));
    EXPECT_EQ(metrics.failed_by_reason[static_cast<std::size_t>(Reason::memory)], 1U);
    EXPECT_EQ(metrics.instances, 2U);
    EXPECT_EQ(metrics.instances_used, 1U);
    EXPECT_EQ(metrics.instances_idle, 1U);
    EXPECT_EQ(resource(metrics, MetricResource::memory), (ResourceUse{8692, 8000, 692}));
    EXPECT_EQ(resource(metrics, MetricResource::cpu), (ResourceUse{8192, 1024, 7168}));
    EXPECT_EQ(metrics.room, std::vector<std::uint64_t>{0});
}

TEST(Metrics, NothingIsStrandedWhereAnotherTaskOfTheBurstFits) {
    const Snapshot snapshot =
        make_snapshot({make_instance("a", 1024, 1024)},
                      {make_definition("big", 600, 1), make_definition("s", 1)});
    EXPECT_EQ(resource(measured(batch_of(snapshot, {run_task("big")})), MetricResource::cpu),
              (ResourceUse{1024, 600, 424}));
    EXPECT_EQ(resource(measured(batch_of(snapshot, {run_task("big"), run_task("s", 1)})),
                       MetricResource::cpu),
              (ResourceUse{1024, 601, 423}))
        << "the second task of s has 511 MiB for 512";
    Snapshot roomy = snapshot;
    roomy.instances[0] = make_instance("a", 1024, 4096);
    EXPECT_EQ(resource(measured(batch_of(roomy, {run_task("big"), run_task("s", 1)})),
                       MetricResource::cpu),
              (ResourceUse{1024, 601, 0}));
    EXPECT_EQ(resource(measured(batch_of(snapshot, {run_task("big", 0)})), MetricResource::cpu),
              (ResourceUse{1024, 0, 0}))
        << "a burst that asks for nothing strands nothing";
}

TEST(Metrics, RoomKeepsToPortsAndDistinctInstances) {
    TaskDefinition web = make_definition("web", 1, 1);
    web.containers[0].port_mappings = {{80, 80, Protocol::tcp}};
    Request apart = run_task("db", 1);
    apart.constraints = {distinct_instance()};
    const ScenarioMetrics metrics = measured(batch_of(
        make_snapshot({make_instance("a"), make_instance("b"),
                       with_taken_ports(make_instance("c"), {{80, Protocol::tcp}})},
                      {web, make_definition("db", 1, 1), make_definition("free", 1024, 0)}),
        {run_task("web", 1), apart, run_task("free", 0)}));
    EXPECT_EQ(metrics.room, (std::vector<std::uint64_t>{1, 2, 11}))
        << "4,096 CPU units on two instances; the third has less by the tasks that it runs";
}

TEST(Metrics, RoomHasNoBoundWhereATaskNeedsNothing) {
    const ScenarioMetrics metrics = measured(batch_of(
        make_snapshot({make_instance("a")}, {make_definition("idle", 0, 0)}), {run_task("idle")}));
    EXPECT_EQ(metrics.room, std::vector<std::uint64_t>{room_limit});
}

TEST(Metrics, CostCountsEveryInstanceThatIsThere) {
    const auto typed = [](std::string_view name, std::string_view type) {
        return with_attributes(make_instance(name), {{"ecs.instance-type", type}});
    };
    Snapshot snapshot = make_snapshot({typed("a", "c5.large"), typed("b", "c5.large"),
                                       typed("c", "m5.xlarge"), typed("d", "x9.imaginary")},
                                      {make_definition("web")});
    snapshot.instances[2].status = "DRAINING";
    const ScenarioBatch batch =
        batch_of(snapshot, {run_task("web")}, {Scenario{}, Scenario{{1}, std::nullopt, 0}});
    EXPECT_DOUBLE_EQ(measured(batch, 0).cost_per_hour, 2 * 0.085 + 0.192);
    EXPECT_DOUBLE_EQ(measured(batch, 0).idle_cost_per_hour, 0.085 + 0.192);
    EXPECT_EQ(measured(batch, 0).unpriced_instances, 1U);
    EXPECT_EQ(measured(batch, 0).instances, 3U) << "a DRAINING one costs but takes nothing";
    EXPECT_DOUBLE_EQ(measured(batch, 1).cost_per_hour, 0.085 + 0.192);
}

TEST(Metrics, TheLargestShareCountsWhatRunsAlready) {
    const auto in_zone = [](std::string_view name, std::string_view zone) {
        return with_attributes(make_instance(name), {{"ecs.availability-zone", zone}});
    };
    Snapshot snapshot = make_snapshot({in_zone("a", "z1"), in_zone("b", "z2"), in_zone("c", "z2")},
                                      {make_definition("web"), make_definition("one")});
    snapshot.tasks = {running_task("1", "b", "family:web"), running_task("2", "b", "family:web"),
                      running_task("3", "c", "other")};
    Request web = run_task("web", 2);
    web.constraints = {member_of("attribute:ecs.availability-zone == z1")};
    const ScenarioMetrics metrics = measured(batch_of(snapshot, {web, run_task("one")}));
    EXPECT_EQ(metrics.largest_on_instance, (LargestShare{0.5, "family:web", instance_arn("a")}))
        << "of two equal ones the first; a group of one task does not count";
    EXPECT_EQ(metrics.largest_in_zone, (LargestShare{0.5, "family:web", "z1"}));
    EXPECT_EQ(metrics.zones.at("z2"), (ZoneUse{2, 0}));
    EXPECT_EQ(metrics.zones.at("z1").tasks, 3U);
}

TEST(Metrics, ATaskWithoutCandidateFailsWithoutReason) {
    Snapshot snapshot = make_snapshot({make_instance("a")}, {make_definition("web")});
    snapshot.instances[0].status = "DRAINING";
    const ScenarioMetrics metrics = measured(batch_of(snapshot, {run_task("web", 3)}));
    EXPECT_EQ(metrics.failed_without_candidate, 3U);
    EXPECT_EQ(metrics.failed_by_reason, (std::array<std::uint64_t, reason_count>{}));
    EXPECT_EQ(metrics.instances, 0U);
}

TEST(Metrics, AnAnswerWithoutItsPlanIsRefused) {
    const ScenarioBatch batch =
        batch_of(make_snapshot({make_instance("a")}, {make_definition("web")}), {run_task("web")});
    const BatchOptions options{.backend = "cpu", .progress = {}};
    const auto answers = solve_batch(batch.problem, batch.scenarios, options);
    const MeasureBasis basis = basis_of(batch);
    const MetricsContext context(batch, basis);
    EXPECT_THROW(whatif::measure(context, 0, answers[0]), std::invalid_argument);
}

TEST(Metrics, RepeatedRequestsOfAScenarioAddUpToOneOutcome) {
    ScenarioBatch batch =
        batch_of(make_snapshot({make_instance("a", 1024, 8192)}, {make_definition("web", 512, 1)}),
                 {run_task("web", 1), run_task("web", 1)},
                 {Scenario{{}, std::vector<RequestCount>{{1, 1}, {0, 1}, {1, 2}}, 0}});
    batch.outcomes = {1, 0};
    batch.outcome_count = 3;
    EXPECT_EQ(measured(batch).requests, (std::vector<RequestOutcome>{{3, 1, 2}, {1, 1, 0}, {}}));
}

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

bool is_dynamic(const engine::CompiledProblem& problem, std::size_t request) {
    const auto& shape = problem.shapes[problem.request_shapes[request]];
    return std::ranges::any_of(shape.classes, [&](engine::ClassId id) {
        return !problem.classes[id].dynamic_expressions.empty();
    });
}

// A provider strategy stands for its providers, each by itself: no task waits for the draw.
tests::RequestRoom room_of_any_provider(const Snapshot& after, const Request& request,
                                        const engine::RequestShape& shape) {
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
    const engine::CompiledProblem& problem = batch.problem.compiled();
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
        std::int64_t interfaces = engine::eni_limit(instance);
        if (interfaces == engine::InstanceColumns::no_eni_limit) continue;
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
    ScenarioMetrics fast = whatif::measure(MetricsContext(batch, basis), scenario, answer);
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

TEST(Metrics, EqualTheSlowReadingOnRandomCases) {
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

TEST(Metrics, RoomIsWhatCapacityCounts) {
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
            whatif::measure(MetricsContext(batch, basis_of(batch)), 0, answers[0]);
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
