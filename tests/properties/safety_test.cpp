// The checks themselves: each finds the violation that is put into a sound plan.

#include "properties/safety.hpp"

#include <gtest/gtest.h>

#include "berth/solve.hpp"

namespace berth::tests {
namespace {

// Two equal instances with room for two tasks each; every task takes a port, a GPU, an interface
// (of an a1.medium, which has one) or nothing of the kind, as the test likes.
Snapshot two_instances() {
    Snapshot snapshot;
    for (const char* const arn : {"a", "b"}) {
        ContainerInstance instance;
        instance.arn = arn;
        instance.registered.cpu_units = 200;
        instance.registered.memory_mib = 200;
        instance.registered.gpu_ids = {"GPU-0", "GPU-1"};
        instance.remaining = instance.registered;
        instance.set_attribute("ecs.instance-type", "a1.medium");
        instance.set_attribute("stack", arn);
        snapshot.instances.push_back(instance);
    }
    TaskDefinition definition;
    definition.family = "web";
    definition.revision = 1;
    definition.cpu_units = 100;
    definition.containers.resize(1);
    snapshot.task_definitions = {definition};
    return snapshot;
}

struct Sound {
    Snapshot snapshot = two_instances();
    Request request;
    TaskDefinition& definition = snapshot.task_definitions.front();

    Sound() {
        request.task_definition = "web";
        request.count = 2;
        request.strategies = {{StrategyType::spread, StrategyField::instance_id, ""}};
    }

    Problem problem() const { return compile(snapshot, {request}); }

    Plan plan() const {
        SolveOptions options;
        options.backend = "reference";
        return solve(problem(), options);
    }

    // Both tasks on the first instance.
    Plan crowded() const {
        Plan changed = plan();
        changed.tasks.at(1).instance = changed.tasks.at(0).instance;
        return changed;
    }
};

TEST(SafetyCheck, SeesExceededCapacity) {
    Sound sound;
    sound.definition.cpu_units = 150;
    EXPECT_EQ(violation_of_capacity(sound.problem(), sound.plan()), "");
    EXPECT_NE(violation_of_capacity(sound.problem(), sound.crowded()), "");
}

TEST(SafetyCheck, SeesAPortTakenTwice) {
    Sound sound;
    sound.definition.containers.front().port_mappings = {{80, 80, Protocol::tcp}};
    EXPECT_EQ(violation_of_ports(sound.problem(), sound.plan()), "");
    EXPECT_NE(violation_of_ports(sound.problem(), sound.crowded()), "");
}

TEST(SafetyCheck, SeesABrokenConstraint) {
    Sound sound;
    sound.request.count = 1;
    sound.request.constraints = {{ConstraintType::member_of, "attribute:stack == b"}};
    Plan plan = sound.plan();
    EXPECT_EQ(violation_of_constraints(sound.problem(), plan), "");
    plan.tasks.at(0).instance = 0;
    EXPECT_NE(violation_of_constraints(sound.problem(), plan), "");
}

TEST(SafetyCheck, SeesASecondTaskOnADistinctInstance) {
    Sound sound;
    sound.request.constraints = {{ConstraintType::distinct_instance, ""}};
    EXPECT_EQ(violation_of_distinct_instance(sound.problem(), sound.plan()), "");
    EXPECT_NE(violation_of_distinct_instance(sound.problem(), sound.crowded()), "");
}

TEST(SafetyCheck, SeesAWrongReason) {
    Sound sound;
    sound.request.count = 5;
    Plan plan = sound.plan();
    EXPECT_EQ(violation_of_reasons(sound.problem(), plan), "");
    std::swap(plan.failures.at(0).reasons[1], plan.failures.at(0).reasons[2]);
    EXPECT_NE(violation_of_reasons(sound.problem(), plan), "");
}

TEST(SafetyCheck, SeesATaskReportedAlthoughItFits) {
    Sound sound;
    Plan plan = sound.plan();
    plan.tasks.pop_back();
    plan.failures.push_back({0, 1, 1, {}, std::nullopt, 0});
    EXPECT_NE(violation_of_reasons(sound.problem(), plan), "");
}

TEST(SafetyCheck, SeesAGpuHandedOutTwice) {
    Sound sound;
    sound.definition.containers.front().gpus.count = 1;
    EXPECT_EQ(violation_of_gpu_ids(sound.problem(), sound.plan()), "");
    EXPECT_NE(violation_of_gpu_ids(sound.problem(), sound.crowded()), "");
}

TEST(SafetyCheck, SeesTooManyNetworkInterfaces) {
    Sound sound;
    sound.definition.network_mode = NetworkMode::awsvpc;
    EXPECT_EQ(violation_of_network_interfaces(sound.problem(), sound.plan()), "");
    EXPECT_NE(violation_of_network_interfaces(sound.problem(), sound.crowded()), "");
}

TEST(SafetyCheck, SeesAMissingTask) {
    Sound sound;
    Plan plan = sound.plan();
    EXPECT_EQ(violation_of_completeness(sound.problem(), plan), "");
    plan.tasks.pop_back();
    EXPECT_NE(violation_of_completeness(sound.problem(), plan), "");
}

}  // namespace
}  // namespace berth::tests
