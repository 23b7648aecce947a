// The JSON of `berth capacity`.
#include <string>

#include "berth/capacity.hpp"
#include "json/answer.hpp"
#include "model/instance.hpp"

namespace berth {

void write_capacity_json(std::string& out, const Snapshot& snapshot,
                         std::span<const CapacityRow> rows) {
    using namespace host;
    const model::InstancesInOrder instances(snapshot);
    json::Writer writer(out);
    json::begin_answer(writer);
    json::write_size(writer, "instances", snapshot.instances.size());
    writer.line(1);
    writer.key("capacity");
    writer.begin_list();
    for (const CapacityRow& row : rows) {
        writer.line(2);
        writer.begin_object();
        writer.member("taskDefinitionArn", row.task_definition);
        json::write_size(writer, "fits", row.fits);
        writer.key("limitReached");
        writer.boolean(row.unbounded);
        json::write_reason_or_null(writer, "binding", row.binding);
        json::write_reasons(writer, row.reasons);
        json::write_closest(writer, row.closest,
                            row.closest ? &instances[row.closest->instance] : nullptr);
        writer.end_object();
    }
    writer.end_list();
    json::end_answer(writer, snapshot.warnings);
    out += '\n';
}

}  // namespace berth
