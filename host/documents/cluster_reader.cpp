// Cluster documents: which kind a document is, and what of it goes where.
//
// A document is known by its top-level members, and may hold several kinds. Kinds that take a look
// at more than one member (a bare task definition, an EventBridge event) are noted on the way and
// read in a second look at the document; nothing large is ever read twice.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "berth/json.hpp"
#include "documents/fleet_reader.hpp"
#include "documents/instance_reader.hpp"
#include "documents/join.hpp"
#include "documents/service_reader.hpp"
#include "documents/task_definition_reader.hpp"
#include "documents/task_reader.hpp"

namespace berth {

namespace host::documents {

namespace {

constexpr std::string_view accepted =
    "expected the output of `aws ecs describe-container-instances`, `describe-tasks`, "
    "`describe-task-definition`, `describe-services`, `describe-clusters`, "
    "`describe-capacity-providers` or `get-task-protection`, of `aws autoscaling "
    "describe-auto-scaling-groups` or `describe-launch-configurations`, of `aws ec2 "
    "describe-launch-template-versions` or `describe-subnets`, a {\"taskDefinitions\": [...]} "
    "list, "
    "or the input of `aws ecs register-task-definition`";

// Lists of names, and the call that prints what they name.
struct NameList {
    std::string_view member;
    std::string_view call;
};
constexpr NameList name_lists[] = {
    {"containerInstanceArns", "describe-container-instances"},
    {"taskArns", "describe-tasks"},
    {"taskDefinitionArns", "describe-task-definition"},
    {"families", "describe-task-definition"},
    {"serviceArns", "describe-services"},
    {"clusterArns", "describe-clusters"},
};

// What the first look at a document found, and where it goes.
struct TopLevel {
    SnapshotParts& parts;
    InstanceReader& instance_reader;
    bool is_known = false;
    bool is_empty = true;
    bool has_family = false;
    bool has_containers = false;
    std::string_view event_type = {};
    const NameList* names = nullptr;

