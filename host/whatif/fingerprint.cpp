// A fingerprint of everything that the results of a sweep depend on.
//
// FNV-1a, 64 bits (G. Fowler, L. C. Noll, K.-P. Vo): enough to tell sweeps of one's own apart, no
// protection against somebody who wants two to look alike.
#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "berth/json.hpp"
#include "whatif/results_file.hpp"

namespace berth::whatif {

namespace {

class Hasher {
   public:
    void add(std::string_view text) {
        add(std::uint64_t{text.size()});
        for (const char c : text) add_byte(static_cast<unsigned char>(c));
    }
    void add(const std::string& text) { add(std::string_view(text)); }
    void add(double value) { add(std::bit_cast<std::uint64_t>(value)); }
    template <typename T>
    requires(std::is_integral_v<T> || std::is_enum_v<T>) void add(T value) {
        const auto bits = static_cast<std::uint64_t>(value);
        for (unsigned shift = 0; shift < 64; shift += 8) {
            add_byte(static_cast<unsigned char>(bits >> shift));
        }
    }
    template <typename T>
    void add(const std::optional<T>& value) {
        add(value.has_value());
        if (value) add(*value);
    }
    template <typename T>
    void add(const std::vector<T>& values) {
        add(values.size());
        for (const T& value : values) add(value);
    }

    void add(const Attribute& attribute) { all(attribute.name, attribute.value); }
    void add(const PlacementConstraint& constraint) { all(constraint.type, constraint.expression); }
    void add(const PlacementStrategy& strategy) {
        all(strategy.type, strategy.field, strategy.attribute_name);
    }
    void add(const CapacityProviderStrategyItem& item) {
        all(item.capacity_provider, item.base, item.weight);
    }
    void add(const Service& service) {
        all(service.name, service.task_definition, service.desired_count, service.scheduling,
            service.launch_type, service.capacity_providers, service.constraints,
            service.strategies);
    }
    void add(const RequestSelector& selector) { all(selector.task_definitions, selector.services); }

    void add(const AddInstances& edit) {
        all(edit.instance_type, edit.count, edit.zones, edit.attributes, edit.capacity_provider);
    }
    void add(const RemoveInstances& edit) { all(edit.expression, edit.count); }
    void add(const DrainInstances& edit) { all(edit.expression, edit.count); }
    void add(const SwapInstances& edit) { all(edit.from, edit.to, edit.count); }
    void add(const LoseZone& edit) { all(edit.zone); }
    void add(const LoseInstances& edit) { all(edit.count, edit.expression, edit.seed); }
    void add(const ScaleCounts& edit) { all(edit.factor, edit.requests); }
    void add(const ScaleSizes& edit) { all(edit.cpu, edit.memory, edit.requests); }
    void add(const SetStrategies& edit) { all(edit.strategies, edit.requests); }
    void add(const SetConstraints& edit) { all(edit.constraints, edit.keep, edit.requests); }
    void add(const UseGpuModels& edit) { all(edit.models, edit.requests); }
    void add(const SetOrder& edit) { all(edit.order); }
    void add(const Edit& edit) {
        add(edit.index());
        std::visit([&](const auto& one) { add(one); }, edit);
    }
    void add(const Option& option) { all(option.name, option.edits); }
    void add(const Axis& axis) { all(axis.name, axis.options); }
    void add(const RegisteredAmounts& amounts) { all(amounts.cpu_units, amounts.memory_mib); }

    std::string digits() const { return fmt::format("{:016x}", hash_); }

   private:
    template <typename... Parts>
    void all(const Parts&... parts) {
        (add(parts), ...);
    }
    void add_byte(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001B3U; }

    std::uint64_t hash_ = 0xCBF29CE484222325U;
};

void add_base(Hasher& hasher, const Snapshot& base, const std::vector<Request>& burst) {
    hasher.add(container_instances_document(base));
    hasher.add(tasks_document(base));
    hasher.add(task_definitions_document(base));
    hasher.add(subnets_document(base));
    hasher.add(base.services);
    for (const Cluster& cluster : base.clusters) hasher.add(cluster.default_strategy);
    hasher.add(burst_document(burst));
}

void add_sweep(Hasher& hasher, const Sweep& sweep) {
    hasher.add(sweep.mode);
    hasher.add(sweep.axes);
    hasher.add(sweep.sample_size);
    hasher.add(sweep.sample_seed);
    hasher.add(sweep.list);
    hasher.add(sweep.trials);
    hasher.add(sweep.seed);
    hasher.add(sweep.replace_displaced);
    hasher.add(sweep.registration.memory_factor);
    for (const auto& [type, amounts] : sweep.registration.types) {
        hasher.add(type);
        hasher.add(amounts);
    }
}

}  // namespace

std::string fingerprint(const ScenarioWorld& world, const MeasureBasis& basis) {
    Hasher hasher;
    add_base(hasher, world.base(), world.burst());
    add_sweep(hasher, world.sweep());
    hasher.add(basis.prices.currency);
    for (const auto& [type, price] : basis.prices.per_hour) {
        hasher.add(type);
        hasher.add(price);
    }
    return hasher.digits();
}

}  // namespace berth::whatif
