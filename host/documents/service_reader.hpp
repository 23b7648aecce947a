// Services, clusters and capacity providers.
#pragma once

#include "berth/snapshot.hpp"
#include "json/value.hpp"

namespace berth::host::documents {

Service read_service(json::Value& value);
Cluster read_cluster_description(json::Value& value);
CapacityProvider read_capacity_provider(json::Value& value);

}  // namespace berth::host::documents
