// Amounts and names as the sentences of explain, capacity and scale-in use them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "berth/instance.hpp"
#include "berth/plan.hpp"
#include "berth/resources.hpp"

namespace berth::host::explain {

/// "9,403"
std::string with_separators(std::int64_t number);

/// "1 task", "9,403 tasks"
std::string counted(std::int64_t number, std::string_view noun);

/// "512 MiB of memory", "1 GPU": an amount of what a resource reason speaks of.
std::string amount_of(Reason reason, std::int64_t amount);

/// "8080/tcp"
std::string to_text(const HostPort& port);

/// "a", "a and b", "a, b and c"
std::string enumerated(const std::vector<std::string>& items);

/// The part of an ARN after the last '/', or the whole text.
std::string_view id_of_arn(std::string_view arn);

/// The EC2 id, else the id at the end of the ARN.
std::string instance_name(const ContainerInstance& instance);

/// The value of an attribute, empty where the instance lacks it.
std::string attribute_or_empty(const ContainerInstance& instance, std::string_view name);

}  // namespace berth::host::explain