    Snapshot& snapshot() { return parts.snapshot; }
};

Place place_of(const SnapshotParts& parts, const json::Document& document, std::size_t element) {
    return {static_cast<std::uint32_t>(parts.files.size() - 1),
            static_cast<std::uint32_t>(document.number()), static_cast<std::uint32_t>(element)};
}

// Reads a list of objects. Names in their place are the input of a describe call, or what a list
// call prints.
template <class Function>
void read_list(json::Value& list, TopLevel& top, std::string_view call, Function read) {
    top.is_known = true;
    list.for_each_element([&](json::Value& element) {
        if (!element.is_object()) {
            element.fail_expected(fmt::format("an object as in the output of `{}`", call));
        }
        read(element);
    });
}

void read_instances(json::Value& value, TopLevel& top) {
    std::size_t index = 0;
    read_list(value, top, "aws ecs describe-container-instances", [&](json::Value& element) {
        top.snapshot().instances.push_back(top.instance_reader.read(element));
        top.parts.instance_places.push_back(place_of(top.parts, element.document(), index++));
    });
}

void read_tasks(json::Value& value, TopLevel& top) {
    std::size_t index = 0;
    read_list(value, top, "aws ecs describe-tasks", [&](json::Value& element) {
        top.snapshot().tasks.push_back(read_task(element));
        top.parts.task_places.push_back(place_of(top.parts, element.document(), index++));
    });
}

void read_task_definitions(json::Value& value, TopLevel& top) {
    bool has_names = false;
    top.is_known = true;
    value.for_each_element([&](json::Value& element) {
        if (element.is_text()) {
            has_names = true;
        } else {
            top.snapshot().task_definitions.push_back(read_task_definition(element));
        }
    });
    if (has_names) {
        value.document().warn(
            "names of task definitions say nothing about their needs; give the output of `aws ecs "
            "describe-task-definition` for each");
    }
}

void read_one_task_definition(json::Value& value, TopLevel& top) {
    if (value.is_text()) {
        value.document().fail(
            "the name of a task definition stands in a RunTask or CreateService request; give "
            "requests as --burst");
    }
    top.is_known = true;
    top.snapshot().task_definitions.push_back(read_task_definition(value));
}

void read_failures(json::Value& value, TopLevel& top) {
    struct Failure {
        std::string_view arn;
        std::string_view reason;
    };
    static constexpr json::Member<Failure> members[] = {
        {"arn", [](json::Value& text, Failure& failure) { failure.arn = text.text(); }},
        {"reason", [](json::Value& text, Failure& failure) { failure.reason = text.text(); }},
    };
    read_list(value, top, "aws ecs describe-*", [&](json::Value& element) {
        Failure failure;
        json::read_members(element, members, failure);
        element.document().warn(
            fmt::format("AWS reports {} for {}", failure.reason,
                        failure.arn.empty() ? "something that it does not name" : failure.arn));
    });
}

// `service` and `cluster` hold an object in the output of a call, a name in its input.
void read_one_service(json::Value& value, TopLevel& top) {
    if (!value.is_object()) return;
    top.is_known = true;
    top.snapshot().services.push_back(read_service(value));
}

void read_one_cluster(json::Value& value, TopLevel& top) {
    if (!value.is_object()) return;
    top.is_known = true;
    top.snapshot().clusters.push_back(read_cluster_description(value));
}

void fail_as_burst(json::Value& value, TopLevel&) {
    value.document().fail("this is a burst, not a cluster document; give it as --burst");
}

constexpr json::Member<TopLevel> top_level_members[] = {
    {"containerInstances", read_instances},
    {"tasks", read_tasks},
    {"taskDefinition", read_one_task_definition},
    {"taskDefinitions", read_task_definitions},
    {"services",
     [](json::Value& value, TopLevel& top) {
         read_list(value, top, "aws ecs describe-services", [&](json::Value& element) {
             top.snapshot().services.push_back(read_service(element));
         });
     }},
    {"service", read_one_service},
    {"clusters",
     [](json::Value& value, TopLevel& top) {
         read_list(value, top, "aws ecs describe-clusters", [&](json::Value& element) {
             top.snapshot().clusters.push_back(read_cluster_description(element));
         });
     }},
    {"cluster", read_one_cluster},
    {"capacityProviders",
     [](json::Value& value, TopLevel& top) {
         read_list(value, top, "aws ecs describe-capacity-providers", [&](json::Value& element) {
             top.snapshot().capacity_providers.push_back(read_capacity_provider(element));
         });
     }},
    {"AutoScalingGroups",
     [](json::Value& value, TopLevel& top) {
         read_list(
             value, top, "aws autoscaling describe-auto-scaling-groups", [&](json::Value& element) {
                 top.snapshot().auto_scaling_groups.push_back(read_auto_scaling_group(element));
             });
     }},
    {"LaunchConfigurations",
     [](json::Value& value, TopLevel& top) {
         read_list(
             value, top, "aws autoscaling describe-launch-configurations",
             [&](json::Value& element) {
                 top.snapshot().launch_templates.push_back(read_launch_configuration(element));
             });
     }},
    {"LaunchTemplateVersions",
     [](json::Value& value, TopLevel& top) {
         read_list(
             value, top, "aws ec2 describe-launch-template-versions", [&](json::Value& element) {
                 top.snapshot().launch_templates.push_back(read_launch_template_version(element));
             });
     }},
    {"Subnets",
     [](json::Value& value, TopLevel& top) {
         read_list(value, top, "aws ec2 describe-subnets", [&](json::Value& element) {
             Subnet subnet = read_subnet(element);
             top.snapshot().subnet_zones[subnet.id] = std::move(subnet.availability_zone);
         });
     }},
    {"protectedTasks",
     [](json::Value& value, TopLevel& top) {
         read_list(value, top, "aws ecs get-task-protection", [&](json::Value& element) {
             top.parts.protections.push_back(read_task_protection(element));
         });
     }},
    {"failures", read_failures},
    {"requests", fail_as_burst},
    {"serviceName", fail_as_burst},
    {"family", [](json::Value&, TopLevel& top) { top.has_family = true; }},
    {"containerDefinitions", [](json::Value&, TopLevel& top) { top.has_containers = true; }},
    {"detail-type", [](json::Value& value, TopLevel& top) { top.event_type = value.text(); }},
};

// EventBridge events carry an instance or a task as `detail`.
void read_event(json::Document& document, TopLevel& top) {
    const bool is_instance = top.event_type == "ECS Container Instance State Change";
    const bool is_task = top.event_type == "ECS Task State Change";
    if (!is_instance && !is_task) {
        document.warn(
            fmt::format("an event of type \"{}\" holds nothing for placement", top.event_type));
        return;
    }
    document.root().for_each_member([&](const json::MemberName& name, json::Value& value) {
        if (name.text() != "detail") return;
        document.path.enter("detail");
        const Place place = place_of(top.parts, document, Place::event_detail);
        if (is_instance) {
            top.snapshot().instances.push_back(top.instance_reader.read(value));
            top.parts.instance_places.push_back(place);
        } else {
            top.snapshot().tasks.push_back(read_task(value));
            top.parts.task_places.push_back(place);
        }
        document.path.leave();
    });
}

// What the members of a document together make of it.
void settle(json::Document& document, TopLevel& top) {
    if (!top.event_type.empty()) {
        read_event(document, top);
    } else if (top.is_known) {
        return;
    } else if (top.has_family && top.has_containers) {
        json::Value root = document.root();
        top.snapshot().task_definitions.push_back(read_task_definition(root));
    } else if (top.names != nullptr) {
        document.warn(
            fmt::format("names alone hold nothing for placement (`{}`); give the output "
                        "of `aws ecs {}`",
                        top.names->member, top.names->call));
    } else if (top.is_empty) {
        document.warn("an empty object holds nothing for placement");
    } else {
        document.fail(fmt::format("the document is of no kind that berth reads; {}", accepted));
    }
}

void read_document(json::Document& document, SnapshotParts& parts,
                   InstanceReader& instance_reader) {
    json::Value root = document.root();
    if (root.is_list()) {
        document.fail(
            fmt::format("a list of requests is a burst, to be given as --burst; {}", accepted));
    }
    TopLevel top{parts, instance_reader};
    std::size_t next = 0;
    root.for_each_member([&](const json::MemberName& name, json::Value& value) {
        top.is_empty = false;
        if (json::read_member(name, value, top_level_members, top, next)) return;
        const auto names = std::ranges::find(name_lists, name.text(), &NameList::member);
        if (names != std::end(name_lists)) top.names = names;
    });
    settle(document, top);
}

// That a file holds several documents shows with the second one. What the first has said by then
// gets its number afterwards.
struct Said {
    std::size_t warnings = 0;
    std::size_t task_definitions = 0;

