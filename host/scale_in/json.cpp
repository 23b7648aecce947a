// The JSON of `berth scale-in`.
#include <string>
#include <vector>

#include "berth/scale_in.hpp"
#include "json/answer.hpp"

namespace berth {

void write_scale_in_json(std::string& out, const Snapshot& snapshot, std::string_view service,
                         const ScaleInPlan& plan) {
    using namespace host;
    json::Writer writer(out);
    json::begin_answer(writer);
    writer.member("service", service);
    writer.key("summary");
    writer.begin_object();
    json::write_size(writer, "running", plan.running);
    json::write_size(writer, "stopped", plan.stopped.size());
    json::write_size(writer, "protected", plan.protected_tasks);
    json::write_size(writer, "shortBy", plan.short_by);
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
    json::end_answer(writer, warnings);
    out += '\n';
}

}  // namespace berth
