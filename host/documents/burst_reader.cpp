// Bursts: RunTask and CreateService requests.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "berth/json.hpp"
#include "documents/placement_reader.hpp"
#include "json/value.hpp"

namespace berth {

namespace host::documents {

namespace {

constexpr std::int64_t most_tasks = 100'000'000;

/// A request before it is known whether it is a RunTask or a CreateService request.
struct RequestDraft {
    Request request;
    std::optional<std::int64_t> count;
    std::optional<std::int64_t> desired_count;
};

constexpr json::Member<ContainerOverride> container_override_members[] = {
    {"name", [](json::Value& value,
                ContainerOverride& container) { container.name = value.text_not_empty(); }},
    {"cpu", [](json::Value& value,
               ContainerOverride& container) { container.cpu_units = read_amount(value); }},
    {"memory", [](json::Value& value,
                  ContainerOverride& container) { container.memory_mib = read_amount(value); }},
    {"memoryReservation",
     [](json::Value& value, ContainerOverride& container) {
         container.memory_reservation_mib = read_amount(value);
     }},
    {"resourceRequirements",
     [](json::Value& value, ContainerOverride& container) {
         std::vector<std::string> other_types;
         container.gpus = read_gpu_requirement(value, other_types);
     }},
};

constexpr json::Member<TaskOverrides> override_members[] = {
    {"cpu", [](json::Value& value,
               TaskOverrides& overrides) { overrides.cpu_units = read_cpu_units(value); }},
    {"memory", [](json::Value& value,
                  TaskOverrides& overrides) { overrides.memory_mib = read_memory_mib(value); }},
    {"containerOverrides",
     [](json::Value& value, TaskOverrides& overrides) {
         value.for_each_element([&](json::Value& element) {
             ContainerOverride& container = overrides.containers.emplace_back();
             json::read_members(element, container_override_members, container);
             if (container.name.empty()) element.document().fail("expected the member `name`");
         });
     }},
};

constexpr json::Member<Request> awsvpc_members[] = {
    {"subnets", [](json::Value& value, Request& request) { request.subnets = read_texts(value); }},
};

constexpr json::Member<Request> network_members[] = {
    {"awsvpcConfiguration",
     [](json::Value& value, Request& request) {
         json::read_members(value, awsvpc_members, request);
     }},
};

std::int64_t read_count(json::Value& value) {
    return value.integer(0, most_tasks);
}

constexpr json::Member<RequestDraft> request_members[] = {
    {"service",
     [](json::Value& value, RequestDraft&) {
         value.document().fail(
             "an UpdateService request launches nothing by itself; give a CreateService request, "
             "with `serviceName`");
     }},
    {"taskDefinition",
     [](json::Value& value, RequestDraft& draft) {
         draft.request.task_definition = value.text_not_empty();
     }},
    {"serviceName",
     [](json::Value& value, RequestDraft& draft) {
         draft.request.service_name = value.text_not_empty();
     }},
    {"group", [](json::Value& value, RequestDraft& draft) { draft.request.group = value.text(); }},
    {"count", [](json::Value& value, RequestDraft& draft) { draft.count = read_count(value); }},
    {"desiredCount",
     [](json::Value& value, RequestDraft& draft) { draft.desired_count = read_count(value); }},
    {"schedulingStrategy",
     [](json::Value& value, RequestDraft& draft) {
         draft.request.scheduling = read_scheduling_strategy(value);
     }},
    {"launchType",
     [](json::Value& value, RequestDraft& draft) {
         draft.request.launch_type = read_launch_type(value);
     }},
    {"capacityProviderStrategy",
     [](json::Value& value, RequestDraft& draft) {
         draft.request.capacity_providers = read_provider_strategy(value);
     }},
    {"placementConstraints",
     [](json::Value& value, RequestDraft& draft) {
         draft.request.constraints = read_constraints(value);
     }},
    {"placementStrategy",
     [](json::Value& value, RequestDraft& draft) {
         draft.request.strategies = read_strategies(value);
     }},
    {"overrides",
     [](json::Value& value, RequestDraft& draft) {
         json::read_members(value, override_members, draft.request.overrides);
     }},
    {"networkConfiguration",
     [](json::Value& value, RequestDraft& draft) {
         json::read_members(value, network_members, draft.request);
     }},
};

Request finish(RequestDraft& draft, const json::Document& document) {
    Request& request = draft.request;
    if (request.task_definition.empty()) {
        document.fail(
            "expected the member `taskDefinition`, as in a RunTask or CreateService "
            "request");
    }
    if (!request.is_service()) {
        request.count = draft.count.value_or(1);
    } else if (request.scheduling == SchedulingStrategy::replica) {
        if (!draft.desired_count) {
            document.fail("expected the member `desiredCount` for a REPLICA service");
        }
        request.count = *draft.desired_count;
    }
    request.where = document.here();
    return std::move(request);
}

Request read_request(json::Value& value) {
    RequestDraft draft;
    json::read_members(value, request_members, draft);
    return finish(draft, value.document());
}

void read_requests(json::Value& list, std::vector<Request>& burst) {
    list.for_each_element([&](json::Value& element) { burst.push_back(read_request(element)); });
}

// What stands at the top of cluster documents, and never in a request.
constexpr std::string_view cluster_document_members[] = {
    "containerInstances",
    "tasks",
    "taskDefinitions",
    "services",
    "clusters",
    "Subnets",
    "AutoScalingGroups",
    "capacityProviders",
    "failures",
    "families",
    "containerDefinitions",
    "LaunchConfigurations",
    "LaunchTemplateVersions",
};

[[noreturn]] void fail_as_cluster(const json::Document& document, std::string_view member) {
    document.fail(fmt::format(
        "`{}` belongs to a cluster document, not to a burst; give this file as --cluster", member));
}

// An object at the top: `{"requests": [...]}`, or a request.
void read_object(json::Value& object, std::vector<Request>& burst) {
    RequestDraft single;
    bool has_list = false;
    std::size_t next = 0;
    json::Document& document = object.document();
    object.for_each_member([&](const json::MemberName& member_name, json::Value& value) {
        const std::string_view name = member_name.text();
        if (name == "requests") {
            document.path.enter("requests");
            read_requests(value, burst);
            document.path.leave();
            has_list = true;
        } else if ((name == "taskDefinition" || name == "service") && value.is_object()) {
            fail_as_cluster(document, name);
        } else if (!json::read_member(member_name, value, request_members, single, next)) {
            const auto found = std::ranges::find(cluster_document_members, name);
            if (found != std::end(cluster_document_members)) fail_as_cluster(document, *found);
        }
    });
    if (!has_list) burst.push_back(finish(single, document));
}

void check_total(const std::vector<Request>& burst, std::string_view name) {
    std::int64_t total = 0;
    for (const Request& request : burst) {
        if (request.scheduling == SchedulingStrategy::replica) total += request.count;
        if (total <= most_tasks) continue;
        throw InputError(fmt::format("the burst asks for more than {} tasks; split it", most_tasks),
                         {std::string(name), ""});
    }
}

std::vector<Request> read_burst(const json::PaddedText& text, const std::string& name) {
    std::vector<Request> burst;
    std::vector<Warning> warnings;  // reading requests gives none
    std::size_t in_first = 0;
    const std::size_t documents =
        json::for_each_document(text, name, warnings, [&](json::Document& document) {
            json::Value root = document.root();
            if (root.is_list()) {
                read_requests(root, burst);
            } else {
                read_object(root, burst);
            }
            if (document.number() == 1) in_first = burst.size();
        });
    if (documents > 1) {
        for (std::size_t i = 0; i < in_first; ++i) {
            burst[i].where.pointer = json::pointer_in_document(1, burst[i].where.pointer);
        }
    }
    check_total(burst, name);
    return burst;
}

}  // namespace

}  // namespace host::documents

std::vector<Request> read_burst(const std::string& path) {
    return host::documents::read_burst(host::json::read_file(path), path);
}

std::vector<Request> read_burst_text(std::string_view json, std::string_view name) {
    return host::documents::read_burst(host::json::PaddedText(json), std::string(name));
}

}  // namespace berth
