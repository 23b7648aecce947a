// Services, clusters and capacity providers.
#pragma once

#include "berth/snapshot.hpp"
#include "json/value.hpp"

namespace berth::json {

Service read_service(Value& value);
Cluster read_cluster_description(Value& value);
CapacityProvider read_capacity_provider(Value& value);

}  // namespace berth::json
