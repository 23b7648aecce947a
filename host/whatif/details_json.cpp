#include "whatif/details_json.hpp"

#include "json/answer_parts.hpp"
#include "json/members.hpp"
#include "model/resource.hpp"
#include "whatif/report_text.hpp"

namespace berth::host::whatif {

using json::write_count;
using json::Writer;

void write_instance(Writer& writer, const InstanceDetails& instance) {
    writer.line(4);
    writer.begin_object();
    writer.member("containerInstanceArn", instance.container_instance_arn);
    writer.member("instanceType", instance.instance_type);
    writer.member("availabilityZone", instance.availability_zone);
    writer.member("status", instance.status);
    for (std::size_t r = 0; r < metric_resource_count; ++r) {
        writer.key(model::resource_table[r].key);
        writer.begin_object();
        writer.member("registered", instance.resources[r].registered);
        writer.member("used", instance.resources[r].used);
        writer.end_object();
    }
    writer.key("tasks");
    writer.begin_list();
    for (const TasksOnInstance& tasks : instance.tasks) {
        writer.begin_object();
        writer.member("taskDefinition", tasks.task_definition);
        write_count(writer, "before", tasks.before);
        write_count(writer, "new", tasks.added);
        writer.end_object();
    }
    writer.end_list();
    writer.end_object();
}

void write_failure(Writer& writer, const FailureDetails& failure) {
    writer.line(4);
    writer.begin_object();
    write_count(writer, "requestIndex", failure.request_index);
    writer.member("group", failure.group);
    write_count(writer, "count", failure.count);
    json::write_reasons(writer, failure.reasons);
    ContainerInstance closest;
    closest.arn = failure.closest_arn;
    json::write_closest(writer, failure.closest, &closest);
    writer.end_object();
}

}  // namespace berth::host::whatif
