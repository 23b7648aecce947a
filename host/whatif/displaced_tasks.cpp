#include "whatif/displaced_tasks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "model/service_request.hpp"
#include "model/task_definition_index.hpp"

namespace berth::host::whatif {

namespace {

constexpr std::string_view service_prefix = "service:";

// Services by name, for the groups of their tasks.
class Services {
   public:
    explicit Services(const Snapshot& base) {
        for (const Service& service : base.services) by_name_[service.name] = &service;
    }

    const Service* of_group(std::string_view group) const {
        if (!group.starts_with(service_prefix)) return nullptr;
        const auto found = by_name_.find(group.substr(service_prefix.size()));
        return found == by_name_.end() ? nullptr : found->second;
    }

   private:
    std::unordered_map<std::string_view, const Service*> by_name_;
};

Request request_of(const std::string& task_definition, const std::string& group,
                   const Service* service) {
    Request request = service == nullptr ? Request{} : model::service_request(*service);
    if (service == nullptr) request.group = group;
    request.task_definition = task_definition;
    request.count = 0;
    request.where = {"", fmt::format("displaced tasks of {}, group '{}'", task_definition, group)};
    return request;
}

void warn_of_unknown(const std::map<std::string, std::size_t>& unknown,
                     std::vector<Warning>& warnings) {
    for (const auto& [definition, count] : unknown) {
        warnings.push_back(
            {fmt::format("{} running tasks are not placed again when their instance goes: their "
                         "task definition '{}' is not in the snapshot; add the output of: aws ecs "
                         "describe-task-definition --task-definition {}",
                         count, definition, definition),
             {}});
    }
}

}  // namespace

DisplacedIndex::DisplacedIndex(const Snapshot& base, const InstancePool& pool,
                               std::vector<Warning>& warnings)
    : of_instance_(pool.base_count()) {
    const model::TaskDefinitionIndex definitions(base);
    const Services services(base);
    std::map<std::string, std::size_t> unknown;
    std::map<std::pair<std::string, std::string>, std::map<std::size_t, std::uint32_t>> running;
    for (InstanceId id = 0; id < pool.base_count(); ++id) {
        for (const Task& task : pool[id].tasks) {
            const Service* const service = services.of_group(task.group);
            const bool is_daemon =
                service != nullptr && service->scheduling == SchedulingStrategy::daemon;
            if (!task.counts() || is_daemon) continue;
            if (definitions.find(task.task_definition_arn) == nullptr) {
                ++unknown[task.task_definition_arn];
            } else {
                ++running[{task.task_definition_arn, task.group}][id];
            }
        }
    }
    warn_of_unknown(unknown, warnings);
    for (const auto& [kind, instances] : running) {
        const auto& [definition, group] = kind;
        const auto number = static_cast<std::uint32_t>(kinds_.size());
        kinds_.push_back(
            {definition, group, request_of(definition, group, services.of_group(group))});
        for (const auto& [id, count] : instances) of_instance_[id].push_back({number, count});
    }
}

std::vector<std::uint32_t> DisplacedIndex::displaced(const std::vector<InstanceId>& fleet,
                                                     const InstancePool& pool) const {
    if (kinds_.empty()) return {};
    std::vector<bool> is_there(of_instance_.size(), false);
    for (const InstanceId id : fleet) {
        if (pool.base_of(id) != InstancePool::no_base) is_there[pool.base_of(id)] = true;
    }
    std::vector<std::uint32_t> counts(kinds_.size(), 0);
    for (std::size_t i = 0; i < of_instance_.size(); ++i) {
        if (is_there[i]) continue;
        for (const Share& share : of_instance_[i]) counts[share.kind] += share.count;
    }
    return counts;
}

}  // namespace berth::host::whatif
