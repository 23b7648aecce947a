#include "whatif/registration_reader.hpp"

#include "json/placement_reader.hpp"
#include "whatif/sweep_checks.hpp"

namespace berth::whatif {

namespace {

constexpr yaml::Member<RegisteredAmounts> amount_members[] = {
    {"cpu",
     [](const yaml::Value& value, RegisteredAmounts& amounts) {
         amounts.cpu_units = value.integer(1, json::largest_amount);
     }},
    {"memory",
     [](const yaml::Value& value, RegisteredAmounts& amounts) {
         amounts.memory_mib = value.integer(1, json::largest_amount);
     }},
};

}  // namespace

void read_registered_types(const yaml::Value& map, Registration& registration) {
    for (const auto& [type, amounts] : map.members()) {
        amounts.located([&type = type] { require_instance_type(type); });
        yaml::read_members(amounts, amount_members, registration.types[type]);
    }
}

std::vector<std::string_view> registered_members() {
    return yaml::names_of(amount_members);
}

}  // namespace berth::whatif
