// From shapes to task definitions: entry point make_blueprints().
#include "generate/blueprint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generate/draws.hpp"

namespace berth::host::generate {

namespace {

constexpr std::array<std::uint16_t, 30> popular_ports = {
    80,   443,  8080, 8125, 9090, 3000, 8443, 5000, 8000, 9100,  6379, 5432,  3306,  8888, 9000,
    4317, 8126, 9200, 5672, 2181, 9092, 8081, 7000, 4000, 11211, 5601, 27017, 15672, 8500, 9411};

constexpr std::uint64_t udp_permille = 100;
constexpr std::uint64_t some_subnets_permille = 100;

// Port numbers by Zipf's law: the r-th has weight 1 / r.
WeightedDraw zipf_ports() {
    std::vector<std::uint64_t> weights;
    for (std::size_t rank = 1; rank <= popular_ports.size(); ++rank) {
        weights.push_back(1'000'000 / rank);
    }
    return WeightedDraw(weights);
}

// One port (70 %), two (20 %) or three to five.
std::uint64_t draw_port_count(Random& random) {
    const std::uint64_t at = random.below(10);
    if (at < 7) return 1;
    return at < 9 ? 2 : random.between(3, 5);
}

class NetworkWriter {
   public:
    NetworkWriter(const std::vector<std::string>& subnets, Random& random)
        : subnets_(subnets), ports_(zipf_ports()), random_(random) {}

    void add(NetworkUse use, Blueprint& blueprint) {
        switch (use) {
            case NetworkUse::bridge:
                return add_dynamic_port(blueprint.definition);
            case NetworkUse::awsvpc:
                return add_awsvpc(blueprint);
            case NetworkUse::fixed_ports:
                return add_fixed_ports(blueprint.definition);
        }
    }

   private:
    // Half of the definitions map a port that the instance chooses, half map none.
    void add_dynamic_port(TaskDefinition& definition) {
        if (random_.chance_permille(500)) return;
        PortMapping mapping;
        mapping.container_port = random_.pick(popular_ports);
        if (random_.chance_permille(500)) mapping.host_port = 0;
        definition.containers.front().port_mappings.push_back(mapping);
    }

    void add_awsvpc(Blueprint& blueprint) {
        TaskDefinition& definition = blueprint.definition;
        definition.network_mode = NetworkMode::awsvpc;
        definition.required_attributes.push_back({"ecs.capability.task-eni", std::nullopt});
        definition.containers.front().port_mappings.emplace_back().container_port = 8080;

        std::vector<std::string> subnets = subnets_;
        if (subnets.size() > 1 && random_.chance_permille(some_subnets_permille)) {
            random_.shuffle(subnets);
            subnets.resize(random_.between(1, subnets.size() - 1));
            blueprint.narrow = true;
        }
        blueprint.request.subnets = std::move(subnets);
    }

    // In `host` mode a mapping may leave the host port out: it is the container port.
    void add_fixed_ports(TaskDefinition& definition) {
        const bool host_mode = random_.chance_permille(500);
        definition.network_mode = host_mode ? NetworkMode::host : NetworkMode::bridge;
        const Protocol protocol =
            random_.chance_permille(udp_permille) ? Protocol::udp : Protocol::tcp;
        for (const std::uint16_t port : draw_ports()) {
            PortMapping mapping{.container_port = port, .host_port = port, .protocol = protocol};
            if (host_mode && random_.chance_permille(500)) mapping.host_port.reset();
            definition.containers.front().port_mappings.push_back(mapping);
        }
    }

    std::vector<std::uint16_t> draw_ports() {
        const std::uint64_t count = draw_port_count(random_);
        std::vector<std::uint16_t> ports;
        while (ports.size() < count) {
            const std::uint16_t port = popular_ports[ports_.draw(random_)];
            if (std::ranges::find(ports, port) == ports.end()) ports.push_back(port);
        }
        return ports;
    }

