// Which capacity provider each task of a request goes to.
//
// The rule (docs/rules.md, section 9): first the provider still under its `base`; after that the
// one with the smallest (tasks given beyond base) / weight among weights > 0, ties by array order
// [ours: the draw; ECS: base and weight]. A task never spills over to another provider [ECS].
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "berth/request.hpp"

namespace berth::host::compile {

class ProviderDraw {
   public:
    explicit ProviderDraw(const std::vector<CapacityProviderStrategyItem>& items);

    /// The same after `given` tasks per provider, [items].
    ProviderDraw(const std::vector<CapacityProviderStrategyItem>& items,
                 const std::vector<std::int64_t>& given);

    /// Index of the provider of the next task; nothing if all weights are 0 and every base is used
    /// up.
    std::optional<std::size_t> next();

    /// The same, but throws InputError at `where` instead of returning nothing.
    std::size_t next_or_fail(const Location& where);

   private:
    struct Entry {
        std::int64_t base_left;
        std::int64_t weight;
        std::int64_t beyond_base;
    };

    std::optional<std::size_t> under_base() const;
    std::optional<std::size_t> smallest_share() const;

    std::vector<Entry> entries_;
};

}  // namespace berth::host::compile
