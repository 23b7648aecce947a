#include "json/task_reader.hpp"

namespace berth::json {

namespace {

struct Attachment {
    std::string_view type;
};

constexpr Member<Attachment> attachment_members[] = {
    {"type", [](Value& value, Attachment& attachment) { attachment.type = value.text(); }},
};

// describe-tasks writes `ElasticNetworkInterface`, an event of the same task `eni`.
void read_attachments(Value& value, Task& task) {
    value.for_each_element([&](Value& element) {
        Attachment attachment;
        read_members(element, attachment_members, attachment);
        task.has_network_interface |=
            attachment.type == "ElasticNetworkInterface" || attachment.type == "eni";
    });
}

// FARGATE, and the providers FARGATE and FARGATE_SPOT.
void read_fargate(Value& value, Task& task) {
    task.is_fargate |= value.text().starts_with("FARGATE");
}

constexpr Member<Task> task_members[] = {
    {"taskArn", [](Value& value, Task& task) { task.arn = value.text_not_empty(); }},
    {"containerInstanceArn",
     [](Value& value, Task& task) { task.container_instance_arn = value.text(); }},
    {"group", [](Value& value, Task& task) { task.group = value.text(); }},
    {"taskDefinitionArn",
     [](Value& value, Task& task) { task.task_definition_arn = value.text(); }},
    {"desiredStatus", [](Value& value, Task& task) { task.desired_status = value.text(); }},
    {"lastStatus", [](Value& value, Task& task) { task.last_status = value.text(); }},
    {"availabilityZone", [](Value& value, Task& task) { task.availability_zone = value.text(); }},
    {"launchType", read_fargate},
    {"capacityProviderName", read_fargate},
    {"attachments", read_attachments},
};

constexpr Member<TaskProtection> protection_members[] = {
    {"taskArn",
     [](Value& value, TaskProtection& protection) { protection.task_arn = value.text(); }},
    {"protectionEnabled",
     [](Value& value, TaskProtection& protection) { protection.is_enabled = value.boolean(); }},
};

}  // namespace

Task read_task(Value& value) {
    Task task;
    read_members(value, task_members, task);
    if (task.arn.empty()) value.document().fail("expected the member `taskArn`");
    return task;
}

TaskProtection read_task_protection(Value& value) {
    TaskProtection protection;
    read_members(value, protection_members, protection);
    if (protection.task_arn.empty()) value.document().fail("expected the member `taskArn`");
    return protection;
}

}  // namespace berth::json
