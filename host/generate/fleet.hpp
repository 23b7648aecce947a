// The instances of a preset, empty.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "berth/catalogue.hpp"
#include "berth/instance.hpp"
#include "generate/composition.hpp"

namespace berth::host::generate {

/// Amounts of the resources that a load is measured in.
struct Amounts {
    std::int64_t cpu_units = 0;
    std::int64_t memory_mib = 0;
    std::int64_t gpus = 0;
};

struct Fleet {
    std::vector<ContainerInstance> instances;
    std::vector<const InstanceType*> types;  ///< of each instance
};

Fleet make_fleet(const Composition& composition, std::uint64_t seed);

/// Whether an instance may take tasks of the burst at all.
bool can_take_tasks(const ContainerInstance& instance);

}  // namespace berth::host::generate
