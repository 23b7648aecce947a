#include <string>
#include <vector>

#include "cli/json_parts.hpp"
#include "cli/scale_in_output.hpp"

namespace berth::cli {

std::string scale_in_json(const Snapshot& snapshot, std::string_view service,
                          const ScaleInPlan& plan) {
    std::string out;
    json::Writer writer(out);
    begin_answer(writer);
    writer.member("service", service);
    writer.key("summary");
    writer.begin_object();
    write_size(writer, "running", plan.running);
    write_size(writer, "stopped", plan.stopped.size());
    write_size(writer, "protected", plan.protected_tasks);
    write_size(writer, "shortBy", plan.short_by);
    writer.end_object();
    writer.line(1);
    writer.key("stopped");
    writer.begin_list();
    for (const StoppedTask& task : plan.stopped) {
        writer.line(2);
        writer.begin_object();
        writer.member("taskArn", task.task_arn);
        writer.member("containerInstanceArn", task.container_instance_arn);
        writer.member("why", task.why);
        writer.end_object();
    }
    writer.end_list();
    std::vector<Warning> warnings = snapshot.warnings;
    warnings.insert(warnings.end(), plan.warnings.begin(), plan.warnings.end());
    end_answer(writer, warnings);
    return out + '\n';
}

}  // namespace berth::cli
