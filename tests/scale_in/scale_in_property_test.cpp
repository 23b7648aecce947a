// Scale-in against a naive recomputation: after each stop everything is counted anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "berth/scale_in.hpp"
#include "support/builders.hpp"

namespace berth {
namespace {

using namespace test;

constexpr std::int64_t task_memory_mib = 300;

Snapshot random_service(unsigned seed) {
    std::mt19937 random(seed);
    const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
    Snapshot snapshot;
    snapshot.task_definitions = {make_definition("web", 100, task_memory_mib)};
    const int instances = 1 + below(8);
    for (int i = 0; i < instances; ++i) {
        ContainerInstance instance = make_instance("i" + std::to_string(i));
        instance.remaining.memory_mib = 500 * below(6);
        const int zone = below(4);
        if (zone > 0) instance.set_attribute("ecs.availability-zone", "z" + std::to_string(zone));
        snapshot.instances.push_back(std::move(instance));
    }
    const int tasks = below(25);
    for (int t = 0; t < tasks; ++t) {
        const std::string instance = "i" + std::to_string(below(static_cast<unsigned>(instances)));
        Task task = running_task("t" + std::to_string(t), instance, "service:shop");
        task.task_definition_arn = snapshot.task_definitions[0].arn;
        task.is_protected = below(6) == 0;
        if (below(8) == 0) task.desired_status = "STOPPED";
        snapshot.tasks.push_back(std::move(task));
    }
    std::ranges::shuffle(snapshot.tasks, random);
    snapshot.services.emplace_back().name = "shop";
    return snapshot;
}

std::string zone_of(const Snapshot& snapshot, const Task& task) {
    for (const ContainerInstance& instance : snapshot.instances) {
        if (instance.arn != task.container_instance_arn) continue;
        const std::string* zone = instance.attribute("ecs.availability-zone");
        return zone == nullptr ? "" : *zone;
    }
    return "";
}

// The key of one strategy, counted over the tasks that are left.
std::int64_t naive_key(const Snapshot& snapshot, const std::vector<Task>& left,
                       const std::vector<Task>& gone, const Task& task,
                       const PlacementStrategy& strategy) {
    const auto same_instance = [&](const Task& other) {
        return other.container_instance_arn == task.container_instance_arn;
    };
    if (strategy.type == StrategyType::spread && strategy.field == StrategyField::instance_id) {
        return std::ranges::count_if(left, same_instance);
    }
    if (strategy.type == StrategyType::spread) {
        return std::ranges::count_if(left, [&](const Task& other) {
            return zone_of(snapshot, other) == zone_of(snapshot, task);
        });
    }
    const auto instance =
        std::ranges::find(snapshot.instances, task.container_instance_arn, &ContainerInstance::arn);
    return instance->remaining.memory_mib +
           task_memory_mib * (1 + std::ranges::count_if(gone, same_instance));
}

std::vector<std::string> naive_stops(const Snapshot& snapshot, std::uint64_t count,
                                     const std::vector<PlacementStrategy>& strategies) {
    std::vector<Task> left;
    std::vector<Task> gone;
    for (const Task& task : snapshot.tasks) {
        if (task.counts()) left.push_back(task);
    }
    std::vector<std::string> stops;
    for (; count > 0; --count) {
        std::set<std::tuple<std::vector<std::int64_t>, std::string, std::string>> ranking;
        for (const Task& task : left) {
            if (task.is_protected) continue;
            std::vector<std::int64_t> keys;
            for (const PlacementStrategy& strategy : strategies) {
                keys.push_back(-naive_key(snapshot, left, gone, task, strategy));
            }
            ranking.emplace(keys, task.container_instance_arn, task.arn);
        }
        if (ranking.empty()) break;
        const std::string arn = std::get<2>(*ranking.begin());
        stops.push_back(arn);
        gone.push_back(*std::ranges::find(left, arn, &Task::arn));
        std::erase_if(left, [&](const Task& task) { return task.arn == arn; });
    }
    return stops;
}

const std::vector<std::vector<PlacementStrategy>>& strategy_chains() {
    static const std::vector<std::vector<PlacementStrategy>> chains = {
        {spread_attribute("ecs.availability-zone"), spread_instances()},
        {spread_instances()},
        {binpack(StrategyField::memory)},
        {spread_attribute("ecs.availability-zone"), binpack(StrategyField::memory)},
        {binpack(StrategyField::memory), spread_instances()},
    };
    return chains;
}

TEST(ScaleInProperty, StopsWhatANaiveRecomputationStops) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        const Snapshot snapshot = random_service(seed);
        const auto& chain = strategy_chains()[seed % strategy_chains().size()];
        const std::uint64_t count = seed % 13;
        std::vector<std::string> stops;
        for (const StoppedTask& task : scale_in(snapshot, {"shop", count, chain, 0}).stopped) {
            stops.push_back(task.task_arn);
        }
        EXPECT_EQ(stops, naive_stops(snapshot, count, chain)) << "seed " << seed;
    }
}

TEST(ScaleInProperty, ABatchStopsWhatOneByOneStops) {
    for (unsigned seed = 0; seed < 100; ++seed) {
        Snapshot snapshot = random_service(seed);
        const auto chain =
            std::vector{spread_attribute("ecs.availability-zone"), spread_instances()};
        const ScaleInPlan batch = scale_in(snapshot, {"shop", 6, chain, 0});
        for (const StoppedTask& stopped : batch.stopped) {
            const ScaleInPlan one = scale_in(snapshot, {"shop", 1, chain, 0});
            ASSERT_EQ(one.stopped.size(), 1U) << "seed " << seed;
            EXPECT_EQ(one.stopped[0].task_arn, stopped.task_arn) << "seed " << seed;
            EXPECT_EQ(one.stopped[0].why, stopped.why) << "seed " << seed;
            std::erase_if(snapshot.tasks,
                          [&](const Task& task) { return task.arn == stopped.task_arn; });
        }
    }
}

// Without protection, spread never leaves a bucket that gave up a task more than one task below
// another: the fullest goes first.
TEST(ScaleInProperty, SpreadLeavesTheBucketsBalanced) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        Snapshot snapshot = random_service(seed);
        for (Task& task : snapshot.tasks) task.is_protected = false;
        const ScaleInPlan plan = scale_in(snapshot, {"shop", 1 + seed % 10, {}, 0});
        std::set<std::string> stopped;
        for (const StoppedTask& task : plan.stopped) stopped.insert(task.task_arn);
        std::map<std::string, int> left;
        std::set<std::string> touched;
        for (const Task& task : snapshot.tasks) {
            if (!task.counts()) continue;
            const std::string zone = zone_of(snapshot, task);
            left[zone] += stopped.contains(task.arn) ? 0 : 1;
            if (stopped.contains(task.arn)) touched.insert(zone);
        }
        for (const std::string& zone : touched) {
            for (const auto& [other, count] : left) {
                EXPECT_LE(count, left[zone] + 1) << "seed " << seed << ", " << zone << " " << other;
            }
        }
    }
}

}  // namespace
}  // namespace berth
