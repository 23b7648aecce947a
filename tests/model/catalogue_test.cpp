#include "berth/catalogue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>

#include "model/instance.hpp"

namespace berth {
namespace {

const InstanceType& type_named(std::string_view name) {
    const InstanceType* type = find_instance_type(name);
    if (type == nullptr) throw std::runtime_error("not in the catalogue: " + std::string(name));
    return *type;
}

TEST(Catalogue, IsSortedByNameWithoutRepetition) {
    EXPECT_EQ(
        std::ranges::adjacent_find(catalogue(), std::ranges::greater_equal{}, &InstanceType::name),
        catalogue().end());
}

TEST(Catalogue, HasARowForEveryLineOfTheTable) {
    std::ifstream csv(BERTH_CATALOGUE_CSV);
    ASSERT_TRUE(csv) << BERTH_CATALOGUE_CSV;
    std::string line;
    ASSERT_TRUE(std::getline(csv, line)) << "the header row";
    std::size_t rows = 0;
    while (std::getline(csv, line)) {
        ++rows;
        const std::string name = line.substr(0, line.find(','));
        EXPECT_NE(find_instance_type(name), nullptr) << name;
    }
    EXPECT_EQ(catalogue().size(), rows);
}

TEST(Catalogue, FindsEachOfItsTypesByName) {
    for (const InstanceType& type : catalogue()) {
        EXPECT_EQ(find_instance_type(type.name), &type) << type.name;
    }
}

TEST(Catalogue, LacksWhatEc2Lacks) {
    for (const char* name : {"", "a", "m5", "m5.", "m5.larg", "m5.largest", "M5.LARGE", "zzz"}) {
        EXPECT_EQ(find_instance_type(name), nullptr) << name;
    }
}

TEST(Catalogue, HoldsPlausibleAmounts) {
    for (const InstanceType& type : catalogue()) {
        SCOPED_TRACE(type.name);
        EXPECT_GT(type.vcpus, 0);
        EXPECT_GT(type.memory_mib, 0);
        EXPECT_GE(type.gpus, 0);
        EXPECT_GE(type.awsvpc_tasks, 0);
        EXPECT_GE(type.trunk_tasks, -1);
        EXPECT_GE(type.trunk_tasks_estimate, -1);
        EXPECT_EQ(type.gpus > 0, !type.gpu_model.empty());
        EXPECT_TRUE(type.cpu_architecture == "x86_64" || type.cpu_architecture == "arm64");
        EXPECT_NE(type.usd_per_hour, 0.0);
    }
}

TEST(Catalogue, KnowsTheWorkshopsTypes) {
    const InstanceType& arm = type_named("t4g.micro");
    EXPECT_EQ(arm.vcpus, 2);
    EXPECT_EQ(arm.memory_mib, 1024);
    EXPECT_EQ(arm.cpu_architecture, "arm64");
    EXPECT_EQ(arm.gpus, 0);
    EXPECT_EQ(arm.awsvpc_tasks, 1);
    EXPECT_DOUBLE_EQ(arm.usd_per_hour, 0.0084);
    EXPECT_TRUE(arm.current_generation);

    const InstanceType& gpu = type_named("p2.xlarge");
    EXPECT_EQ(gpu.vcpus, 4);
    EXPECT_EQ(gpu.memory_mib, 62464);
    EXPECT_EQ(gpu.cpu_architecture, "x86_64");
    EXPECT_EQ(gpu.gpus, 1);
    EXPECT_EQ(gpu.gpu_model, "K80");
}

TEST(Catalogue, KnowsGpusOfBothArchitectures) {
    const InstanceType& x86 = type_named("g4dn.12xlarge");
    EXPECT_EQ(x86.gpus, 4);
    EXPECT_EQ(x86.gpu_model, "T4");
    EXPECT_EQ(x86.vcpus, 48);

    const InstanceType& arm = type_named("g5g.2xlarge");
    EXPECT_EQ(arm.gpus, 1);
    EXPECT_EQ(arm.gpu_model, "T4g");
    EXPECT_EQ(arm.cpu_architecture, "arm64");
}

TEST(Catalogue, CountsOnlyGpusThatEcsOffers) {
    EXPECT_EQ(type_named("g4ad.xlarge").gpus, 0) << "made by AMD";
    EXPECT_EQ(type_named("dl1.24xlarge").gpus, 0) << "made by Habana";
}

TEST(Catalogue, LeavesUnknownNumbersMarked) {
    EXPECT_EQ(type_named("i4i.large").trunk_tasks, -1);
    EXPECT_EQ(type_named("i4i.large").trunk_tasks_estimate, -1);
    EXPECT_LT(type_named("hpc6a.48xlarge").usd_per_hour, 0.0);
}

TEST(Catalogue, IsDatedByItsNewestRow) {
    EXPECT_EQ(catalogue_date(), "2026-08-02");
}

TEST(AwsvpcTaskLimit, PrefersTheDocumentedTrunkLimit) {
    const InstanceType& type = type_named("m5.large");
    EXPECT_EQ(awsvpc_task_limit(type, false), 2);
    EXPECT_EQ(awsvpc_task_limit(type, true), 10);
}

TEST(AwsvpcTaskLimit, FallsBackToTheEstimateThenToThePlainNumber) {
    InstanceType type = type_named("m5.large");
    type.trunk_tasks = -1;
    type.trunk_tasks_estimate = 7;
    EXPECT_EQ(awsvpc_task_limit(type, true), 7);
    type.trunk_tasks_estimate = -1;
    EXPECT_EQ(awsvpc_task_limit(type, true), type.awsvpc_tasks);
    EXPECT_EQ(awsvpc_task_limit(type_named("t4g.micro"), true), 1);
}

TEST(Catalogue, PlannedMemoryIsExactThoughTheFactorIsNot) {
    for (const InstanceType& type : catalogue()) {
        EXPECT_EQ(host::model::planned_memory_mib(type), type.memory_mib * 975 / 1000) << type.name;
    }
}

}  // namespace
}  // namespace berth
