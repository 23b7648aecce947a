// A container instance, as `aws ecs describe-container-instances` shows it.
//
// Example:
//
//     berth::ContainerInstance instance;
//     instance.arn = "arn:aws:ecs:us-west-2:111122223333:container-instance/demo/1";
//     instance.set_attribute("stack", "prod");
//     assert(*instance.attribute("stack") == "prod");
//     assert(instance.attribute("tier") == nullptr);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/resources.hpp"

namespace berth {

/// A custom or built-in attribute. ECS allows a name without a value; then `value` is empty.
struct Attribute {
    std::string name;
    std::string value;

    friend bool operator==(const Attribute&, const Attribute&) = default;
};

struct ContainerInstance {
    std::string arn;                ///< containerInstanceArn, unique in a snapshot
    std::string ec2_instance_id;    ///< empty = absent
    std::string status = "ACTIVE";  ///< only ACTIVE instances are candidates
    bool agent_connected = true;    ///< absent in the input = true
    std::string agent_version;      ///< versionInfo.agentVersion, empty = absent
    std::optional<Instant> registered_at;
    std::string capacity_provider;  ///< capacityProviderName, empty = none
    std::int64_t running_tasks_count = 0;
    ResourceList registered;
    ResourceList remaining;             ///< a copy of `registered` if the input has none
    std::vector<Attribute> attributes;  ///< sorted by name, names unique

    /// Returns the value of an attribute, or nullptr if the instance does not have it. O(log
    /// attributes).
    const std::string* attribute(std::string_view name) const;

    /// Sets an attribute and keeps the order; an existing value is replaced.
    void set_attribute(std::string_view name, std::string_view value);
};

/// Names of the built-in attributes that the placement rules read.
namespace attribute_names {
inline constexpr std::string_view instance_type = "ecs.instance-type";
inline constexpr std::string_view availability_zone = "ecs.availability-zone";
inline constexpr std::string_view cpu_architecture = "ecs.cpu-architecture";
inline constexpr std::string_view os_type = "ecs.os-type";
inline constexpr std::string_view external = "ecs.capability.external";
inline constexpr std::string_view awsvpc_trunk_id = "ecs.awsvpc-trunk-id";
}  // namespace attribute_names

}  // namespace berth
