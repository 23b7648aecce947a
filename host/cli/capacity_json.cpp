#include <string>

#include "cli/capacity_output.hpp"
#include "cli/instances_in_order.hpp"
#include "cli/json_parts.hpp"

namespace berth::cli {

std::string capacity_json(const Snapshot& snapshot, const std::vector<CapacityRow>& rows) {
    const InstancesInOrder instances(snapshot);
    std::string out;
    json::Writer writer(out);
    begin_answer(writer);
    write_size(writer, "instances", snapshot.instances.size());
    writer.line(1);
    writer.key("capacity");
    writer.begin_list();
    for (const CapacityRow& row : rows) {
        writer.line(2);
        writer.begin_object();
        writer.member("taskDefinitionArn", row.task_definition);
        write_size(writer, "fits", row.fits);
        writer.key("limitReached");
        writer.boolean(row.unbounded);
        write_reason_or_null(writer, "binding", row.binding);
        json::write_reasons(writer, row.reasons);
        json::write_closest(writer, row.closest,
                            row.closest ? &instances[row.closest->instance] : nullptr);
        writer.end_object();
    }
    writer.end_list();
    end_answer(writer, snapshot.warnings);
    return out + '\n';
}

}  // namespace berth::cli
