// The CreateService request that corresponds to a service of a snapshot.
#pragma once

#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth::host::model {

/// The request's count is the service's desired count.
Request service_request(const Service& service);

}  // namespace berth::host::model
