#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "cli/capacity_output.hpp"
#include "cli/text.hpp"
#include "model/instances_in_order.hpp"

namespace berth::host::cli {

namespace {

std::string fits_text(const CapacityRow& row) {
    return (row.unbounded ? "at least " : "") + with_separators(row.fits);
}

// What the instance that comes nearest lacks for one task more.
std::string closest_text(const model::InstancesInOrder& instances, const CapacityRow& row) {
    if (!row.closest) return "-";
    const ContainerInstance& instance = instances[row.closest->instance];
    const std::string name = instance_with_place(instance);
    const Reason reason = row.closest->reason;
    if (!is_resource(reason)) return fmt::format("{}: {}", name, describe(reason));
    return fmt::format("{}: {} {}", name, amount(reason, row.closest->shortfall),
                       reason == Reason::ports ? "in the way" : "short");
}

}  // namespace

std::string capacity_table(const Snapshot& snapshot, const std::vector<CapacityRow>& rows,
                           const Style& style) {
    const model::InstancesInOrder instances(snapshot);
    Table table(
        {{"Task definition"}, {"More tasks", Align::right}, {"Bound by"}, {"Closest to one more"}});
    for (const CapacityRow& row : rows) {
        table.add_row({std::string(short_name(row.task_definition)), fits_text(row),
                       row.binding ? std::string(to_string(*row.binding)) : "-",
                       closest_text(instances, row)});
    }
    return style.bold(fmt::format("Room on {}, each task definition alone",
                                  counted(snapshot.instances.size(), "instance"))) +
           '\n' + table.to_text(style);
}

}  // namespace berth::host::cli
