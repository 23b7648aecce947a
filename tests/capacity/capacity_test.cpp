// How many more tasks fit, counted by hand, and against the backends that place them one by one.
#include "berth/capacity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "support/builders.hpp"

namespace berth {
namespace {

using namespace test;

CapacityRow capacity_of(const Snapshot& snapshot, const CapacityOptions& options = {}) {
    const std::vector<CapacityRow> rows = capacity(snapshot, options);
    EXPECT_EQ(rows.size(), 1U);
    return rows.empty() ? CapacityRow{} : rows.front();
}

std::uint32_t tally(const CapacityRow& row, Reason reason) {
    return row.reasons[static_cast<std::size_t>(reason)];
}

TEST(Capacity, FillsEveryInstance) {
    // 8,192 / 1,000 = 8 and 2,500 / 1,000 = 2.
    const auto row =
        capacity_of(make_snapshot({make_instance("a", 4096, 8192), make_instance("b", 4096, 2500)},
                                  {make_definition("web", 128, 1000)}));
    EXPECT_EQ(row.task_definition, make_definition("web").arn);
    EXPECT_EQ(row.fits, 10U);
    EXPECT_FALSE(row.unbounded);
    EXPECT_EQ(row.binding, Reason::memory);
    EXPECT_EQ(tally(row, Reason::memory), 2U);
    ASSERT_TRUE(row.closest);
    EXPECT_EQ(row.closest->instance, 1) << "b is short by 500 MiB, a by 808";
    EXPECT_EQ(row.closest->shortfall, 500);
}

TEST(Capacity, CountsEachDefinitionAlone) {
    const auto rows = capacity(
        make_snapshot({make_instance("a", 1024, 1024)},
                      {make_definition("web", 256, 128), make_definition("db", 128, 512)}));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].fits, 4U);
    EXPECT_EQ(rows[0].binding, Reason::cpu);
    EXPECT_EQ(rows[1].fits, 2U);
    EXPECT_EQ(rows[1].binding, Reason::memory);
}

TEST(Capacity, StopsAtTheLimit) {
    const Snapshot snapshot =
        make_snapshot({make_instance("a", 1024, 1024), make_instance("b", 1024, 1024)},
                      {make_definition("web", 512, 0)});
    CapacityOptions options;
    for (const char* backend : {"auto", "cpu"}) {
        options.solve.backend = backend;
        options.limit = 3;
        EXPECT_EQ(capacity_of(snapshot, options).fits, 3U);
        EXPECT_TRUE(capacity_of(snapshot, options).unbounded);
        options.limit = 4;
        EXPECT_EQ(capacity_of(snapshot, options).fits, 4U);
        EXPECT_FALSE(capacity_of(snapshot, options).unbounded) << "CPU binds at just the limit";
    }
}

TEST(Capacity, IsUnboundedWhereATaskNeedsNothing) {
    CapacityOptions options;
    options.limit = 1000;
    const auto row =
        capacity_of(make_snapshot({make_instance("a")}, {make_definition("idle", 0, 0)}), options);
    EXPECT_EQ(row.fits, 1000U);
    EXPECT_TRUE(row.unbounded);
    EXPECT_FALSE(row.binding);
}

TEST(Capacity, BindsByTheResourceThatRunsOutNotByWhatNeverFits) {
    // Two instances lack the attribute for good; CPU is what binds on the third.
    Snapshot snapshot =
        make_snapshot({make_instance("a"), make_instance("b"),
                       with_attributes(make_instance("c", 512, 8192), {{"gpu", "yes"}})},
                      {make_definition("web", 256, 1)});
    CapacityOptions options;
    options.constraints = {member_of("attribute:gpu == yes")};
    auto row = capacity_of(snapshot, options);
    EXPECT_EQ(row.fits, 2U);
    EXPECT_EQ(tally(row, Reason::member_of), 2U);
    EXPECT_EQ(row.binding, Reason::cpu);
    snapshot.instances.pop_back();
    row = capacity_of(snapshot, options);
    EXPECT_EQ(row.fits, 0U);
    EXPECT_EQ(row.binding, Reason::member_of);
}

TEST(Capacity, BreaksTiesTowardsTheLaterCheck) {
    const auto row =
        capacity_of(make_snapshot({make_instance("a", 100, 8192), make_instance("b", 4096, 100)},
                                  {make_definition("web", 256, 256)}));
    EXPECT_EQ(row.binding, Reason::memory);
}

TEST(Capacity, HoldsToConstraintsThatTheTasksThemselvesMakeFalse) {
    const Snapshot snapshot =
        make_snapshot({make_instance("a"), make_instance("b")}, {make_definition("web", 1, 1)});
    CapacityOptions options;
    options.constraints = {distinct_instance()};
    EXPECT_EQ(capacity_of(snapshot, options).fits, 2U);
    EXPECT_EQ(capacity_of(snapshot, options).binding, Reason::distinct_instance);
    options.constraints = {member_of("runningTasksCount < 5")};
    EXPECT_EQ(capacity_of(snapshot, options).fits, 10U);
}

