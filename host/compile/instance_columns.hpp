// The instances as columns: one array per quantity, in instance order; resource amounts are side by
// side, as the backends compare them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "berth/instance.hpp"
#include "berth/snapshot.hpp"
#include "kernels/amounts.h"

namespace berth::host::compile {

/// All columns are [instance]. "Left" is what the snapshot leaves, negative amounts read as 0.
struct InstanceColumns {
    std::vector<kernels::Amounts> left;  ///< interfaces: may be negative, or no_eni_limit
    std::vector<std::int32_t> gpus_registered;
    std::vector<std::int32_t> ports_taken;  ///< TCP and UDP together
    std::vector<std::int64_t> running_tasks_count;

    std::size_t size() const { return left.size(); }
};

/// The host ports that some task of the burst asks for, numbered. A set of ports is then a few
/// words of bits instead of 131,072 of them.
class PortUniverse {
   public:
    /// `ports` in any order; duplicates are allowed.
    explicit PortUniverse(std::vector<HostPort> ports);

    std::size_t size() const { return ports_.size(); }
    std::size_t words() const { return (ports_.size() + 63) / 64; }
    const std::vector<HostPort>& ports() const { return ports_; }

    /// [words()] The bits of those of `ports` that are in the universe.
    std::vector<std::uint64_t> bits(std::span<const HostPort> ports) const;

   private:
    std::vector<HostPort> ports_;  // sorted
};

/// The limit of awsvpc tasks from the catalogue, kernels::no_eni_limit if the type is unknown.
std::int32_t eni_limit(const ContainerInstance& instance);

/// What the instance registered; interfaces: its limit of awsvpc tasks, or no_eni_limit.
std::int64_t registered_amount(const ContainerInstance& instance, kernels::Resource resource);

/// `eni_tasks`: per instance, its tasks of the snapshot that hold a network interface.
InstanceColumns make_columns(std::span<const ContainerInstance* const> instances,
                             std::span<const std::int32_t> eni_tasks);

}  // namespace berth::host::compile
