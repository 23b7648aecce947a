// The JSON of `berth explain`.
#include <string>
#include <vector>

#include "berth/explain.hpp"
#include "json/answer.hpp"
#include "model/task_definition_index.hpp"

namespace berth {

namespace host::explain {

namespace {

void write_placed(json::Writer& writer, const Problem& problem,
                  const std::optional<PlacedTask>& placed) {
    writer.key("placed");
    if (!placed) {
        writer.null();
        return;
    }
    const bool on_instance = placed->instance != no_instance;
    writer.begin_object();
    json::write_text_or_null(writer, "containerInstanceArn",
                             on_instance ? problem.instance(placed->instance).arn : std::string());
    if (!on_instance && placed->zone >= 0) {
        writer.member("availabilityZone", problem.zones()[static_cast<std::size_t>(placed->zone)]);
    }
    writer.end_object();
}

void write_verdict(json::Writer& writer, const Problem& problem, const InstanceVerdict& verdict) {
    writer.line(2);
    writer.begin_object();
    writer.key("containerInstanceArns");
    writer.begin_list();
    for (const Ordinal ordinal : verdict.instances) writer.text(problem.instance(ordinal).arn);
    writer.end_list();
    json::write_text_or_null(writer, "instanceType", verdict.instance_type);
    json::write_text_or_null(writer, "availabilityZone", verdict.availability_zone);
    writer.key("candidate");
    writer.boolean(verdict.candidate);
    json::write_reason_or_null(writer, "reason", verdict.reason);
    writer.member("asked", verdict.asked);
    writer.member("left", verdict.left);
    writer.member("shortfall", verdict.shortfall);
    writer.member("why", verdict.why);
    writer.end_object();
}

void write_changes(json::Writer& writer, const std::vector<Change>& changes) {
    writer.line(1);
    writer.key("changes");
    writer.begin_list();
    for (const Change& change : changes) {
        writer.line(2);
        writer.begin_object();
        writer.member("change", change.text);
        json::write_size(writer, "placedBefore", change.placed_before);
        json::write_size(writer, "placedAfter", change.placed_after);
        writer.end_object();
    }
    writer.end_list();
}

void write_task(json::Writer& writer, const Problem& problem, const Explanation& explanation) {
    const std::size_t request = explanation.request_index;
    json::write_size(writer, "requestIndex", request);
    writer.member("taskIndex", explanation.task_index);
    writer.member("group", problem.group(request));
    writer.member("taskDefinitionArn", model::display_name(problem.task_definition(request)));
    json::write_size(writer, "requested", explanation.requested);
    write_placed(writer, problem, explanation.placed);
    json::write_text_or_null(writer, "ecsMessage", explanation.ecs_message);
}

}  // namespace

}  // namespace host::explain

void write_explanation_json(std::string& out, const Problem& problem,
                            const Explanation& explanation) {
    using namespace host;
    json::Writer writer(out);
    json::begin_answer(writer);
    explain::write_task(writer, problem, explanation);
    writer.line(1);
    writer.key("verdicts");
    writer.begin_list();
    for (const InstanceVerdict& verdict : explanation.verdicts) {
        explain::write_verdict(writer, problem, verdict);
    }
    writer.end_list();
    writer.line(1);
    json::write_closest(
        writer, explanation.closest,
        explanation.closest ? &problem.instance(explanation.closest->instance) : nullptr);
    writer.line(1);
    if (explanation.empty_fit) {
        json::write_empty_fit(writer, *explanation.empty_fit);
    } else {
        writer.key("fitsEmptyInstance");
        writer.null();
    }
    explain::write_changes(writer, explanation.changes);
    std::vector<Warning> warnings = problem.snapshot().warnings;
    warnings.insert(warnings.end(), problem.warnings().begin(), problem.warnings().end());
    json::end_answer(writer, warnings);
    out += '\n';
}

}  // namespace berth
