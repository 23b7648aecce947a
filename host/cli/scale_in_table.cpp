#include <fmt/format.h>

#include <string>

#include "cli/scale_in_output.hpp"
#include "cli/text.hpp"
#include "model/instances_in_order.hpp"

namespace berth::host::cli {

namespace {

std::string verdict(std::string_view service, const ScaleInPlan& plan) {
    std::string text = fmt::format("{} of {} of service {} would be stopped",
                                   with_separators(std::uint64_t{plan.stopped.size()}),
                                   counted(plan.running, "running task"), short_name(service));
    if (plan.protected_tasks > 0) {
        text += fmt::format(
            ", {} protected from scale-in",
            plan.protected_tasks == 1 ? "1 is" : with_separators(plan.protected_tasks) + " are");
    }
    if (plan.short_by > 0) {
        text += fmt::format("; {} asked for, but no task is left to stop",
                            counted(plan.short_by, "more task"));
    }
    return text;
}

}  // namespace

std::string scale_in_table(const Snapshot& snapshot, std::string_view service,
                           const ScaleInPlan& plan, const Style& style) {
    const std::string sentence = style.bold(printable(verdict(service, plan))) + '\n';
    if (plan.stopped.empty()) return sentence;
    const model::InstancesInOrder instances(snapshot);
    Table table({{"Order", Align::right}, {"Task"}, {"Instance"}, {"Why"}});
    std::uint64_t order = 0;
    for (const StoppedTask& task : plan.stopped) {
        const ContainerInstance* instance = instances.find(task.container_instance_arn);
        table.add_row({with_separators(++order), std::string(short_name(task.task_arn)),
                       instance == nullptr ? std::string(short_name(task.container_instance_arn))
                                           : instance_with_place(*instance),
                       task.why});
    }
    return sentence + '\n' + table.to_text(style);
}

}  // namespace berth::host::cli
