// A plan as comma-separated values (RFC 4180, lines ended by a line feed): placed tasks in the
// order of placement, then failed ones.
#include <fmt/format.h>

#include <iterator>
#include <string>

#include "berth/json.hpp"
#include "json/answer_parts.hpp"
#include "model/task_definition_index.hpp"

namespace berth {

namespace host::place {

namespace {

constexpr std::string_view header =
    "requestIndex,taskIndex,group,taskDefinition,containerInstanceArn,ec2InstanceId,instanceType,"
    "availabilityZone,gpuIds,reason\n";

std::string_view attribute(const ContainerInstance& instance, std::string_view name) {
    const std::string* const value = instance.attribute(name);
    return value != nullptr ? std::string_view(*value) : std::string_view();
}

void append_instance(std::string& out, const ContainerInstance& instance) {
    for (const std::string_view text :
         {std::string_view(instance.arn), std::string_view(instance.ec2_instance_id),
          attribute(instance, attribute_names::instance_type),
          attribute(instance, attribute_names::availability_zone)}) {
        out += ',';
        json::append_csv_field(out, text);
    }
}

// The ids are separated by blanks.
std::string gpu_ids(const ContainerInstance& instance, const PlacedTask& task) {
    std::string ids;
    for (std::uint32_t i = 0; i < task.gpu_count; ++i) {
        if (i > 0) ids += ' ';
        ids += instance.remaining.gpu_ids[task.gpu_first + i];
    }
    return ids;
}

class CsvWriter {
   public:
    CsvWriter(std::string& out, const Problem& problem) : out_(out), problem_(problem) {}

    void placed(const PlacedTask& task) {
        begin(task.request_index, task.task_index);
        if (task.instance == no_instance) {
            out_ += ",,,,";
            if (task.zone >= 0) {
                json::append_csv_field(out_, problem_.zones()[static_cast<std::size_t>(task.zone)]);
            }
            out_ += ",,\n";
            return;
        }
        const ContainerInstance& instance = problem_.instance(task.instance);
        append_instance(out_, instance);
        out_ += ',';
        json::append_csv_field(out_, gpu_ids(instance, task));
        out_ += ",\n";
    }

    void failed(const FailedTasks& failure) {
        const std::string_view reason =
            failure.closest ? to_string(failure.closest->reason) : "no candidate";
        for (std::uint32_t i = 0; i < failure.count; ++i) {
            begin(failure.request_index, failure.task_index + i);
            out_ += ",,,,,,";
            json::append_csv_field(out_, reason);
            out_ += '\n';
        }
    }

   private:
    void begin(std::uint32_t request_index, std::uint32_t task_index) {
        fmt::format_to(std::back_inserter(out_), "{},{},", request_index, task_index);
        json::append_csv_field(out_, problem_.group(request_index));
        out_ += ',';
        json::append_csv_field(out_, model::display_name(problem_.task_definition(request_index)));
    }

    std::string& out_;
    const Problem& problem_;
};

}  // namespace

}  // namespace host::place

void write_plan_csv(std::string& out, const Problem& problem, const Plan& plan) {
    out += host::place::header;
    host::place::CsvWriter writer(out, problem);
    for (const PlacedTask& task : plan.tasks) writer.placed(task);
    for (const FailedTasks& failure : plan.failures) writer.failed(failure);
}

}  // namespace berth
