#include "cli/query_output.hpp"

#include <fmt/format.h>

#include <span>

#include "cli/json_parts.hpp"
#include "cli/text.hpp"

namespace berth::cli {

namespace {

std::vector<std::string> table_row(const ContainerInstance& instance) {
    const ResourceList& left = instance.remaining;
    return {instance_name(instance),
            attribute_or_dash(instance, attribute_names::instance_type),
            attribute_or_dash(instance, attribute_names::availability_zone),
            instance.status,
            with_separators(left.cpu_units),
            with_separators(left.memory_mib),
            with_separators(std::uint64_t{left.gpu_ids.size()}),
            with_separators(instance.running_tasks_count)};
}

std::string_view attribute_or_empty(const ContainerInstance& instance, std::string_view name) {
    const std::string* value = instance.attribute(name);
    return value == nullptr ? std::string_view() : std::string_view(*value);
}

void write_instance(json::Writer& writer, const ContainerInstance& instance) {
    writer.line(2);
    writer.begin_object();
    writer.member("containerInstanceArn", instance.arn);
    write_text_or_null(writer, "ec2InstanceId", instance.ec2_instance_id);
    write_text_or_null(writer, "instanceType",
                       attribute_or_empty(instance, attribute_names::instance_type));
    write_text_or_null(writer, "availabilityZone",
                       attribute_or_empty(instance, attribute_names::availability_zone));
    writer.member("status", instance.status);
    writer.key("agentConnected");
    writer.boolean(instance.agent_connected);
    writer.member("remainingCpuUnits", instance.remaining.cpu_units);
    writer.member("remainingMemoryMiB", instance.remaining.memory_mib);
    write_size(writer, "remainingGpus", instance.remaining.gpu_ids.size());
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

std::string query_table(const QueryResult& result, const Style& style) {
    std::string text = style.bold(fmt::format(
                           "{} of {} match", with_separators(std::uint64_t{result.matching.size()}),
                           counted(result.instances_total, "instance"))) +
                       '\n';
    if (result.matching.empty()) return text;
    Table table({{"Instance"},
                 {"Type"},
                 {"Zone"},
                 {"Status"},
                 {"CPU units left", Align::right},
                 {"MiB left", Align::right},
                 {"GPUs left", Align::right},
                 {"Running tasks", Align::right}});
    for (const ContainerInstance* instance : result.matching) table.add_row(table_row(*instance));
    return text + '\n' + table.to_text(style);
}

std::string query_json(const QueryResult& result) {
    std::string out;
    json::Writer writer(out);
    begin_answer(writer);
    writer.member("expression", result.expression);
    writer.key("summary");
    writer.begin_object();
    write_size(writer, "matching", result.matching.size());
    write_size(writer, "instances", result.instances_total);
    writer.end_object();
    writer.line(1);
    writer.key("containerInstances");
    writer.begin_list();
    for (const ContainerInstance* instance : result.matching) write_instance(writer, *instance);
    writer.end_list();
    end_answer(writer, result.warnings);
    return out + '\n';
}

std::string query_csv(const QueryResult& result) {
    std::string out =
        "containerInstanceArn,ec2InstanceId,instanceType,availabilityZone,status,"
        "remainingCpuUnits,remainingMemoryMiB,remainingGpus,runningTasksCount\n";
    for (const ContainerInstance* instance : result.matching) append_csv_row(out, *instance);
    return out;
}

std::string query_arns(const QueryResult& result) {
    std::string out;
    for (const ContainerInstance* instance : result.matching) out += instance->arn + '\n';
    return out;
}

}  // namespace berth::cli