    static Said by(const Snapshot& snapshot) {
        return {snapshot.warnings.size(), snapshot.task_definitions.size()};
    }
};

void number_first_document(Snapshot& snapshot, const Said& before, const Said& after) {
    const auto number = [](Location& where) {
        where.pointer = json::pointer_in_document(1, where.pointer);
    };
    for (std::size_t i = before.warnings; i < after.warnings; ++i) {
        number(snapshot.warnings[i].where);
    }
    for (std::size_t i = before.task_definitions; i < after.task_definitions; ++i) {
        number(snapshot.task_definitions[i].where);
    }
}

void read_text(const json::PaddedText& text, const std::string& name, SnapshotParts& parts) {
    parts.files.push_back({name, 0});
    Snapshot& snapshot = parts.snapshot;
    const Said before = Said::by(snapshot);
    Said after = before;
    InstanceReader instance_reader;
    const std::size_t documents =
        json::for_each_document(text, name, snapshot.warnings, [&](json::Document& document) {
            read_document(document, parts, instance_reader);
            if (document.number() == 1) after = Said::by(snapshot);
        });
    parts.files.back().documents = documents;
    if (documents > 1) number_first_document(snapshot, before, after);
}

void note_age(const std::string& file, std::optional<Instant>& taken_at) {
    const std::optional<Instant> written = json::modification_time(file);
    if (written && (!taken_at || *written < *taken_at)) taken_at = written;
}

}  // namespace

}  // namespace host::documents

Snapshot read_cluster(std::span<const std::string> paths) {
    host::documents::SnapshotParts parts;
    for (const std::string& path : paths) {
        for (const std::string& file : host::json::expand_path(path)) {
            host::documents::read_text(host::json::read_file(file), file, parts);
            host::documents::note_age(file, parts.snapshot.taken_at);
        }
    }
    return host::documents::join(std::move(parts));
}

Snapshot read_cluster(std::initializer_list<std::string> paths) {
    return read_cluster(std::span(paths.begin(), paths.size()));
}

Snapshot read_cluster(const std::string& path) {
    return read_cluster(std::span(&path, 1));
}

Snapshot read_cluster_text(std::string_view json, std::string_view name) {
    host::documents::SnapshotParts parts;
    host::documents::read_text(host::json::PaddedText(json), std::string(name), parts);
    return host::documents::join(std::move(parts));
}

}  // namespace berth
