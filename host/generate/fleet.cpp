#include "generate/fleet.hpp"

#include <array>
#include <chrono>
#include <stdexcept>

#include "generate/custom_attributes.hpp"
#include "generate/identifiers.hpp"
#include "generate/quotas.hpp"
#include "generate/random.hpp"
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

}  // namespace berth::host::generate
