// Simulation files: what becomes of their members, and what is said of those that cannot be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "berth/simulate.hpp"
#include "support/temporary_file.hpp"

namespace berth {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Simulation read(const std::string& text) {
    return read_simulation_text(text, "file.yaml");
}

std::string error_of(const std::string& text) {
    try {
        read(text);
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

std::vector<std::int64_t> times_of(const Simulation& simulation) {
    std::vector<std::int64_t> times;
    for (const Arrival& arrival : simulation.arrivals) times.push_back(arrival.at.count());
    return times;
}

TEST(SimulationReader, ReadsARunTaskRequestAsABurstWould) {
    const Simulation simulation = read(R"(
arrivals:
  - at: 1m
    runTask:
      taskDefinition: "render:3"
      count: 7
      group: night
      capacityProviderStrategy: [{capacityProvider: spot, base: 1, weight: 2}]
      placementConstraints: [{type: memberOf, expression: attribute:stack == prod}]
      placementStrategy: [{type: binpack, field: memory}]
      overrides: {cpu: "512", containerOverrides: [{name: app, memory: 64}]}
      networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-1]}}
    runTime: 1h30m
)");
    ASSERT_THAT(simulation.loads, SizeIs(1));
    const TaskLoad& load = simulation.loads[0];
    EXPECT_EQ(load.request.task_definition, "render:3");
    EXPECT_EQ(load.request.group, "night");
    EXPECT_THAT(load.request.capacity_providers,
                ElementsAre(CapacityProviderStrategyItem{"spot", 1, 2}));
    EXPECT_THAT(load.request.constraints, SizeIs(1));
    EXPECT_EQ(load.request.overrides.cpu_units, 512);
    EXPECT_EQ(load.request.overrides.containers.at(0).memory_mib, 64);
    EXPECT_THAT(load.request.subnets, ElementsAre("subnet-1"));
    EXPECT_EQ(load.request.where.pointer, "line 5, /arrivals/0/runTask");
    EXPECT_EQ(load.run_time, Duration::fixed(5400));
    ASSERT_THAT(simulation.arrivals, SizeIs(1));
    EXPECT_EQ(simulation.arrivals[0].at, minutes(1));
    EXPECT_EQ(simulation.arrivals[0].count, 7u);
}

