// The real lists, where they are at hand: 1,213 nodes and all eight task lists.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "berth/import.hpp"
#include "berth/query.hpp"

namespace berth {
namespace {

struct TaskList {
    const char* name;
    std::int64_t tasks;
    std::int64_t fractional;
    std::int64_t restricted;  // of those that ask for whole GPUs
};

void PrintTo(const TaskList& list, std::ostream* out) {
    *out << list.name;
}

class OpenbTrace : public testing::TestWithParam<TaskList> {
   protected:
    void SetUp() override {
        folder_ = std::string(BERTH_SHARED_DIR) + "/data/openb/";
        if (!std::filesystem::exists(folder_)) GTEST_SKIP() << "no openb trace at " << folder_;
        import_ = import_openb(folder_ + "openb_node_list_gpu_node.csv",
                               folder_ + "openb_pod_list_" + GetParam().name + ".csv");
    }

    std::string folder_;
    OpenbImport import_;
};

std::string list_name(const testing::TestParamInfo<TaskList>& info) {
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Lists, OpenbTrace,
    testing::Values(TaskList{"default", 8152, 3078, 0}, TaskList{"cpu050", 7439, 3078, 0},
                    TaskList{"cpu100", 7853, 3078, 0}, TaskList{"cpu250", 9420, 3078, 0},
                    TaskList{"gpushare100", 8152, 7064, 0}, TaskList{"gpuspec33", 8152, 3078, 1504},
                    TaskList{"multigpu20", 8324, 3078, 0}, TaskList{"multigpu50", 9061, 3078, 0}),
    list_name);

TEST_P(OpenbTrace, HasAllItsInstances) {
    std::int64_t gpus = 0;
    std::int64_t memory_mib = 0;
    for (const ContainerInstance& instance : import_.problem.snapshot.instances) {
        gpus += static_cast<std::int64_t>(instance.registered.gpu_ids.size());
        memory_mib += instance.registered.memory_mib;
        EXPECT_NE(instance.attribute("gpu-model"), nullptr) << instance.arn;
    }
    EXPECT_EQ(import_.problem.snapshot.instances.size(), 1213u);
    EXPECT_EQ(gpus, 6212);
    EXPECT_EQ(memory_mib, 503'828'480);
}

TEST_P(OpenbTrace, AccountsForEveryTask) {
    std::int64_t tasks = 0;
    std::string before;
    for (const Request& request : import_.problem.burst) {
        EXPECT_GE(request.count, 1);
        EXPECT_NE(request.task_definition, before) << "neighbours alike are one request";
        before = request.task_definition;
        tasks += request.count;
    }
    EXPECT_EQ(tasks + static_cast<std::int64_t>(import_.fractional_tasks), GetParam().tasks);
    EXPECT_EQ(static_cast<std::int64_t>(import_.fractional_tasks), GetParam().fractional);
}

TEST_P(OpenbTrace, RestrictsOnlyGpuTasksToModels) {
    std::set<std::string> restricted;
    for (const TaskDefinition& definition : import_.problem.snapshot.task_definitions) {
        for (const PlacementConstraint& constraint : definition.constraints) {
            EXPECT_GT(definition.containers.at(0).gpus.count, 0u) << definition.family;
            EXPECT_NO_THROW(Expression::parse(constraint.expression)) << constraint.expression;
            restricted.insert(definition.family + ":1");
        }
    }
    std::int64_t tasks = 0;
    for (const Request& request : import_.problem.burst) {
        if (restricted.contains(request.task_definition)) tasks += request.count;
    }
    EXPECT_EQ(tasks, GetParam().restricted);
}

}  // namespace
}  // namespace berth
