// What holds for every preset. `region-100k` shares the composition of `burst-10k` and is checked
// apart, in region_test.cpp, as it takes as long as all others together; `random-10k` differs from
// it in strategies alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

#include "berth/catalogue.hpp"
#include "berth/generate.hpp"
#include "berth/query.hpp"
#include "generate/inventory.hpp"

namespace berth {
namespace {

class EveryPreset : public testing::TestWithParam<std::string> {
   public:
    void has_the_stated_counts_and_the_whole_load() const;
    void names_only_task_definitions_that_exist() const;
    void asks_for_amounts_that_ecs_accepts() const;
    void writes_only_expressions_that_can_be_read() const;
    void leaves_what_its_running_tasks_do_not_hold() const;

   protected:
    EveryPreset() : problem_(generate({.preset = GetParam(), .seed = 11, .load = {}})) {}

    static const Preset& preset() {
        for (const Preset& preset : presets()) {
            if (preset.name == GetParam()) return preset;
        }
        throw std::logic_error("no such preset: " + GetParam());
    }

    const GeneratedProblem problem_;
};

std::string test_name(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param;
    for (char& c : name) c = c == '-' ? '_' : c;
    return name;
}

INSTANTIATE_TEST_SUITE_P(Presets, EveryPreset,
                         testing::Values("workshop", "fleet-5k", "burst-10k", "gpu-burst",
                                         "affinity-10k", "unique-10k"),
                         test_name);

void EveryPreset::has_the_stated_counts_and_the_whole_load() const {
    const Snapshot& snapshot = problem_.snapshot;
    EXPECT_EQ(snapshot.instances.size(), preset().instances);
    EXPECT_EQ(snapshot.task_definitions.size(), preset().task_definitions);
    EXPECT_EQ(tasks_of(problem_.burst), preset().tasks);
    EXPECT_NEAR(load_of(problem_), 1.0, 0.03);
}

void EveryPreset::names_only_task_definitions_that_exist() const {
    const auto definitions = definitions_by_name(problem_.snapshot);
    EXPECT_EQ(definitions.size(), preset().task_definitions) << "each has a name of its own";
    std::set<std::string> used;
    for (const Request& request : problem_.burst) {
        EXPECT_TRUE(definitions.contains(request.task_definition)) << request.task_definition;
        EXPECT_GE(request.count, 1);
        EXPECT_LE(request.count, 10) << "RunTask takes ten at most";
        used.insert(request.task_definition);
    }
    EXPECT_EQ(used.size(), definitions.size()) << "each has tasks in the burst";
}

void EveryPreset::asks_for_amounts_that_ecs_accepts() const {
    for (const TaskDefinition& definition : problem_.snapshot.task_definitions) {
        SCOPED_TRACE(definition.family);
        ASSERT_FALSE(definition.containers.empty());
        const Asked asked = asked_by(definition);
        EXPECT_GE(asked.cpu_units, 0);
        EXPECT_GE(asked.memory_mib, 6);
        EXPECT_GE(asked.gpus, 0);
        for (const ContainerDefinition& container : definition.containers) {
            EXPECT_NE(container.cpu_units, 0) << "absent, rather";
            if (container.memory_mib && container.memory_reservation_mib) {
                EXPECT_GT(*container.memory_mib, *container.memory_reservation_mib);
            }
        }
    }
}

void EveryPreset::writes_only_expressions_that_can_be_read() const {
    std::set<std::string> expressions;
    for (const TaskDefinition& definition : problem_.snapshot.task_definitions) {
        for (const PlacementConstraint& constraint : definition.constraints) {
            EXPECT_EQ(constraint.type, ConstraintType::member_of) << definition.family;
            expressions.insert(constraint.expression);
        }
    }
    for (const Request& request : problem_.burst) {
        EXPECT_LE(request.constraints.size(), 10u);
        for (const PlacementConstraint& constraint : request.constraints) {
            if (constraint.type == ConstraintType::member_of) {
                expressions.insert(constraint.expression);
            }
        }
    }
    for (const std::string& expression : expressions) {
        EXPECT_NO_THROW(Expression::parse(expression)) << expression;
    }
}

// What an instance holds according to the tasks that run on it.
struct Held {
    Asked asked;
    std::int64_t tasks = 0;
    std::int64_t interfaces = 0;
};

void EveryPreset::leaves_what_its_running_tasks_do_not_hold() const {
    std::map<std::string, const TaskDefinition*> definitions;
    for (const TaskDefinition& definition : problem_.snapshot.task_definitions) {
        definitions[definition.arn] = &definition;
    }
    std::map<std::string, Held> held;
    std::set<std::string> arns;
    for (const Task& task : problem_.snapshot.tasks) {
        ASSERT_TRUE(definitions.contains(task.task_definition_arn)) << task.task_definition_arn;
        const Asked asked = asked_by(*definitions[task.task_definition_arn]);
        Held& sum = held[task.container_instance_arn];
        sum.asked.cpu_units += asked.cpu_units;
        sum.asked.memory_mib += asked.memory_mib;
        sum.asked.gpus += asked.gpus;
        sum.interfaces += task.has_network_interface ? 1 : 0;
        ++sum.tasks;
        EXPECT_FALSE(task.group.empty());
        arns.insert(task.arn);
    }
    EXPECT_EQ(arns.size(), problem_.snapshot.tasks.size());
    std::set<std::string> instances;
    for (const ContainerInstance& instance : problem_.snapshot.instances) {
        SCOPED_TRACE(instance.arn);
        instances.insert(instance.arn);
        const Held& sum = held[instance.arn];
        const ResourceList& all = instance.registered;
        const ResourceList& left = instance.remaining;
        EXPECT_EQ(all.cpu_units - left.cpu_units, sum.asked.cpu_units);
        EXPECT_EQ(all.memory_mib - left.memory_mib, sum.asked.memory_mib);
        EXPECT_EQ(static_cast<std::int64_t>(all.gpu_ids.size() - left.gpu_ids.size()),
                  sum.asked.gpus);
        EXPECT_EQ(instance.running_tasks_count, sum.tasks);
        EXPECT_GE(left.cpu_units, 0);
        EXPECT_GE(left.memory_mib, 0);
        EXPECT_TRUE(std::ranges::is_sorted(left.ports));
        EXPECT_EQ(std::ranges::adjacent_find(left.ports), left.ports.end()) << "a port taken twice";
        const std::string* type = instance.attribute("ecs.instance-type");
        ASSERT_NE(type, nullptr);
        const bool has_trunk = instance.attribute("ecs.awsvpc-trunk-id") != nullptr;
        EXPECT_LE(sum.interfaces, awsvpc_task_limit(*find_instance_type(*type), has_trunk));
    }
    EXPECT_EQ(instances.size(), preset().instances);
    EXPECT_EQ(held.size(), instances.size()) << "a task runs on an instance that does not exist";
}

// One test, because generating takes longer than looking.
TEST_P(EveryPreset, HoldsTogether) {
    has_the_stated_counts_and_the_whole_load();
    names_only_task_definitions_that_exist();
    asks_for_amounts_that_ecs_accepts();
    writes_only_expressions_that_can_be_read();
    leaves_what_its_running_tasks_do_not_hold();
}

}  // namespace
}  // namespace berth
