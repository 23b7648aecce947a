// Network modes and host ports of generated task definitions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "generate/blueprint.hpp"
#include "generate/composition.hpp"

namespace berth::host::generate {

/// Gives each blueprint its share of the preset's network modes. Fixed host ports come from 30
/// popular numbers, so that different definitions collide. Most `awsvpc` requests name all
/// subnets, some only a part of them.
void add_network(const Composition& composition, std::uint64_t seed,
                 const std::vector<std::string>& subnets, std::vector<Blueprint>& blueprints);

/// The ports that one task of the definition reserves on its instance.
std::vector<HostPort> host_ports(const TaskDefinition& definition);

}  // namespace berth::host::generate
