#include "documents/registration.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "berth/error.hpp"

namespace berth::host::documents {

namespace {

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

void check_instance_type(const std::string& name) {
    require_instance_type(name);
}

void check_registration(const Registration& registration) {
    if (!(registration.memory_factor > 0) || registration.memory_factor > 1) {
        throw InputError(
            fmt::format("registeredMemoryFactor is {}; expected more than 0, at most 1",
                        registration.memory_factor));
    }
    for (const auto& [type, amounts] : registration.types) require_instance_type(type);
}

}  // namespace berth::host::documents
