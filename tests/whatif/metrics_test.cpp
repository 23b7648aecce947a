// The metrics of scenarios, counted by hand.
#include "whatif/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "whatif/measured.hpp"

namespace berth {
namespace {

using namespace test;
using namespace tests;
using host::whatif::MeasureBasis;
using host::whatif::MetricsContext;
using host::whatif::ScenarioBatch;

ScenarioMetrics measured(const ScenarioBatch& batch, std::size_t scenario = 0) {
    const MetricsContext context(batch, basis_of(batch));
    return host::whatif::measure(context, scenario, solved(batch)[scenario]);
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
    EXPECT_THROW(host::whatif::measure(context, 0, answers[0]), std::invalid_argument);
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

}  // namespace
}  // namespace berth
