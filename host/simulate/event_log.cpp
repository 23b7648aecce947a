// The event log: what happened, one JSON object a line.
#include "berth/error.hpp"
#include "simulate/decision_json.hpp"
#include "simulate/failures.hpp"
#include "simulate/seconds.hpp"

namespace berth {

namespace host::simulate {

namespace {

class EventLogWriter {
   public:
    EventLogWriter(std::string& out, const SimulationResult& result)
        : out_(out), result_(result), writer_(out) {}

    void write(const SimulationEvent& event) {
        writer_ = json::Writer(out_);  // no comma before a line
        writer_.begin_object();
        write_seconds(writer_, "at", event.at);
        writer_.member("event", to_string(event.kind));
        if (event.task != no_index) task(event);
        if (event.task == no_index && event.service != no_index) service(event.service);
        if (event.instance != no_index) instance(result_.instances.at(event.instance), event);
        if (event.decision != no_index) decision(result_.decisions.at(event.decision));
        writer_.end_object();
        out_ += '\n';
    }

   private:
    void task(const SimulationEvent& event) {
        const SimulatedTask& task = result_.tasks.at(event.task);
        const TaskKind& kind = result_.task_kinds.at(task.kind);
        writer_.member("task", static_cast<std::int64_t>(event.task));
        writer_.member("taskDefinition", kind.task_definition);
        writer_.member("group", kind.group);
        if (kind.service != no_index) service(kind.service);
        if (kind.provider != no_index && event.instance == no_index) provider(kind.provider);
        const bool is_at_end =
            event.kind == EventKind::task_refused || event.kind == EventKind::task_stopped;
        if (is_at_end && task.reason != StopReason::none) {
            writer_.member("reason", to_string(task.reason));
            writer_.member("message", stop_message(task));
        }
        if (event.kind == EventKind::task_pending && !task.gpus.empty()) {
            writer_.key("gpus");
            write_gpus(writer_, task);
        }
    }

    void instance(const SimulatedInstance& instance, const SimulationEvent& event) {
        writer_.member("containerInstanceArn", instance.arn);
        if (event.task == no_index || event.kind == EventKind::task_pending) {
            writer_.member("instanceType", instance.instance_type);
            writer_.member("availabilityZone", instance.availability_zone);
        }
        if (instance.provider != no_index) provider(instance.provider);
    }

    void service(std::uint32_t number) {
        writer_.key("service");
        write_service(writer_, result_, number);
    }

    void provider(std::uint32_t number) {
        writer_.key("capacityProvider");
        write_provider(writer_, result_, number);
    }

    void decision(const ScalingDecision& decision) {
        writer_.key("decision");
        writer_.begin_object();
        write_decision(writer_, result_, decision);
        writer_.end_object();
    }

    std::string& out_;
    const SimulationResult& result_;
    json::Writer writer_;
};

}  // namespace

}  // namespace host::simulate

void write_event_log(std::string& out, const SimulationResult& result) {
    host::simulate::EventLogWriter log(out, result);
    for (const SimulationEvent& event : result.events) log.write(event);
}

}  // namespace berth
