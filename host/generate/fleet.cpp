#include "generate/fleet.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>

#include "generate/blueprint.hpp"
#include "generate/composition.hpp"
#include "generate/draws.hpp"
#include "model/instance.hpp"

namespace berth::host::generate {

namespace {

constexpr std::array<std::string_view, 3> agent_versions = {"1.89.2", "1.94.0", "1.100.1"};

// Registrations lie within the 60 days from 2026-01-01.
constexpr Instant first_registration{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
constexpr std::uint64_t registration_seconds = 60 * 86'400;

void add_resources(const InstanceType& type, Random& random, ContainerInstance& instance) {
    ResourceList& registered = instance.registered;
    registered = model::registered_resources(type, model::planned_memory_mib(type));
    for (std::int32_t i = 0; i < type.gpus; ++i) registered.gpu_ids.push_back(gpu_id(random));
    instance.remaining = registered;
}

void add_builtin_attributes(const InstanceType& type, char zone, const FleetState& state,
                            Random& random, ContainerInstance& instance) {
    model::set_type_attributes(type, instance);
    instance.set_attribute(attribute_names::availability_zone, zone_name(zone));
    if (model::can_trunk(type) && random.chance_permille(state.trunk_permille)) {
        instance.set_attribute(attribute_names::awsvpc_trunk_id,
                               "eni-0" + subnet_id(random).substr(8));
    }
}

// One to three of the operator's own attributes on a part of the instances.
void add_custom_attributes(const FleetState& state, Random& random, ContainerInstance& instance) {
    if (!random.chance_permille(state.custom_attributes_permille)) return;
    std::vector<CustomAttribute> attributes(custom_attributes.begin(), custom_attributes.end());
    random.shuffle(attributes);
    attributes.resize(random.between(1, attributes.size()));
    for (const CustomAttribute& attribute : attributes) {
        instance.set_attribute(attribute.name, random.pick(attribute.values));
    }
    // A share of all instances, drawn among those with attributes.
    if (random.chance_permille(rare_attribute_permille * 1000 / state.custom_attributes_permille)) {
        instance.set_attribute(rare_attribute, "");
    }
}

ContainerInstance make_instance(const Composition& composition, const InstanceType& type, char zone,
                                Random& random) {
    const FleetState& state = composition.state;
    ContainerInstance instance;
    instance.arn = container_instance_arn(composition.preset.name, random);
    instance.ec2_instance_id = ec2_instance_id(random);
    if (random.chance_permille(state.draining_permille)) instance.status = "DRAINING";
    instance.agent_connected = !random.chance_permille(state.disconnected_permille);
    instance.agent_version = random.pick(agent_versions);
    instance.registered_at =
        first_registration +
        std::chrono::seconds(static_cast<std::int64_t>(random.below(registration_seconds)));
    add_resources(type, random, instance);
    add_builtin_attributes(type, zone, state, random, instance);
    add_custom_attributes(state, random, instance);
    return instance;
}

const InstanceType& type_of(const FleetShare& share) {
    const InstanceType* type = find_instance_type(share.instance_type);
    if (type == nullptr) {
        throw std::logic_error("a preset names an instance type that the catalogue lacks: " +
                               std::string(share.instance_type));
    }
    return *type;
}

constexpr std::uint64_t most_load_permille = 800;
constexpr std::size_t most_tasks_per_instance = 64;
constexpr int tries_without_success = 8;

// What an instance has left while it is filled.
struct Room {
    std::int64_t cpu_units;
    std::int64_t memory_mib;
    std::int64_t gpus;
    std::int64_t network_interfaces;
    std::vector<HostPort> ports;  // taken
};

Room room_of(const ContainerInstance& instance, const InstanceType& type) {
    const bool has_trunk = instance.attribute(attribute_names::awsvpc_trunk_id) != nullptr;
    return {instance.registered.cpu_units, instance.registered.memory_mib, type.gpus,
            awsvpc_task_limit(type, has_trunk), instance.registered.ports};
}

bool uses_interface(const TaskDefinition& definition) {
    return definition.network_mode == NetworkMode::awsvpc;
}

class InstanceFiller {
   public:
    InstanceFiller(std::span<const Blueprint> blueprints, std::span<const Need> needs,
                   const WeightedDraw& draw)
        : blueprints_(blueprints), needs_(needs), draw_(draw) {}

    // Adds tasks until the CPU in use reaches the target. The task that would pass it is added with
    // the odds that keep the mean at the target.
    std::vector<std::uint32_t> fill(const ContainerInstance& instance, const InstanceType& type,
                                    std::int64_t target_cpu_units, Random& random) const {
        Room room = room_of(instance, type);
        std::vector<std::uint32_t> tasks;
        std::int64_t left = target_cpu_units;
        int misses = 0;
        while (misses < tries_without_success && tasks.size() < most_tasks_per_instance) {
            const std::uint32_t task = draw_.draw(random);
            const std::int64_t cpu_units = needs_[task].cpu_units;
            if (cpu_units == 0 || !fits(task, type, tasks, room)) {
                ++misses;
                continue;
            }
            const bool last = cpu_units > left;
            if (last && random.below(static_cast<std::uint64_t>(cpu_units)) >=
                            static_cast<std::uint64_t>(left)) {
                break;
            }
            take(task, room);
            tasks.push_back(task);
            if (last) break;
            left -= cpu_units;
            misses = 0;
        }
        return tasks;
    }

   private:
    bool fits(std::uint32_t task, const InstanceType& type, const std::vector<std::uint32_t>& tasks,
              const Room& room) const {
        const Blueprint& blueprint = blueprints_[task];
        const Need& need = needs_[task];
        if (need.cpu_units > room.cpu_units || need.memory_mib > room.memory_mib) return false;
        if (std::int64_t{need.gpus} > room.gpus) return false;
        if (uses_interface(blueprint.definition) && room.network_interfaces < 1) return false;
        if (!blueprint.architecture.empty() && blueprint.architecture != type.cpu_architecture) {
            return false;
        }
        if (blueprint.distinct && runs_group(blueprint.group(), tasks)) return false;
        return std::ranges::none_of(host_ports(blueprint.definition), [&](const HostPort& port) {
            return std::ranges::binary_search(room.ports, port);
        });
    }

    bool runs_group(const std::string& group, const std::vector<std::uint32_t>& tasks) const {
        return std::ranges::any_of(
            tasks, [&](std::uint32_t task) { return blueprints_[task].group() == group; });
    }

    void take(std::uint32_t task, Room& room) const {
        const Need& need = needs_[task];
        const TaskDefinition& definition = blueprints_[task].definition;
        room.cpu_units -= need.cpu_units;
        room.memory_mib -= need.memory_mib;
        room.gpus -= need.gpus;
        room.network_interfaces -= uses_interface(definition) ? 1 : 0;
        for (const HostPort& port : host_ports(definition)) {
            room.ports.insert(std::ranges::upper_bound(room.ports, port), port);
        }
    }

    std::span<const Blueprint> blueprints_;
    std::span<const Need> needs_;
    const WeightedDraw& draw_;
};

WeightedDraw draw_of_plain_definitions(std::span<const Blueprint> blueprints) {
    std::vector<std::uint64_t> weights;
    weights.reserve(blueprints.size());
    for (const Blueprint& blueprint : blueprints) {
        weights.push_back(blueprint.narrow ? 0 : blueprint.shape.weight);
    }
    return WeightedDraw(weights);
}

Task make_task(const Blueprint& blueprint, const ContainerInstance& instance,
               std::string_view cluster, Random& random) {
    Task task;
    task.arn = task_arn(cluster, random);
    task.container_instance_arn = instance.arn;
    task.group = blueprint.group();
    task.task_definition_arn = blueprint.definition.arn;
    task.desired_status = "RUNNING";
    task.last_status = "RUNNING";
    task.availability_zone = *instance.attribute(attribute_names::availability_zone);
    task.has_network_interface = uses_interface(blueprint.definition);
    return task;
}

void hold(const Blueprint& blueprint, const Need& need, ContainerInstance& instance) {
    ResourceList& remaining = instance.remaining;
    remaining.cpu_units -= need.cpu_units;
    remaining.memory_mib -= need.memory_mib;
    remaining.gpu_ids.erase(remaining.gpu_ids.begin(), remaining.gpu_ids.begin() + need.gpus);
    for (const HostPort& port : host_ports(blueprint.definition)) {
        remaining.ports.insert(std::ranges::upper_bound(remaining.ports, port), port);
    }
    ++instance.running_tasks_count;
}

}  // namespace

Fleet make_fleet(const Composition& composition, std::uint64_t seed) {
    Random types(seed, Stream::instance_types);
    const std::vector<std::uint32_t> rows =
        deal(weights_of(composition.fleet), composition.preset.instances, 1, types);
    std::vector<std::size_t> zone_turn(composition.fleet.size(), 0);
    Fleet fleet;
    fleet.instances.reserve(rows.size());
    fleet.types.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        const FleetShare& share = composition.fleet[row];
        const char zone = share.zones[zone_turn[row]++ % share.zones.size()];
        Random random(seed, Stream::instances, fleet.instances.size());
        fleet.types.push_back(&type_of(share));
        fleet.instances.push_back(make_instance(composition, *fleet.types.back(), zone, random));
    }
    return fleet;
}

bool can_take_tasks(const ContainerInstance& instance) {
    return instance.status == "ACTIVE" && instance.agent_connected;
}

RunningTasks draw_running_tasks(const Composition& composition, std::uint64_t seed,
                                const Fleet& fleet, std::span<const Blueprint> blueprints,
                                std::span<const Need> needs) {
    RunningTasks running(fleet.instances.size());
    const WeightedDraw draw = draw_of_plain_definitions(blueprints);
    if (!draw.possible()) return running;
    const InstanceFiller filler(blueprints, needs, draw);
    for (std::size_t i = 0; i < running.size(); ++i) {
        Random random(seed, Stream::running_tasks, i);
        if (!random.chance_permille(composition.state.loaded_permille)) continue;
        const ContainerInstance& instance = fleet.instances[i];
        const std::int64_t target =
            instance.registered.cpu_units *
            static_cast<std::int64_t>(random.below(most_load_permille + 1)) / 1000;
        running[i] = filler.fill(instance, *fleet.types[i], target, random);
    }
    return running;
}

Amounts amounts_left(const Fleet& fleet, const RunningTasks& running, std::span<const Need> needs) {
    Amounts left;
    for (std::size_t i = 0; i < fleet.instances.size(); ++i) {
        const ContainerInstance& instance = fleet.instances[i];
        if (!can_take_tasks(instance)) continue;
        left.cpu_units += instance.registered.cpu_units;
        left.memory_mib += instance.registered.memory_mib;
        left.gpus += fleet.types[i]->gpus;
        for (const std::uint32_t task : running[i]) {
            left.cpu_units -= needs[task].cpu_units;
            left.memory_mib -= needs[task].memory_mib;
            left.gpus -= needs[task].gpus;
        }
    }
    return left;
}

void write_running_tasks(const Composition& composition, std::uint64_t seed, Fleet fleet,
                         const RunningTasks& running, std::span<const Blueprint> blueprints,
                         std::span<const Need> needs, Snapshot& snapshot) {
    Random identifiers(seed, Stream::identifiers);
    for (std::size_t i = 0; i < running.size(); ++i) {
        ContainerInstance& instance = fleet.instances[i];
        for (const std::uint32_t task : running[i]) {
            hold(blueprints[task], needs[task], instance);
            snapshot.tasks.push_back(
                make_task(blueprints[task], instance, composition.preset.name, identifiers));
        }
    }
    snapshot.instances = std::move(fleet.instances);
}

}  // namespace berth::host::generate