    const std::vector<std::string>& subnets_;
    WeightedDraw ports_;
    Random& random_;
};

// Gives each blueprint its share of the preset's network modes. Fixed host ports come from 30
// popular numbers, so that different definitions collide. Most `awsvpc` requests name all
// subnets, some only a part of them.
void add_network(const Composition& composition, std::uint64_t seed,
                 const std::vector<std::string>& subnets, std::vector<Blueprint>& blueprints) {
    Random random(seed, Stream::network);
    NetworkWriter writer(subnets, random);
    const auto total = static_cast<std::uint32_t>(blueprints.size());
    const std::vector<std::uint32_t> rows = deal(weights_of(composition.network), total, 0, random);
    for (std::size_t i = 0; i < total; ++i) {
        writer.add(composition.network[rows[i]].use, blueprints[i]);
    }
}

// Groups that several task definitions share, so that they count together.
constexpr std::array<std::string_view, 6> shared_groups = {
    "storefront", "data-platform", "nightly-batch", "back-office", "model-training", "telemetry"};
constexpr std::uint64_t shared_group_permille = 100;

constexpr std::int64_t least_memory_for_sidecar_mib = 64;

const PlacementStrategy spread_zone{StrategyType::spread, StrategyField::attribute,
                                    std::string(attribute_names::availability_zone)};
const PlacementStrategy spread_instance{StrategyType::spread, StrategyField::instance_id, ""};
const PlacementStrategy binpack_memory{StrategyType::binpack, StrategyField::memory, ""};
const PlacementStrategy binpack_cpu{StrategyType::binpack, StrategyField::cpu, ""};

std::optional<std::vector<PlacementStrategy>> strategies_of(StrategyChain chain) {
    switch (chain) {
        case StrategyChain::none:
            break;
        case StrategyChain::random:
            return {{PlacementStrategy{}}};
        case StrategyChain::spread_zone_binpack_memory:
            return {{spread_zone, binpack_memory}};
        case StrategyChain::spread_zone_spread_instance:
            return {{spread_zone, spread_instance}};
        case StrategyChain::spread_instance:
            return {{spread_instance}};
        case StrategyChain::binpack_memory:
            return {{binpack_memory}};
        case StrategyChain::binpack_cpu:
            return {{binpack_cpu}};
    }
    return std::nullopt;
}

Blueprint named_blueprint(const Shape& shape, const std::string& family, std::int64_t revision) {
    Blueprint blueprint;
    blueprint.shape = shape;
    blueprint.definition.arn = task_definition_arn(family, revision);
    blueprint.definition.family = family;
    blueprint.definition.revision = revision;
    blueprint.definition.containers.emplace_back().name = "main";
    blueprint.request.task_definition = fmt::format("{}:{}", family, revision);
    return blueprint;
}

// The two tasks of the ECS workshop on advanced scheduling, under names of our own.
std::vector<Blueprint> workshop_blueprints(const std::vector<Shape>& shapes) {
    std::vector<Blueprint> blueprints = {named_blueprint(shapes[0], "hello-arm64", 1),
                                         named_blueprint(shapes[1], "hello-gpu", 1)};
    blueprints[0].definition.constraints.push_back(
        {ConstraintType::member_of, "attribute:ecs.cpu-architecture == arm64"});
    blueprints[1].definition.constraints.push_back(
        {ConstraintType::member_of, "attribute:ecs.instance-type == p2.xlarge"});
    return blueprints;
}

SizeForm draw_form(Random& random) {
    constexpr std::array<SizeForm, 10> forms = {
        SizeForm::task_level, SizeForm::task_level, SizeForm::task_level, SizeForm::hard_limit,
        SizeForm::hard_limit, SizeForm::hard_limit, SizeForm::soft_limit, SizeForm::soft_limit,
        SizeForm::sidecar,    SizeForm::sidecar};
    return random.pick(forms);
}

std::vector<Blueprint> named_blueprints(const std::vector<Shape>& shapes, std::uint64_t seed) {
    Random random(seed, Stream::groups);
    std::vector<Blueprint> blueprints;
    blueprints.reserve(shapes.size());
    for (const Shape& shape : shapes) {
        const std::string family =
            fmt::format("{}-{:04}", shape.is_ml ? "ml" : "web", blueprints.size() + 1);
        const auto revision = static_cast<std::int64_t>(random.between(1, 20));
        Blueprint& blueprint = blueprints.emplace_back(named_blueprint(shape, family, revision));
        blueprint.form = draw_form(random);
        if (random.chance_permille(shared_group_permille)) {
            blueprint.request.group = random.pick(shared_groups);
        }
    }
    return blueprints;
}

void add_strategies(const Composition& composition, std::uint64_t seed,
                    std::vector<Blueprint>& blueprints) {
    Random random(seed, Stream::strategies);
    const auto total = static_cast<std::uint32_t>(blueprints.size());
    const std::vector<std::uint32_t> rows =
        deal(weights_of(composition.strategies), total, 0, random);
    for (std::size_t i = 0; i < total; ++i) {
        blueprints[i].request.strategies = strategies_of(composition.strategies[rows[i]].chain);
    }
}

std::optional<std::int64_t> unless_zero(std::int64_t amount) {
    return amount == 0 ? std::nullopt : std::optional(amount);
}

}  // namespace

std::vector<HostPort> host_ports(const TaskDefinition& definition) {
    std::vector<HostPort> ports;
    const bool host_mode = definition.network_mode == NetworkMode::host;
    if (!host_mode && definition.network_mode != NetworkMode::bridge) return ports;
    for (const ContainerDefinition& container : definition.containers) {
        for (const PortMapping& mapping : container.port_mappings) {
            const auto port = mapping.host_port || !host_mode ? mapping.host_port.value_or(0)
                                                              : mapping.container_port.value_or(0);
            if (port != 0) ports.push_back({port, mapping.protocol});
        }
    }
    return ports;
}

std::vector<Blueprint> make_blueprints(const Composition& composition, std::uint64_t seed,
                                       const std::vector<std::string>& subnets) {
    const std::vector<Shape> shapes = make_shapes(composition, seed);
    if (composition.shapes == ShapeSource::workshop) return workshop_blueprints(shapes);
    std::vector<Blueprint> blueprints = named_blueprints(shapes, seed);
    add_network(composition, seed, subnets, blueprints);
    add_strategies(composition, seed, blueprints);
    add_constraints(composition, seed, blueprints);
    return blueprints;
}

void write_size(Blueprint& blueprint, const Need& need) {
    TaskDefinition& definition = blueprint.definition;
    ContainerDefinition& main = definition.containers.front();
    main.gpus.count = need.gpus;
    const bool divisible = need.memory_mib >= least_memory_for_sidecar_mib;
    switch (blueprint.form) {
        case SizeForm::task_level:
            definition.cpu_units = unless_zero(need.cpu_units);
            definition.memory_mib = need.memory_mib;
            return;
        case SizeForm::soft_limit:
            main.cpu_units = unless_zero(need.cpu_units);
            main.memory_reservation_mib = need.memory_mib;
            main.memory_mib = need.memory_mib + need.memory_mib / 2;
            return;
        case SizeForm::sidecar:
        case SizeForm::hard_limit:
            main.cpu_units = unless_zero(need.cpu_units);
            main.memory_mib = need.memory_mib;
            break;
    }
    if (blueprint.form != SizeForm::sidecar || !divisible) return;
    ContainerDefinition sidecar;
    sidecar.name = "log-router";
    sidecar.cpu_units = unless_zero(need.cpu_units / 8);
    sidecar.memory_mib = need.memory_mib / 8;
    main.cpu_units = unless_zero(need.cpu_units - need.cpu_units / 8);
    main.memory_mib = need.memory_mib - need.memory_mib / 8;
    definition.containers.push_back(std::move(sidecar));
}

}  // namespace berth::host::generate
