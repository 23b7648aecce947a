// A plan as StartTask calls. ECS takes at most ten instances a call, and starts one task on each;
// tasks of one request that follow each other share calls as far as that goes.
#include <algorithm>
#include <string>
#include <vector>

#include "berth/json.hpp"
#include "documents/request_writer.hpp"
#include "json/writer.hpp"
#include "model/task_definition_index.hpp"

namespace berth {

namespace host::place {

namespace {

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

}  // namespace host::place

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