TEST(Capacity, CountsTheInstancesOfAProviderOnly) {
    Snapshot snapshot = make_snapshot({make_instance("a", 1024, 8192), make_instance("b")},
                                      {make_definition("web", 512, 1)});
    snapshot.instances[0].capacity_provider = "cp";
    CapacityOptions options;
    options.capacity_provider = "cp";
    EXPECT_EQ(capacity_of(snapshot, options).fits, 2U);
    options.capacity_provider = "other";
    const auto row = capacity_of(snapshot, options);
    EXPECT_EQ(row.fits, 0U);
    EXPECT_FALSE(row.binding);
    EXPECT_FALSE(row.closest);
}

TEST(Capacity, TakesNamesOfDefinitions) {
    Snapshot snapshot =
        make_snapshot({make_instance("a")}, {make_definition("web"), make_definition("db")});
    CapacityOptions options;
    options.task_definitions = {"db"};
    EXPECT_EQ(capacity_of(snapshot, options).task_definition, make_definition("db").arn);
    options.task_definitions = {"nosuch"};
    EXPECT_THROW(capacity(snapshot, options), InputError);
}

TEST(Capacity, RefusesAClusterWithoutInstances) {
    EXPECT_THROW(capacity(make_snapshot({}, {make_definition("web")})), InputError);
    EXPECT_TRUE(capacity(make_snapshot({}, {})).empty());
}

TEST(Capacity, RefusesAnUnknownBackend) {
    CapacityOptions options;
    options.solve.backend = "abacus";
    EXPECT_THROW(capacity(make_snapshot({make_instance("a")}, {make_definition("web")}), options),
                 BackendError);
}

// A small cluster with every kind of limit, by seed.
Snapshot random_snapshot(unsigned seed) {
    std::mt19937 random(seed);
    const auto upto = [&](unsigned n) { return static_cast<std::int64_t>(random() % (n + 1)); };
    std::vector<ContainerInstance> instances;
    for (int i = 0; i < 12; ++i) {
        ContainerInstance instance =
            make_instance("i" + std::to_string(i), 512 * upto(8), 700 * upto(8));
        instance.set_attribute("ecs.instance-type", upto(1) == 0 ? "c5.large" : "m5.xlarge");
        instance.set_attribute("stack", upto(1) == 0 ? "dev" : "prod");
        instance.agent_connected = upto(9) > 0;
        instance.running_tasks_count = upto(3);
        if (upto(2) == 0) instance = with_gpus(instance, {"g0", "g1", "g2", "g3"});
        if (upto(3) == 0) instance = with_taken_ports(instance, {{80, Protocol::tcp}});
        instances.push_back(std::move(instance));
    }
    std::vector<TaskDefinition> definitions;
    for (int d = 0; d < 6; ++d) {
        TaskDefinition definition =
            make_definition("d" + std::to_string(d), 100 * upto(6), 1 + 100 * upto(6));
        if (upto(2) == 0) definition.containers[0].gpus = {static_cast<std::uint32_t>(upto(2)), 0};
        if (upto(4) == 0) definition.containers[0].port_mappings = {{80, 80, Protocol::tcp}};
        if (upto(3) == 0) definition.network_mode = NetworkMode::awsvpc;
        if (upto(3) == 0) definition.constraints = {member_of("attribute:stack == prod")};
        if (upto(3) == 0) definition.constraints = {member_of("runningTasksCount <= 4")};
        definitions.push_back(std::move(definition));
    }
    Snapshot snapshot = make_snapshot(std::move(instances), std::move(definitions));
    snapshot.tasks = {running_task("1", "i3", "family:d1"), running_task("2", "i5", "family:d2")};
    return snapshot;
}

TEST(Capacity, CountsWhatTheBackendsPlace) {
    for (unsigned seed = 0; seed < 40; ++seed) {
        const Snapshot snapshot = random_snapshot(seed);
        CapacityOptions options;
        options.limit = 1500;
        if (seed % 4 == 3) options.constraints = {distinct_instance()};
        options.solve.threads = 1 + seed % 3;
        const auto counted = capacity(snapshot, options);
        for (const char* backend : {"reference", "cpu"}) {
            options.solve.backend = backend;
            const auto placed = capacity(snapshot, options);
            ASSERT_EQ(counted.size(), placed.size());
            for (std::size_t r = 0; r < counted.size(); ++r) {
                SCOPED_TRACE("seed " + std::to_string(seed) + ", row " + std::to_string(r));
                EXPECT_EQ(counted[r].fits, placed[r].fits);
                EXPECT_EQ(counted[r].unbounded, placed[r].unbounded);
                EXPECT_EQ(counted[r].reasons, placed[r].reasons);
                EXPECT_EQ(counted[r].closest, placed[r].closest);
                EXPECT_EQ(counted[r].binding, placed[r].binding);
            }
        }
    }
}

}  // namespace
}  // namespace berth
