// The JSON and CSV of `berth query`.
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "berth/query.hpp"
#include "json/answer.hpp"

namespace berth {

namespace host::query {

namespace {

std::string_view attribute_or_empty(const ContainerInstance& instance, std::string_view name) {
    const std::string* value = instance.attribute(name);
    return value == nullptr ? std::string_view() : std::string_view(*value);
}

void write_instance(json::Writer& writer, const ContainerInstance& instance) {
    writer.line(2);
    writer.begin_object();
    writer.member("containerInstanceArn", instance.arn);
    json::write_text_or_null(writer, "ec2InstanceId", instance.ec2_instance_id);
    json::write_text_or_null(writer, "instanceType",
                             attribute_or_empty(instance, attribute_names::instance_type));
    json::write_text_or_null(writer, "availabilityZone",
                             attribute_or_empty(instance, attribute_names::availability_zone));
    writer.member("status", instance.status);
    writer.key("agentConnected");
    writer.boolean(instance.agent_connected);
    writer.member("remainingCpuUnits", instance.remaining.cpu_units);
    writer.member("remainingMemoryMiB", instance.remaining.memory_mib);
    json::write_size(writer, "remainingGpus", instance.remaining.gpu_ids.size());
    writer.member("runningTasksCount", instance.running_tasks_count);
    writer.end_object();
}

void append_csv_row(std::string& out, const ContainerInstance& instance) {
    for (const std::string_view text :
         {std::string_view(instance.arn), std::string_view(instance.ec2_instance_id),
          attribute_or_empty(instance, attribute_names::instance_type),
          attribute_or_empty(instance, attribute_names::availability_zone),
          std::string_view(instance.status)}) {
        json::append_csv_field(out, text);
        out += ',';
    }
    const ResourceList& left = instance.remaining;
    out += fmt::format("{},{},{},{}\n", left.cpu_units, left.memory_mib, left.gpu_ids.size(),
                       instance.running_tasks_count);
}

}  // namespace

}  // namespace host::query

void write_query_json(std::string& out, const QueryResult& result) {
    using namespace host;
    json::Writer writer(out);
    json::begin_answer(writer);
    writer.member("expression", result.expression);
    writer.key("summary");
    writer.begin_object();
    json::write_size(writer, "matching", result.matching.size());
    json::write_size(writer, "instances", result.instances_total);
    writer.end_object();
    writer.line(1);
    writer.key("containerInstances");
    writer.begin_list();
    for (const ContainerInstance* instance : result.matching)
        query::write_instance(writer, *instance);
    writer.end_list();
    json::end_answer(writer, result.warnings);
    out += '\n';
}

void write_query_csv(std::string& out, const QueryResult& result) {
    out +=
        "containerInstanceArn,ec2InstanceId,instanceType,availabilityZone,status,"
        "remainingCpuUnits,remainingMemoryMiB,remainingGpus,runningTasksCount\n";
    for (const ContainerInstance* instance : result.matching)
        host::query::append_csv_row(out, *instance);
}

}  // namespace berth
