#include "simulate/random_simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace berth::tests {

namespace {

using namespace test;

const std::vector<std::string> types = {"t4g.micro", "a1.large",    "m5.large",
                                        "m5.xlarge", "g4dn.xlarge", "p2.xlarge"};

SimulationTime seconds(Dice& dice, std::int64_t least, std::int64_t most) {
    return std::chrono::seconds(dice.between(least, most));
}

TaskDefinition random_definition(Dice& dice, std::size_t number) {
    const std::int64_t cpu_units = dice.pick({0, 64, 256, 700, 1024});
    const std::int64_t memory_mib = dice.pick({50, 200, 900, 3000});
    TaskDefinition definition = make_definition(fmt::format("d{}", number), cpu_units, memory_mib);
    if (dice.chance(15)) definition.containers.front().gpus.count = 1;
    if (dice.chance(15)) {
        PortMapping mapping;
        mapping.container_port = mapping.host_port = static_cast<std::uint16_t>(8000 + number / 2);
        definition.containers.front().port_mappings = {mapping};
    }
    if (dice.chance(15)) definition.network_mode = NetworkMode::awsvpc;
    if (dice.chance(30)) {
        definition.constraints.push_back(member_of(dice.pick(
            {"attribute:ecs.cpu-architecture == arm64", "attribute:ecs.cpu-architecture == x86_64",
             "runningTasksCount < 3", "not(task:group == family:d0)",
             "attribute:ecs.availability-zone in [us-west-2a, us-west-2b]"})));
    }
    return definition;
}

std::vector<PlacementStrategy> random_strategies(Dice& dice) {
    std::vector<PlacementStrategy> strategies;
    const std::size_t count = dice.below(4);
    for (std::size_t k = 0; k < count; ++k) {
        strategies.push_back(dice.pick({binpack(StrategyField::cpu), binpack(StrategyField::memory),
                                        spread_instances(), random_placement(),
                                        spread_attribute("ecs.availability-zone"),
                                        spread_attribute("ecs.instance-type")}));
    }
    return strategies;
}

void add_groups(Dice& dice, SimulatedCluster& cluster) {
    const std::size_t groups = dice.below(4);
    for (std::size_t g = 0; g < groups; ++g) {
        std::vector<std::string> zones = {"us-west-2a", "us-west-2b", "us-west-2c"};
        zones.resize(1 + dice.below(3));
        const std::int64_t most = dice.between(0, 8);
        const std::int64_t desired = dice.between(0, std::min<std::int64_t>(most, 3));
        cluster.group(fmt::format("group-{}", g), dice.pick(types), most, desired, zones);
        cluster.last_group().min_size = dice.between(0, desired);
        if (dice.chance(25)) {
            cluster.last_group().overrides = {{dice.pick(types), 0, {}}, {dice.pick(types), 0, {}}};
        }
        CapacityProvider& provider = cluster.last_provider();
        provider.managed_termination_protection = dice.chance(70);
        provider.managed_draining = dice.chance(70);
        provider.managed_scaling->target_capacity = dice.pick({100, 100, 75, 40});
        provider.managed_scaling->minimum_step = dice.pick({1, 1, 2});
        provider.managed_scaling->maximum_step = dice.pick({10000, 3, 2});
        if (dice.chance(15)) provider.managed_scaling.reset();
    }
}

// Instances of the snapshot, some with tasks.
void add_instances(Dice& dice, SimulatedCluster& cluster) {
    const std::size_t instances = dice.below(5);
    for (std::size_t i = 0; i < instances; ++i) {
        const std::string name = fmt::format("i{}", i);
        ContainerInstance instance =
            with_attributes(make_instance(name, 4096, 8000),
                            {{"ecs.instance-type", dice.pick(types)},
                             {"ecs.availability-zone", dice.pick({"us-west-2a", "us-west-2b"})},
                             {"ecs.cpu-architecture", dice.pick({"arm64", "x86_64"})}});
        if (dice.chance(30)) instance = with_gpus(std::move(instance), {"g0", "g1"});
        if (!cluster.snapshot.capacity_providers.empty() && dice.chance(50)) {
            instance.capacity_provider = dice.pick(cluster.snapshot.capacity_providers).name;
        }
        if (dice.chance(10)) instance.status = "DRAINING";
        if (dice.chance(5)) instance.agent_connected = false;
        if (dice.chance(50)) {
            const TaskDefinition& definition = dice.pick(cluster.snapshot.task_definitions);
            const ContainerDefinition& container = definition.containers.front();
            if (container.gpus.count == 0 && container.port_mappings.empty()) {
                Task task =
                    running_task(fmt::format("t{}", i), name, "family:" + definition.family);
                task.task_definition_arn = definition.arn;
                task.has_network_interface = definition.network_mode == NetworkMode::awsvpc;
                instance.remaining.cpu_units -= *container.cpu_units;
                instance.remaining.memory_mib -= *container.memory_mib;
                instance.running_tasks_count = 1;
                cluster.snapshot.tasks.push_back(std::move(task));
            }
        }
        cluster.snapshot.instances.push_back(std::move(instance));
    }
    if (dice.chance(50)) cluster.input.running_tasks_end = Duration::uniform(10, 2000);
}

std::vector<CapacityProviderStrategyItem> random_providers(Dice& dice,
                                                           const SimulatedCluster& cluster) {
    std::vector<CapacityProviderStrategyItem> items;
    for (const CapacityProvider& provider : cluster.snapshot.capacity_providers) {
        if (!dice.chance(60)) continue;
        const std::int64_t base = items.empty() ? dice.between(0, 2) : 0;
        const std::int64_t weight = dice.between(1, 3);
        items.push_back({provider.name, base, weight});
    }
    return items;
}

void add_loads(Dice& dice, SimulatedCluster& cluster) {
    const std::size_t loads = 1 + dice.below(6);
    for (std::size_t l = 0; l < loads; ++l) {
        TaskLoad load;
        load.request.task_definition = dice.pick(cluster.snapshot.task_definitions).family;
        load.request.strategies = random_strategies(dice);
        load.request.capacity_providers = random_providers(dice, cluster);
        if (dice.chance(15)) load.request.constraints.push_back(distinct_instance());
        if (dice.chance(20)) load.request.group = "batch";
        const auto shape = dice.pick({Duration::Kind::fixed, Duration::Kind::exponential});
        if (dice.chance(85))
            load.run_time = Duration{shape, 30.0 * static_cast<double>(dice.between(1, 40)), 0};
        cluster.input.loads.push_back(std::move(load));
        const std::size_t arrivals = 1 + dice.below(4);
        for (std::size_t a = 0; a < arrivals; ++a) {
            Arrival arrival;
            arrival.at = seconds(dice, 0, 3000);
            arrival.load = static_cast<std::uint32_t>(l);
            arrival.count = static_cast<std::uint32_t>(dice.between(1, 12));
            cluster.input.arrivals.push_back(arrival);
        }
    }
}

void add_services(Dice& dice, SimulatedCluster& cluster) {
    const std::size_t services = dice.below(3);
    for (std::size_t s = 0; s < services; ++s) {
        Service service;
        service.name = fmt::format("s{}", s);
        service.task_definition = dice.pick(cluster.snapshot.task_definitions).family;
        if (dice.chance(30)) {
            service.scheduling = SchedulingStrategy::daemon;
            service.launch_type = LaunchType::ec2;
        } else {
            service.desired_count = dice.between(0, 8);
            service.capacity_providers = random_providers(dice, cluster);
            if (dice.chance(40)) service.strategies = random_strategies(dice);
            if (dice.chance(30)) service.minimum_healthy_percent = 50;
        }
        ServiceUpdate update;
        update.at = seconds(dice, 0, 4000);
        update.service = service.name;
        if (dice.chance(50)) update.desired_count = dice.between(0, 8);
        if (dice.chance(50)) {
            update.task_definition = dice.pick(cluster.snapshot.task_definitions).family;
        }
        if (dice.chance(60)) cluster.input.service_updates.push_back(update);
        cluster.snapshot.services.push_back(std::move(service));
    }
}

void add_disturbances(Dice& dice, SimulatedCluster& cluster) {
    if (dice.chance(40)) {
        InstanceLoss loss;
        loss.at = seconds(dice, 0, 4000);
        if (dice.chance(50)) loss.expression = "attribute:ecs.availability-zone == us-west-2a";
        if (dice.chance(50)) loss.count = dice.below(4);
        cluster.input.losses.push_back(loss);
    }
    if (dice.chance(30)) {
        StopTasks stop;
        stop.at = seconds(dice, 0, 4000);
        if (dice.chance(50)) stop.task_definition = "d0";
        if (dice.chance(50)) stop.count = dice.below(5);
        cluster.input.stops.push_back(stop);
    }
}

void set_model(Dice& dice, SimulatedCluster& cluster) {
    ScalingModel& model = cluster.input.model;
    if (dice.chance(30)) model.provisioning_limit = dice.below(10);
    if (dice.chance(30)) model.provisioning_timeout = 300s;
    if (dice.chance(30)) model.drain_limit = 200s;
    if (dice.chance(30)) model.estimate_base = ScalingModel::EstimateBase::all_instances;
    if (dice.chance(30)) model.estimate_groups = ScalingModel::EstimateGroups::sum;
    if (dice.chance(20)) model.from_zero = 2;
    if (dice.chance(30)) cluster.input.task_stop = Duration::fixed(7);
    if (dice.chance(30)) cluster.input.delays.launch = Duration::uniform(5, 90);
    cluster.input.end = 3h;
}

}  // namespace

SimulatedCluster random_simulation(Dice& dice) {
    SimulatedCluster cluster;
    cluster.input.seed = dice.next();
    const std::size_t definitions = 2 + dice.below(4);
    for (std::size_t d = 0; d < definitions; ++d) cluster.define(random_definition(dice, d));
    add_groups(dice, cluster);
    add_instances(dice, cluster);
    add_loads(dice, cluster);
    add_services(dice, cluster);
    add_disturbances(dice, cluster);
    set_model(dice, cluster);
    return cluster;
}

}  // namespace berth::tests
