#include "compile/needs.hpp"

#include <gtest/gtest.h>

#include "support/builders.hpp"

namespace berth::host::compile {
namespace {

using kernels::Resource;
using test::make_definition;

ContainerDefinition container(std::string name) {
    ContainerDefinition made;
    made.name = std::move(name);
    return made;
}

TaskNeeds needs_of(const TaskDefinition& definition, const TaskOverrides& overrides = {}) {
    return task_needs(definition, overrides, {"burst.json", "/0"});
}

TEST(Needs, SumContainersWhereTheTaskSetsNothing) {
    TaskDefinition definition = make_definition("web", 256, 512);
    ContainerDefinition sidecar = container("sidecar");
    sidecar.cpu_units = 10;
    sidecar.memory_mib = 128;
    definition.containers.push_back(sidecar);

    EXPECT_EQ(needs_of(definition)[Resource::cpu], 266);
    EXPECT_EQ(needs_of(definition)[Resource::memory], 640);
}

TEST(Needs, TakeTheTaskLevelAmountsWhereTheyAreNotZero) {
    TaskDefinition definition = make_definition("web", 256, 512);
    definition.cpu_units = 1024;
    definition.memory_mib = 0;

    EXPECT_EQ(needs_of(definition)[Resource::cpu], 1024);
    EXPECT_EQ(needs_of(definition)[Resource::memory], 512);
}

TEST(Needs, PreferTheReservationToTheHardLimitOfAContainer) {
    TaskDefinition definition = make_definition("web", 0, 1024);
    definition.containers[0].memory_reservation_mib = 256;
    EXPECT_EQ(needs_of(definition)[Resource::memory], 256);

    definition.containers[0].memory_reservation_mib = 0;
    EXPECT_EQ(needs_of(definition)[Resource::memory], 1024);
}

TEST(Needs, LayOverridesOverTheContainersAndTheTask) {
    TaskDefinition definition = make_definition("web", 256, 512);
    TaskOverrides overrides;
    overrides.containers.push_back({"app", 100, 2000, std::nullopt, GpuRequirement{2, 0}});
    EXPECT_EQ(needs_of(definition, overrides)[Resource::cpu], 100);
    EXPECT_EQ(needs_of(definition, overrides)[Resource::memory], 2000);
    EXPECT_EQ(needs_of(definition, overrides)[Resource::gpu], 2);

    overrides.cpu_units = 2048;
    EXPECT_EQ(needs_of(definition, overrides)[Resource::cpu], 2048);
}

TEST(Needs, RefuseAnOverrideOfAnUnknownContainer) {
    TaskOverrides overrides;
    overrides.containers.push_back({"missing", 1, std::nullopt, std::nullopt, std::nullopt});
    try {
        needs_of(make_definition("web"), overrides);
        FAIL() << "no error";
    } catch (const InputError& error) {
        EXPECT_EQ(error.where().pointer, "/0");
        EXPECT_NE(std::string(error.what()).find("'missing'"), std::string::npos);
    }
}

TEST(Needs, ReadHostPortsByNetworkMode) {
    TaskDefinition definition = make_definition("web");
    definition.containers[0].port_mappings = {
        {80, 8080, Protocol::tcp}, {53, 0, Protocol::udp}, {90, std::nullopt, Protocol::tcp}};
    const std::vector<HostPort> bridge = {{8080, Protocol::tcp}};
    EXPECT_EQ(needs_of(definition).ports, bridge);
    EXPECT_EQ(needs_of(definition)[Resource::eni], 0);

    definition.network_mode = NetworkMode::host;
    const std::vector<HostPort> host = {{90, Protocol::tcp}, {8080, Protocol::tcp}};
    EXPECT_EQ(needs_of(definition).ports, host);

    definition.network_mode = NetworkMode::awsvpc;
    EXPECT_TRUE(needs_of(definition).ports.empty());
    EXPECT_EQ(needs_of(definition)[Resource::eni], 1);

    definition.network_mode = NetworkMode::none;
    EXPECT_TRUE(needs_of(definition).ports.empty());
}

TEST(Needs, RefuseOneHostPortTwiceButNotTcpBesideUdp) {
    TaskDefinition definition = make_definition("dns");
    definition.containers[0].port_mappings = {{53, 53, Protocol::tcp}, {53, 53, Protocol::udp}};
    EXPECT_EQ(needs_of(definition).ports.size(), 2U);

    definition.containers[0].port_mappings.push_back({54, 53, Protocol::udp});
    EXPECT_THROW(needs_of(definition), InputError);
}

TEST(Needs, AskForTheArchitectureOfTheRuntimePlatform) {
    TaskDefinition definition = make_definition("web");
    definition.cpu_architecture = "ARM64";
    definition.required_attributes = {{"ecs.cpu-architecture", "arm64"}, {"ssd", std::nullopt}};
    const std::vector<RequiredAttribute> wanted = {{"ecs.cpu-architecture", "arm64"},
                                                   {"ssd", std::nullopt}};
    EXPECT_EQ(needs_of(definition).attributes, wanted);
}

TEST(Needs, CountEveryRegisteredGpuForAll) {
    TaskNeeds needs;
    EXPECT_EQ(needs.gpus_on(4), 0);
    needs.gpus_all = 1;
    EXPECT_EQ(needs.gpus_on(4), 4);
    EXPECT_EQ(needs.gpus_on(0), 1) << "ALL needs at least one GPU";
    needs[Resource::gpu] = 2;
    EXPECT_EQ(needs.gpus_on(4), 6);
}

TEST(Needs, RefuseSumsPastThirtyTwoBits) {
    TaskDefinition definition = make_definition("huge", 2147483647);
    EXPECT_EQ(needs_of(definition)[Resource::cpu], 2147483647);
    definition.containers.push_back(definition.containers[0]);
    EXPECT_THROW(needs_of(definition), InputError);
}

}  // namespace
}  // namespace berth::host::compile
