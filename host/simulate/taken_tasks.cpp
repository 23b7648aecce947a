#include "simulate/taken_tasks.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "compile/needs.hpp"
#include "model/resource.hpp"
#include "model/task_definition_index.hpp"

namespace berth::host::simulate {

namespace {

std::vector<std::uint32_t> give_back_gpus(ContainerInstance& instance, std::int64_t count) {
    std::vector<std::uint32_t> numbers;
    std::vector<std::string>& free = instance.remaining.gpu_ids;
    const std::vector<std::string>& all = instance.registered.gpu_ids;
    for (std::uint32_t g = 0; g < all.size() && std::ssize(numbers) < count; ++g) {
        if (std::ranges::find(free, all[g]) != free.end()) continue;
        free.push_back(all[g]);
        numbers.push_back(g);
    }
    return numbers;
}

std::vector<std::uint32_t> give_back(const compile::TaskNeeds& needs, ContainerInstance& instance) {
    model::for_each_listed_amount([&](model::Resource resource, auto amount) {
        instance.remaining.*amount += needs[resource];
    });
    for (const HostPort& port : needs.ports) std::erase(instance.remaining.ports, port);
    --instance.running_tasks_count;
    return give_back_gpus(
        instance, needs.gpus_on(static_cast<std::int32_t>(instance.registered.gpu_ids.size())));
}

}  // namespace

EmptiedCluster without_taken_tasks(const Snapshot& base, const RequestBook& book) {
    EmptiedCluster out;
    out.snapshot = base;
    out.gpus.resize(book.taken.size());
    const model::TaskDefinitionIndex definitions(base);
    std::unordered_map<std::string_view, ContainerInstance*> instances;
    for (ContainerInstance& instance : out.snapshot.instances) {
        instances.emplace(instance.arn, &instance);
    }
    std::set<std::size_t> taken;
    for (std::size_t k = 0; k < book.taken.size(); ++k) {
        const Task& task = base.tasks[book.taken[k].task];
        taken.insert(book.taken[k].task);
        const auto found = instances.find(task.container_instance_arn);
        if (found == instances.end()) continue;
        const compile::TaskNeeds needs = compile::task_needs(
            *definitions.find(task.task_definition_arn), {}, {"", "task " + task.arn});
        out.gpus[k] = give_back(needs, *found->second);
    }
    std::vector<Task> left;
    for (std::size_t t = 0; t < base.tasks.size(); ++t) {
        if (!taken.contains(t)) left.push_back(base.tasks[t]);
    }
    out.snapshot.tasks = std::move(left);
    return out;
}

}  // namespace berth::host::simulate
