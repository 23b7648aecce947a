#include "cli/query_output.hpp"

#include <fmt/format.h>

#include "cli/text.hpp"

namespace berth::host::cli {

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

std::string query_arns(const QueryResult& result) {
    std::string out;
    for (const ContainerInstance* instance : result.matching) out += instance->arn + '\n';
    return out;
}

}  // namespace berth::host::cli
