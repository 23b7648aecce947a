// No instant of any simulation breaks the rules of placement, and groups keep to their limits.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "simulate/event_replay.hpp"
#include "simulate/random_simulation.hpp"

namespace berth::tests {
namespace {

constexpr std::uint64_t cases = 250;

SimulationResult solved(std::uint64_t number, Snapshot& base) {
    Dice dice(number);
    const test::SimulatedCluster cluster = random_simulation(dice);
    base = cluster.snapshot;
    return cluster.simulate();
}

// Tests of one of these cases name its number.
template <typename Check>
void for_each_case(const Check& check) {
    for (std::uint64_t number = 0; number < cases; ++number) {
        SCOPED_TRACE(fmt::format("case {}", number));
        Snapshot base;
        const SimulationResult result = solved(number, base);
        check(base, result);
        if (testing::Test::HasFailure()) return;
    }
}

TEST(Simulations, EveryPlacementIsThatOfReferenceAtThatInstant) {
    std::size_t placements = 0;
    std::size_t failures = 0;
    for_each_case([&](const Snapshot& base, const SimulationResult& result) {
        EventReplay replay(base, result);
        replay.run();
        placements += replay.placements_checked();
        failures += replay.failures_checked();
    });
    // The cases are worth something: tasks run, and tasks wait.
    EXPECT_GT(placements, 10 * cases);
    EXPECT_GT(failures, 10 * cases);
}

TEST(Simulations, GroupsStayWithinTheirSizes) {
    for_each_case([](const Snapshot&, const SimulationResult& result) {
        for (const ScalingDecision& decision : result.decisions) {
            const SimulatedProvider& provider = result.providers[decision.provider];
            EXPECT_GE(decision.desired_after, std::min(provider.min_size, decision.desired_before));
            EXPECT_LE(decision.desired_after, std::max(provider.max_size, decision.desired_before));
        }
    });
}

TEST(Simulations, LivesAreInOrder) {
    for_each_case([](const Snapshot&, const SimulationResult& result) {
        for (const SimulatedTask& task : result.tasks) {
            if (task.placed) {
                EXPECT_GE(*task.placed, task.created);
            }
            if (task.running) {
                EXPECT_GE(*task.running, *task.placed);
            }
            if (task.stopped) {
                EXPECT_GE(*task.stopped, task.running.value_or(task.created));
            }
            EXPECT_NE(task.reason, StopReason::none);
        }
        for (const SimulatedInstance& instance : result.instances) {
            if (instance.gone) {
                EXPECT_GE(*instance.gone, instance.launched.value_or(*instance.gone));
            }
        }
    });
}

TEST(Simulations, TotalsAddUpToTheTasksThatWereAskedFor) {
    for_each_case([](const Snapshot&, const SimulationResult& result) {
        const SimulationTotals& totals = result.totals;
        const auto own = std::ranges::count(result.tasks, false, &SimulatedTask::from_snapshot);
        EXPECT_EQ(totals.tasks, static_cast<std::uint64_t>(own));
        EXPECT_LE(totals.finished + totals.refused + totals.given_up + totals.waiting,
                  totals.tasks);
        EXPECT_GE(totals.cost + 1e-9, totals.idle_cost);
    });
}

TEST(Simulations, TheSameSeedGivesTheSameEventLog) {
    for (const std::uint64_t number : {3U, 14U, 15U}) {
        Snapshot base;
        std::string first;
        std::string second;
        write_event_log(first, solved(number, base));
        write_event_log(second, solved(number, base));
        EXPECT_EQ(first, second);
        EXPECT_FALSE(first.empty());
    }
}

TEST(Simulations, AnInstanceThatIsProtectedEndsOnlyWithoutWork) {
    for_each_case([](const Snapshot& base, const SimulationResult& result) {
        std::map<std::uint32_t, SimulationTime> terminated;
        for (const SimulationEvent& event : result.events) {
            if (event.kind == EventKind::instance_terminated) {
                terminated[event.instance] = event.at;
            }
        }
        for (const SimulatedTask& task : result.tasks) {
            if (task.reason != StopReason::instance_gone || !terminated.contains(task.instance)) {
                continue;
            }
            const SimulatedInstance& instance = result.instances[task.instance];
            const bool is_daemon =
                result.task_kinds[task.kind].request.scheduling == SchedulingStrategy::daemon;
            EXPECT_TRUE(is_daemon ||
                        !base.capacity_providers[instance.provider].managed_termination_protection);
        }
    });
}

}  // namespace
}  // namespace berth::tests
