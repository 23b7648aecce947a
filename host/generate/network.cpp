#include "generate/network.hpp"

#include <algorithm>
#include <array>

#include "generate/quotas.hpp"
#include "generate/random.hpp"

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

}  // namespace

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

}  // namespace berth::host::generate
