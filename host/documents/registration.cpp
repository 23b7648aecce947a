#include "documents/registration.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "documents/placement_reader.hpp"

namespace berth::host::documents {

namespace {

constexpr yaml::Member<RegisteredAmounts> amount_members[] = {
    {"cpu",
     [](const yaml::Value& value, RegisteredAmounts& amounts) {
         amounts.cpu_units = value.integer(1, documents::largest_amount);
     }},
    {"memory",
     [](const yaml::Value& value, RegisteredAmounts& amounts) {
         amounts.memory_mib = value.integer(1, documents::largest_amount);
     }},
};

std::string family_of(std::string_view type) {
    return std::string(type.substr(0, type.find('.') + 1));
}

// Types whose names begin alike, for somebody who mistyped one.
std::vector<std::string_view> similar_types(const std::string& name) {
    const std::string family = family_of(name);
    std::vector<std::string_view> similar;
    for (const InstanceType& type : catalogue()) {
        if (!family.empty() && type.name.starts_with(family)) similar.push_back(type.name);
    }
    return similar;
}

}  // namespace

const InstanceType& require_instance_type(const std::string& name) {
    if (const InstanceType* const type = find_instance_type(name)) return *type;
    const std::vector<std::string_view> similar = similar_types(name);
    throw InputError(fmt::format(
        "the EC2 catalogue of {} lacks the instance type '{}'{}", catalogue_date(), name,
        similar.empty() ? "" : fmt::format("; it has: {}", fmt::join(similar, ", "))));
}

void check_registration(const Registration& registration) {
    if (!(registration.memory_factor > 0) || registration.memory_factor > 1) {
        throw InputError(
            fmt::format("registeredMemoryFactor is {}; expected more than 0, at most 1",
                        registration.memory_factor));
    }
    for (const auto& [type, amounts] : registration.types) require_instance_type(type);
}

void read_registered_types(const yaml::Value& map, Registration& registration) {
    for (const auto& [type, amounts] : map.members()) {
        amounts.located([&type = type] { require_instance_type(type); });
        yaml::read_members(amounts, amount_members, registration.types[type]);
    }
}

std::vector<std::string_view> registered_members() {
    return yaml::names_of(amount_members);
}

}  // namespace berth::host::documents
