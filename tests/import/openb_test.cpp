#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "berth/import.hpp"
#include "support/temporary_file.hpp"

namespace berth {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string node_header = "sn,cpu_milli,memory_mib,gpu,model\n";
const std::string pod_header = "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec\n";

OpenbImport imported(const std::string& nodes, const std::string& pods) {
    const TemporaryFile node_list(node_header + nodes);
    const TemporaryFile task_list(pod_header + pods);
    return import_openb(node_list.path(), task_list.path());
}

std::string error_of(const std::string& nodes, const std::string& pods) {
    try {
        imported(nodes, pods);
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

TEST(OpenbNodes, BecomeInstances) {
    const OpenbImport import = imported("n1,64000,262144,2,P100\nn2,3152,1000,0,\n", "");
    const std::vector<ContainerInstance>& instances = import.problem.snapshot.instances;
    ASSERT_EQ(instances.size(), 2u);
    EXPECT_THAT(instances[0].arn, HasSubstr("container-instance/openb/n1"));
    EXPECT_EQ(instances[0].registered.cpu_units, 65'536);
    EXPECT_EQ(instances[0].registered.memory_mib, 262'144);
    EXPECT_THAT(instances[0].remaining.gpu_ids, ElementsAre("n1-gpu-0", "n1-gpu-1"));
    EXPECT_EQ(*instances[0].attribute("gpu-model"), "P100");
    EXPECT_EQ(*instances[0].attribute("ecs.cpu-architecture"), "x86_64");
    EXPECT_EQ(*instances[0].attribute("ecs.os-type"), "linux");
    EXPECT_EQ(instances[0].attribute("ecs.instance-type"), nullptr) << "it is no EC2 type";
    EXPECT_EQ(instances[1].registered.cpu_units, 3228) << "3,227.6 rounded";
    EXPECT_EQ(instances[1].attribute("gpu-model"), nullptr);
}

TEST(OpenbTasks, OfEqualSizeShareADefinitionAndNeighboursARequest) {
    const OpenbImport import = imported("",
                                        "p1,1000,100,1,1000,\n"
                                        "p2,1000,100,1,1000,\n"
                                        "p3,2000,100,0,0,\n"
                                        "p4,1000,100,1,1000,\n"
                                        "p5,1000,100,1,1000,T4\n");
    const std::vector<Request>& burst = import.problem.burst;
    ASSERT_EQ(burst.size(), 4u);
    EXPECT_EQ(burst[0].count, 2);
    EXPECT_EQ(burst[1].count, 1);
    EXPECT_EQ(burst[0].task_definition, burst[2].task_definition);
    EXPECT_NE(burst[0].task_definition, burst[3].task_definition) << "the models differ";
    EXPECT_EQ(burst[2].where.pointer, "line 5");
    EXPECT_EQ(import.problem.snapshot.task_definitions.size(), 3u);
    for (const Request& request : burst) {
        EXPECT_NE(import.problem.snapshot.find_task_definition(request.task_definition), nullptr);
        EXPECT_THAT(*request.strategies,
                    ElementsAre(PlacementStrategy{StrategyType::binpack, StrategyField::cpu, ""}));
    }
}

TEST(OpenbTasks, ThatShareAGpuAreCountedAndLeftOut) {
    const OpenbImport import = imported("",
                                        "p1,1000,100,1,999,\n"
                                        "p2,1000,100,1,1000,\n"
                                        "p3,1000,100,1,1,T4\n");
    EXPECT_EQ(import.fractional_tasks, 2u);
    ASSERT_EQ(import.problem.burst.size(), 1u);
    EXPECT_EQ(import.problem.burst[0].count, 1);
}

TEST(OpenbTasks, KeepTheirSizes) {
    const OpenbImport import = imported("", "p1,11300,49152,8,1000,\np2,14000,0,1,1000,\n");
    const std::vector<TaskDefinition>& definitions = import.problem.snapshot.task_definitions;
    ASSERT_EQ(definitions.size(), 2u);
    EXPECT_EQ(definitions[0].containers.at(0).cpu_units, 11'571);
    EXPECT_EQ(definitions[0].containers.at(0).memory_mib, 49'152);
    EXPECT_EQ(definitions[0].containers.at(0).gpus.count, 8u);
    EXPECT_EQ(definitions[1].containers.at(0).memory_mib.value_or(0), 0) << "asks for no memory";
}

std::string constraint_for(const std::string& gpu_spec) {
    const OpenbImport import = imported("", "p1,1000,100,1,1000," + gpu_spec + "\n");
    const auto& constraints = import.problem.snapshot.task_definitions.at(0).constraints;
    return constraints.empty() ? "" : constraints.at(0).expression;
}

TEST(OpenbTasks, NameTheirGpuModelsInAConstraint) {
    EXPECT_EQ(constraint_for(""), "");
    EXPECT_EQ(constraint_for("T4"), "attribute:gpu-model == T4");
    EXPECT_EQ(constraint_for("P100|T4|V100M32"), "attribute:gpu-model in [P100, T4, V100M32]");
    EXPECT_EQ(constraint_for("RTX 6000|it's"), "attribute:gpu-model in ['RTX 6000', \"it's\"]");
}

TEST(OpenbTasks, WithoutGpusIgnoreModels) {
    const OpenbImport import = imported("", "p1,1000,100,0,0,T4\np2,1000,100,0,0,\n");
    EXPECT_EQ(import.problem.burst.size(), 1u);
    EXPECT_TRUE(import.problem.snapshot.task_definitions.at(0).constraints.empty());
}

TEST(OpenbTasks, NeedNoColumnOfGpuModels) {
    const TemporaryFile nodes(node_header);
    const TemporaryFile pods("name,cpu_milli,memory_mib,num_gpu,gpu_milli\np1,1000,100,2,1000\n");
    EXPECT_EQ(import_openb(nodes.path(), pods.path()).problem.burst.size(), 1u);
}

TEST(OpenbErrors, NameLineColumnAndExpectation) {
    EXPECT_THAT(error_of("n1,x,1,0,\n", ""),
                HasSubstr("line 2, column cpu_milli: expected a whole"));
    EXPECT_THAT(error_of("n1,1,-1,0,\n", ""), HasSubstr("line 2, column memory_mib"));
    EXPECT_THAT(error_of("n1,1,1,1000000,T4\n", ""),
                HasSubstr("column gpu: expected a whole number from 0 to 1024"));
    EXPECT_THAT(error_of("n1,1,1,0,\nn1,1,1,0,\n", ""),
                HasSubstr("line 3, column sn: 'n1' is listed twice"));
    EXPECT_THAT(error_of(",1,1,0,\n", ""), HasSubstr("column sn: expected a name"));
    EXPECT_THAT(error_of("n1,1,1\n", ""), HasSubstr("line 2: expected 5 fields"));
    EXPECT_THAT(error_of("", "p,99999999999,1,0,0,\n"), HasSubstr("line 2, column cpu_milli"));
    EXPECT_THAT(error_of("", "p,1,,0,0,\n"), HasSubstr("line 2, column memory_mib"));
    EXPECT_THAT(error_of("", "p,1,1,0.5,0,\n"), HasSubstr("line 2, column num_gpu"));
    EXPECT_THAT(error_of("", "p,1,1,1,0,\n"), HasSubstr("line 2, column gpu_milli"));
    EXPECT_THAT(error_of("", "p,1,1,1,1000,T4||P100\n"), HasSubstr("line 2, column gpu_spec"));
    EXPECT_THAT(error_of("", "p,1,1,1,1000,T4|\n"), HasSubstr("line 2, column gpu_spec"));
}

TEST(OpenbErrors, NameTheFile) {
    const TemporaryFile nodes("sn,cpu_milli\n");
    try {
        import_openb(nodes.path(), "/nonexistent");
        FAIL() << "expected an InputError";
    } catch (const InputError& error) {
        EXPECT_EQ(error.where().file, nodes.path());
        EXPECT_THAT(error.what(), HasSubstr("expected a column 'memory_mib'"));
    }
}

}  // namespace
}  // namespace berth
