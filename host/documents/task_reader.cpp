#include "documents/task_reader.hpp"

namespace berth::host::documents {

namespace {

struct Attachment {
    std::string_view type;
};

constexpr json::Member<Attachment> attachment_members[] = {
    {"type", [](json::Value& value, Attachment& attachment) { attachment.type = value.text(); }},
};

// describe-tasks writes `ElasticNetworkInterface`, an event of the same task `eni`.
void read_attachments(json::Value& value, Task& task) {
    value.for_each_element([&](json::Value& element) {
        Attachment attachment;
        json::read_members(element, attachment_members, attachment);
        task.has_network_interface |=
            attachment.type == "ElasticNetworkInterface" || attachment.type == "eni";
    });
}

// FARGATE, and the providers FARGATE and FARGATE_SPOT.
void read_fargate(json::Value& value, Task& task) {
    task.is_fargate |= value.text().starts_with("FARGATE");
}

constexpr json::Member<Task> task_members[] = {
    {"taskArn", [](json::Value& value, Task& task) { task.arn = value.text_not_empty(); }},
    {"containerInstanceArn",
     [](json::Value& value, Task& task) { task.container_instance_arn = value.text(); }},
    {"group", [](json::Value& value, Task& task) { task.group = value.text(); }},
    {"taskDefinitionArn",
     [](json::Value& value, Task& task) { task.task_definition_arn = value.text(); }},
    {"desiredStatus", [](json::Value& value, Task& task) { task.desired_status = value.text(); }},
    {"lastStatus", [](json::Value& value, Task& task) { task.last_status = value.text(); }},
    {"availabilityZone",
     [](json::Value& value, Task& task) { task.availability_zone = value.text(); }},
    {"launchType", read_fargate},
    {"capacityProviderName", read_fargate},
    {"attachments", read_attachments},
};

constexpr json::Member<TaskProtection> protection_members[] = {
    {"taskArn",
     [](json::Value& value, TaskProtection& protection) { protection.task_arn = value.text(); }},
    {"protectionEnabled",
     [](json::Value& value, TaskProtection& protection) {
         protection.is_enabled = value.boolean();
     }},
};

}  // namespace

Task read_task(json::Value& value) {
    Task task;
    json::read_members(value, task_members, task);
    if (task.arn.empty()) value.document().fail("expected the member `taskArn`");
    return task;
}

TaskProtection read_task_protection(json::Value& value) {
    TaskProtection protection;
    json::read_members(value, protection_members, protection);
    if (protection.task_arn.empty()) value.document().fail("expected the member `taskArn`");
    return protection;
}

}  // namespace berth::host::documents