TEST(SimulationReader, RepeatsUpToAndWithTheLastTime) {
    EXPECT_THAT(times_of(read("arrivals: [{at: 10s, every: 30s, until: 70s, "
                              "runTask: {taskDefinition: a}}]")),
                ElementsAre(10'000, 40'000, 70'000));
    EXPECT_THAT(times_of(read("arrivals: [{every: 500ms, times: 3, runTask: "
                              "{taskDefinition: a}}]")),
                ElementsAre(0, 500, 1000));
}

TEST(SimulationReader, DrawsRandomArrivalsBySeed) {
    const auto drawn = [](const char* seed) {
        return times_of(read(std::string("arrivals: [{at: 1h, perHour: 100, until: 101h, "
                                         "runTask: {taskDefinition: a}}]\nseed: ") +
                             seed));
    };
    const std::vector<std::int64_t> times = drawn("7");
    EXPECT_EQ(times, drawn("7"));
    EXPECT_NE(times, drawn("8"));
    EXPECT_NEAR(static_cast<double>(times.size()), 10'000, 400);
    EXPECT_TRUE(std::ranges::is_sorted(times));
    EXPECT_GE(times.front(), 3'600'000);
    EXPECT_LT(times.back(), 101 * 3'600'000);
    ASSERT_GE(times.size(), 3u);
    EXPECT_THAT(std::vector(times.begin(), times.begin() + 3),
                ElementsAre(3'608'604, 3'630'139, 3'696'692))
        << "the same on every machine and with every compiler";
}

TEST(SimulationReader, OfEachRandomElementTheDrawsAreItsOwn) {
    const Simulation simulation = read(
        "arrivals: [{perHour: 1, until: 10d, runTask: {taskDefinition: a}}, "
        "{perHour: 1, until: 10d, runTask: {taskDefinition: a}}]");
    std::vector<std::int64_t> of_load[2];
    for (const Arrival& arrival : simulation.arrivals) {
        of_load[arrival.load].push_back(arrival.at.count());
    }
    EXPECT_NE(of_load[0], of_load[1]);
}

TEST(SimulationReader, ReadsServices) {
    const Simulation simulation = read(R"(
arrivals:
  - createService: {serviceName: web, taskDefinition: web, desiredCount: 4}
  - createService: {serviceName: agent, taskDefinition: agent, schedulingStrategy: DAEMON}
services:
  - {at: 5m, updateService: {service: web, desiredCount: 0, taskDefinition: "web:2"}}
)");
    ASSERT_THAT(simulation.arrivals, SizeIs(2));
    EXPECT_EQ(simulation.arrivals[0].count, 4u);
    EXPECT_EQ(simulation.loads[1].request.scheduling, SchedulingStrategy::daemon);
    ASSERT_THAT(simulation.service_updates, SizeIs(1));
    EXPECT_EQ(simulation.service_updates[0].at, minutes(5));
    EXPECT_EQ(simulation.service_updates[0].desired_count, 0);
    EXPECT_EQ(simulation.service_updates[0].task_definition, "web:2");
}

TEST(SimulationReader, ReadsTracesOverATemplate) {
    const TemporaryFile trace(
        "at,taskDefinition,count,runTime,capacityProvider,group\n"
        "0,a,2,10.5,spot,\n1.25,,,,,night\n3,a,1,20,spot,\n");
    const Simulation simulation = read("arrivals: [{at: 1m, trace: " + trace.path() +
                                       ", runTask: {taskDefinition: b, launchType: EC2}, "
                                       "runTime: 5s}]");
    ASSERT_THAT(simulation.loads, SizeIs(2));
    EXPECT_EQ(simulation.loads[0].request.task_definition, "a");
    EXPECT_THAT(simulation.loads[0].request.capacity_providers,
                ElementsAre(CapacityProviderStrategyItem{"spot", 0, 1}));
    EXPECT_EQ(simulation.loads[0].request.launch_type, std::nullopt);
    EXPECT_EQ(simulation.loads[1].request.task_definition, "b");
    EXPECT_EQ(simulation.loads[1].request.launch_type, LaunchType::ec2);
    EXPECT_EQ(simulation.loads[1].request.group, "night");
    EXPECT_EQ(simulation.loads[1].request.where.pointer, "line 3");
    EXPECT_THAT(times_of(simulation), ElementsAre(60'000, 61'250, 63'000));
    EXPECT_EQ(simulation.arrivals[0].count, 2u);
    EXPECT_EQ(simulation.arrivals[0].run_time, SimulationTime(10'500));
    EXPECT_EQ(simulation.arrivals[1].run_time, std::nullopt);
    EXPECT_EQ(simulation.arrivals[2].load, 0u);
}

TEST(SimulationReader, NamesThePlaceInATrace) {
    const auto error_in = [](const char* table) {
        const TemporaryFile trace(table);
        return error_of("arrivals: [{trace: " + trace.path() + "}]");
    };
    EXPECT_THAT(error_in("at,taskDefinition,runtime\n"), HasSubstr("line 1: the column 'runtime'"));
    EXPECT_THAT(error_in("at\n"), HasSubstr("column 'taskDefinition'"));
    EXPECT_THAT(error_in("at,taskDefinition\n-1,a\n"), HasSubstr("line 2, column at: expected"));
    EXPECT_THAT(error_in("at,taskDefinition\n1,\n"), HasSubstr("line 2, column taskDefinition"));
    EXPECT_THAT(error_in("at,taskDefinition,count\n1,a,10000000\n2,a,1\n"),
                HasSubstr("line 3: the arrivals up to here ask for more than 10000000 tasks"));
}

TEST(SimulationReader, ReadsBurstsRelativeToItsFolder) {
    const TemporaryFile burst(R"([{"taskDefinition": "a", "count": 3}, {"taskDefinition": "b"}])");
    const Simulation simulation =
        read("arrivals: [{burst: " + burst.path() + ", every: 1m, times: 2, runTime: 1s}]");
    EXPECT_THAT(simulation.loads, SizeIs(2));
    EXPECT_THAT(times_of(simulation), ElementsAre(0, 0, 60'000, 60'000));
    EXPECT_EQ(simulation.arrivals[2].count, 3u);
    EXPECT_THAT(error_of("arrivals: [{burst: missing.json}]"), HasSubstr("missing.json"));
    try {
        read_simulation_text("arrivals: [{burst: missing.json}]", "some/folder/file.yaml");
        ADD_FAILURE() << "there is no such burst";
    } catch (const InputError& error) {
        EXPECT_EQ(error.where().file, "some/folder/missing.json");
    }
}

TEST(SimulationReader, ReadsStopsAndLosses) {
    const Simulation simulation = read(R"(
stops: [{at: 300s}, {at: 1h, group: "service:web", taskDefinition: web, count: 2}]
losses:
  - {at: 1h, zone: us-west-2a}
  - {at: 2h, zone: us-west-2b, expression: "attribute:a == 1 or attribute:b == 2", count: 3}
)");
    ASSERT_THAT(simulation.stops, SizeIs(2));
    EXPECT_EQ(simulation.stops[0].at, seconds(300));
    EXPECT_EQ(simulation.stops[0].count, std::nullopt);
    EXPECT_EQ(simulation.stops[1].count, 2u);
    ASSERT_THAT(simulation.losses, SizeIs(2));
    EXPECT_EQ(simulation.losses[0].expression, "attribute:ecs.availability-zone == us-west-2a");
    EXPECT_EQ(simulation.losses[1].expression,
              "(attribute:a == 1 or attribute:b == 2) and "
              "attribute:ecs.availability-zone == us-west-2b");
    EXPECT_EQ(simulation.losses[1].count, 3u);
}

TEST(SimulationReader, ReadsHowThingsBehave) {
    const Simulation simulation = read(R"(
title: t
seed: 9
start: 2026-03-01T08:00:00Z
end: 2d
instances:
  types: {p2.xlarge: {launch: 2m}}
  registration: {distribution: uniform, from: 1m, to: 2m}
  registeredMemoryFactor: 0.9
  registered: {m5.large: {memory: 7000}}
tasks: {start: {distribution: exponential, mean: 3s}, stop: 1s, runningTasksEnd: 1h}
capacityProviders: {spot: {targetCapacity: 80, instanceWarmupPeriod: 2m}}
model: {provisioningTimeout: 10m, fromZero: 2, estimateBase: allInstances, estimateGroups: sum}
)");
    EXPECT_EQ(simulation.seed, 9u);
    EXPECT_EQ(simulation.end, hours(48));
    const LaunchDelays delays =
        simulation.delays_of_type.at("p2.xlarge").applied_to(simulation.delays);
    EXPECT_EQ(delays.launch, Duration::fixed(120));
    EXPECT_EQ(delays.registration, Duration::uniform(60, 120));
    EXPECT_EQ(simulation.registration.types.at("m5.large").memory_mib, 7000);
    EXPECT_EQ(simulation.task_start, Duration::exponential(3));
    EXPECT_EQ(simulation.running_tasks_end, Duration::fixed(3600));
    const ManagedScalingChange& change = simulation.managed_scaling.at("spot");
    EXPECT_EQ(change.applied_to({100, 2, 3, 4}), (ManagedScaling{80, 2, 3, 120}));
    EXPECT_EQ(simulation.model.provisioning_timeout, minutes(10));
    EXPECT_EQ(simulation.model.from_zero, 2);
    EXPECT_EQ(simulation.model.estimate_base, ScalingModel::EstimateBase::all_instances);
    EXPECT_EQ(simulation.model.estimate_groups, ScalingModel::EstimateGroups::sum);
}

TEST(SimulationReader, IsFineWithNothing) {
    EXPECT_THAT(read("{}").arrivals, IsEmpty());
}

TEST(SimulationReader, SaysWhatIsWrongAndWhere) {
    const struct {
        std::string_view text;
        std::string_view place;
        std::string_view words;
    } cases[] = {
        {"ende: 1h", "line 1, /ende", "`ende` is unknown here"},
        {"end: 300", "line 1, /end", "expected numbers with a unit"},
        {"end: 15d", "/end", "expected a time from 0 s to 14 d"},
        {"start: morning", "/start", "2026-03-01T08:00:00Z"},
        {"arrivals: [{at: 1s}]", "/arrivals/0", "expected one of `runTask`"},
        {"arrivals:\n - runTask: {taskDefinition: a, count: x}",
         "line 2, /arrivals/0/runTask/count", "whole number"},
        {"arrivals: [{runTask: {taskDefinition: a, capcityProviderStrategy: []}}]",
         "/arrivals/0/runTask/capcityProviderStrategy", "unknown here"},
        {"arrivals: [{runTask: {taskDefinition: a, placementStrategy: [{type: spread}]}}]",
         "/arrivals/0/runTask/placementStrategy/0", "field"},
        {"arrivals: [{runTask: {count: 1}}]", "/arrivals/0/runTask", "`taskDefinition`"},
        {"arrivals: [{createService: {taskDefinition: a, desiredCount: 1}}]",
         "/arrivals/0/createService", "`serviceName`"},
        {"arrivals: [{createService: {serviceName: a, taskDefinition: a, desiredCount: 1}, "
         "every: 1s, times: 2}]",
         "/arrivals/0", "created once"},
        {"arrivals: [{runTask: {taskDefinition: a}, every: 1s}]", "/arrivals/0",
         "either `until` or `times`"},
        {"arrivals: [{runTask: {taskDefinition: a}, until: 1s}]", "/arrivals/0",
         "`every` and `perHour`"},
        {"arrivals: [{runTask: {taskDefinition: a}, perHour: 1}]", "/arrivals/0", "`until`"},
        {"arrivals: [{runTask: {taskDefinition: a}, perHour: 0, until: 1h}]", "/arrivals/0/perHour",
         "above 0"},
        {"arrivals: [{at: 2h, runTask: {taskDefinition: a}, every: 1s, until: 1h}]", "/arrivals/0",
         "before `at`"},
        {"arrivals: [{runTask: {taskDefinition: a}, every: 1ms, until: 14d}]", "/arrivals/0",
         "more than 10000000 tasks"},
        {"arrivals: [{runTask: {taskDefinition: a, count: 0}, every: 1ms, until: 14d}]",
         "/arrivals/0", "more than 10000000 tasks"},
        {"arrivals: [{runTask: {taskDefinition: a}, perHour: 1000000000, until: 14d}]",
         "/arrivals/0", "more than 10000000 tasks"},
        {"arrivals: [{runTask: {taskDefinition: a}, every: 10d, times: 3}]", "/arrivals/0",
         "tasks arrive after 20 d"},
        {"tasks: {start: {distribution: normal, mean: 1s}}", "/tasks/start",
         "`mean` and `standardDeviation`"},
        {"tasks: {start: {distribution: uniform, from: 2s, to: 1s}}", "/tasks/start",
         "`from` is larger"},
        {"tasks: {start: {distribution: exponential, mean: 2s, sigma: 1}}", "/tasks/start",
         "no others"},
        {"tasks: {start: {mean: 2s}}", "/tasks/start", "`distribution`"},
        {"instances: {types: {m5.huge: {launch: 1s}}}", "/instances/types/m5.huge", "m5.huge"},
        {"instances: {registeredMemoryFactor: 2}", "/instances/registeredMemoryFactor",
         "at most 1"},
        {"losses: [{at: 1s, expression: \"attribute:a ==\"}]", "/losses/0/expression", ""},
        {"losses: [{at: 1s, zone: \"a or b\"}]", "/losses/0/zone", "availability zone"},
        {"losses: [{zone: us-west-2a}]", "/losses/0", "`at`"},
        {"services: [{at: 1s, updateService: {service: a}}]", "/services/0/updateService",
         "`desiredCount` or `taskDefinition`"},
        {"capacityProviders: {a: {targetCapacity: 0}}", "/capacityProviders/a/targetCapacity",
         "1 to 100"},
        {"capacityProviders: {a: {minimumScalingStepSize: 3, maximumScalingStepSize: 2}}",
         "/capacityProviders/a", "is larger than"},
        {"capacityProviders: {a: {instanceWarmupPeriod: 1500ms}}",
         "/capacityProviders/a/instanceWarmupPeriod", "whole seconds"},
        {"model: {metricPeriod: 0s}", "/model/metricPeriod", "from 1 s"},
        {"model: {scaleInShare: 0}", "/model/scaleInShare", "above 0"},
        {"model: {estimateBase: none}", "/model/estimateBase", "usedInstances, allInstances"},
    };
    for (const auto& [text, place, words] : cases) {
        const std::string error = error_of(std::string(text));
        EXPECT_THAT(error, HasSubstr("file.yaml: "));
        EXPECT_THAT(error, HasSubstr(std::string(place) + ": ")) << text;
        EXPECT_THAT(error, HasSubstr(std::string(words))) << text;
    }
}

}  // namespace
}  // namespace berth
