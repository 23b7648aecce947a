// Fitting a burst to a cluster: how many tasks each definition has, and how large they are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "generate/blueprint.hpp"
#include "generate/fleet.hpp"

namespace berth::host::generate {

/// One entry per blueprint in both.
struct FittedBurst {
    std::vector<Need> needs;
    std::vector<std::uint32_t> counts;
};

/// Numbers of tasks and sizes with which the burst asks for `load_ppm` millionths of what is left
/// of the scarcest resource, as nearly as whole tasks and sizes allow.
FittedBurst fit_burst(const Composition& composition, std::uint64_t seed,
                      std::span<const Blueprint> blueprints, const Amounts& left,
                      std::int64_t load_ppm);

/// What all tasks of the burst ask for together.
Amounts amounts_asked(const FittedBurst& burst);

/// The largest of the shares of the resources that are asked for, in millionths.
std::int64_t load_ppm_of(const Amounts& asked, const Amounts& left);

}  // namespace berth::host::generate
