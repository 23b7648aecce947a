// A plan as berth's JSON (schemaVersion 1), as comma-separated values (RFC 4180, lines ended by a
// line feed: placed tasks in the order of placement, then failed ones) and as StartTask calls.
//
// Region-sized bursts have a million tasks, so what the tasks of a request have in common is
// rendered once. ECS takes at most ten instances a StartTask call, and starts one task on each;
// tasks of one request that follow each other share calls as far as that goes.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>
#include <vector>

#include "berth/json.hpp"
#include "documents/request_writer.hpp"
#include "json/answer_parts.hpp"
#include "json/writer.hpp"
#include "model/task_definition_index.hpp"

namespace berth::host::place {

namespace {

std::size_t instances_used(const Problem& problem, const Plan& plan) {
    std::vector<bool> is_used(problem.instance_count());
    for (const PlacedTask& task : plan.tasks) {
        if (task.instance != no_instance) is_used[static_cast<std::size_t>(task.instance)] = true;
    }
    return static_cast<std::size_t>(std::ranges::count(is_used, true));
}

void write_seconds(json::Writer& writer, const Timings& timings, const Plan& plan) {
    writer.key("seconds");
    writer.begin_object();
    writer.key("load");
    writer.number(timings.load);
    writer.key("compile");
    writer.number(timings.compile);
    writer.key("solve");
    writer.number(plan.solve_seconds);
    writer.end_object();
}

void write_summary(json::Writer& writer, const Problem& problem, const Plan& plan,
                   std::uint64_t seed, const Timings& timings) {
    const auto placed = static_cast<std::int64_t>(plan.tasks.size());
    const auto failed = static_cast<std::int64_t>(plan.failed());
    writer.key("summary");
    writer.begin_object();
    writer.member("requested", placed + failed);
    writer.member("placed", placed);
    writer.member("failed", failed);
    writer.member("instances", static_cast<std::int64_t>(problem.instance_count()));
    writer.member("instancesUsed", static_cast<std::int64_t>(instances_used(problem, plan)));
    writer.key("seed");
    writer.raw(std::to_string(seed));
    writer.member("backend", plan.backend);
    write_seconds(writer, timings, plan);
    writer.end_object();
}

// `"group":"...","taskDefinitionArn":"..."`
std::string shared_members(const Problem& problem, std::size_t request_index) {
    std::string members;
    json::Writer writer(members);
    writer.member("group", problem.group(request_index));
    writer.member("taskDefinitionArn", model::display_name(problem.task_definition(request_index)));
    return members;
}

void write_gpu_ids(json::Writer& writer, const Problem& problem, const PlacedTask& task) {
    writer.key("gpuIds");
    writer.begin_list();
    for (std::uint32_t i = 0; i < task.gpu_count; ++i) {
        writer.text(problem.instance(task.instance).remaining.gpu_ids[task.gpu_first + i]);
    }
    writer.end_list();
}

void write_place(json::Writer& writer, const Problem& problem, const PlacedTask& task) {
    writer.key("containerInstanceArn");
    if (task.instance != no_instance) {
        writer.text(problem.instance(task.instance).arn);
    } else {
        writer.null();
        writer.key("availabilityZone");
        if (task.zone >= 0) {
            writer.text(problem.zones()[static_cast<std::size_t>(task.zone)]);
        } else {
            writer.null();
        }
    }
    write_gpu_ids(writer, problem, task);
}

void write_tasks(json::Writer& writer, const Problem& problem, const Plan& plan) {
    std::vector<std::string> shared(problem.burst().size());
    writer.line(1);
    writer.key("tasks");
    writer.begin_list();
    for (const PlacedTask& task : plan.tasks) {
        std::string& members = shared[task.request_index];
        if (members.empty()) members = shared_members(problem, task.request_index);
        writer.line(2);
        writer.begin_object();
        writer.member("requestIndex", task.request_index);
        writer.member("taskIndex", task.task_index);
        writer.raw(members);
        write_place(writer, problem, task);
        writer.end_object();
    }
    writer.end_list();
}

void write_failures(json::Writer& writer, const Problem& problem, const Plan& plan) {
    std::unordered_map<std::int32_t, EmptyFit> fits;  // by task class
    writer.line(1);
    writer.key("failures");
    writer.begin_list();
    for (const FailedTasks& failure : plan.failures) {
        writer.line(2);
        writer.begin_object();
        writer.member("requestIndex", failure.request_index);
        writer.member("taskIndex", failure.task_index);
        writer.member("count", failure.count);
        json::write_reasons(writer, failure.reasons);
        json::write_closest(
            writer, failure.closest,
            failure.closest ? &problem.instance(failure.closest->instance) : nullptr);
        if (failure.task_class >= 0) {
            const auto [fit, is_new] = fits.try_emplace(failure.task_class);
            if (is_new) fit->second = could_ever_fit(problem, failure.task_class);
            json::write_empty_fit(writer, fit->second);
        }
        writer.end_object();
    }
    writer.end_list();
}

// A guess at the size of the text, so that it is not moved about while it grows.
std::size_t expected_bytes(const Problem& problem, const Plan& plan) {
    constexpr std::size_t bytes_per_failure = 400;
    std::size_t bytes = 4096 + plan.failures.size() * bytes_per_failure;
    if (plan.tasks.empty()) return bytes;
    const PlacedTask& first = plan.tasks.front();
    const std::size_t arn_bytes =
        first.instance == no_instance ? 0 : problem.instance(first.instance).arn.size();
    const std::size_t shared_bytes = shared_members(problem, first.request_index).size();
    return bytes + plan.tasks.size() * (arn_bytes + shared_bytes + 110);
}

constexpr std::string_view csv_header =
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

constexpr std::size_t instances_per_call = 10;

// The cluster's name in a long ARN, "arn:...:container-instance/NAME/ID"; short ones have none.
std::string_view cluster_of(std::string_view arn) {
    const std::size_t begin = arn.find('/');
    const std::size_t end = arn.rfind('/');
    return begin == end ? std::string_view() : arn.substr(begin + 1, end - begin - 1);
}

class StartTaskWriter {
   public:
    StartTaskWriter(std::string& out, const Problem& problem) : out_(out), problem_(problem) {}

