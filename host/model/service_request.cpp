#include "model/service_request.hpp"

namespace berth::host::model {

Request service_request(const Service& service) {
    Request request;
    request.task_definition = service.task_definition;
    request.service_name = service.name;
    request.count = service.desired_count;
    request.scheduling = service.scheduling;
    request.launch_type = service.launch_type;
    request.capacity_providers = service.capacity_providers;
    request.constraints = service.constraints;
    request.strategies = service.strategies;
    request.where = {"", "service " + service.name};
    return request;
}

}  // namespace berth::host::model