    void add(const PlacedTask& task) {
        if (!fits_call(task)) flush();
        request_index_ = task.request_index;
        instances_.push_back(task.instance);
    }

    void flush() {
        if (instances_.empty()) return;
        const Request& request = problem_.burst()[request_index_];
        const std::string_view cluster = cluster_of(problem_.instance(instances_.front()).arn);
        json::Writer writer(out_);
        writer.begin_object();
        if (!cluster.empty()) writer.member("cluster", cluster);
        writer.member("taskDefinition",
                      model::display_name(problem_.task_definition(request_index_)));
        writer.key("containerInstances");
        writer.begin_list();
        for (const Ordinal instance : instances_) writer.text(problem_.instance(instance).arn);
        writer.end_list();
        writer.member("group", problem_.group(request_index_));
        documents::write_overrides(writer, request.overrides);
        documents::write_network_configuration(writer, request.subnets);
        writer.end_object();
        out_ += '\n';
        instances_.clear();
    }

   private:
    bool fits_call(const PlacedTask& task) const {
        if (instances_.empty()) return true;
        return task.request_index == request_index_ && instances_.size() < instances_per_call &&
               std::ranges::find(instances_, task.instance) == instances_.end() &&
               cluster_of(problem_.instance(task.instance).arn) ==
                   cluster_of(problem_.instance(instances_.front()).arn);
    }

    std::string& out_;
    const Problem& problem_;
    std::size_t request_index_ = 0;
    std::vector<Ordinal> instances_;  // of the call that is being gathered
};

}  // namespace

}  // namespace berth::host::place

namespace berth {

void write_plan_json(std::string& out, const Problem& problem, const Plan& plan, std::uint64_t seed,
                     const Timings& timings) {
    out.reserve(out.size() + host::place::expected_bytes(problem, plan));
    host::json::Writer writer(out);
    writer.begin_object();
    writer.member("schemaVersion", std::int64_t{1});
    writer.line(1);
    host::place::write_summary(writer, problem, plan, seed, timings);
    host::place::write_tasks(writer, problem, plan);
    host::place::write_failures(writer, problem, plan);
    writer.line(1);
    writer.key("warnings");
    writer.begin_list();
    host::json::write_warnings(writer, problem.snapshot().warnings);
    host::json::write_warnings(writer, problem.warnings());
    writer.end_list();
    writer.end_object();
    out += '\n';
}

void write_plan_csv(std::string& out, const Problem& problem, const Plan& plan) {
    out += host::place::csv_header;
    host::place::CsvWriter writer(out, problem);
    for (const PlacedTask& task : plan.tasks) writer.placed(task);
    for (const FailedTasks& failure : plan.failures) writer.failed(failure);
}

std::size_t write_start_task(std::string& out, const Problem& problem, const Plan& plan) {
    host::place::StartTaskWriter writer(out, problem);
    std::size_t fargate_tasks = 0;
    for (const PlacedTask& task : plan.tasks) {
        if (task.instance == no_instance) {
            ++fargate_tasks;
        } else {
            writer.add(task);
        }
    }
    writer.flush();
    return fargate_tasks;
}

}  // namespace berth
