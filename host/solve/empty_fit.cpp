// Whether a class that failed could run on an instance that runs nothing else: one of the cluster,
// or one of the catalogue.
#include <limits>

#include "berth/catalogue.hpp"
#include "berth/problem.hpp"
#include "solve/checks.hpp"
#include "solve/running_groups.hpp"

namespace berth {

namespace host::solve {

namespace {

bool fits_amounts(const compile::TaskNeeds& needs, std::int64_t cpu_units, std::int64_t memory_mib,
                  std::int32_t gpus) {
    return needs.cpu_units <= cpu_units && needs.memory_mib <= memory_mib &&
           needs.gpus_on(gpus) <= gpus;
}

// The instance as it registered: all of its resources, its own reserved ports, no tasks. A lost
// agent may come back, so AGENT does not count.
bool fits_emptied(const compile::CompiledProblem& problem, const compile::TaskClass& task_class,
                  const ContainerInstance& instance, std::size_t i) {
    const auto gpus = static_cast<std::int32_t>(instance.registered.gpu_ids.size());
    if (!fits_amounts(task_class.needs, instance.registered.cpu_units,
                      instance.registered.memory_mib, gpus)) {
        return false;
    }
    const auto taken = problem.ports.bits(instance.registered.ports);
    for (std::size_t w = 0; w < taken.size(); ++w) {
        if ((taken[w] & task_class.port_bits[w]) != 0) return false;
    }
    if (task_class.needs.enis > compile::eni_limit(instance)) return false;
    if (!problem.planes[task_class.attributes].test(i)) return false;
    if (!problem.planes[task_class.location].test(i)) return false;
    if (!problem.planes[task_class.member_of].test(i)) return false;
    for (const compile::ExpressionId id : task_class.dynamic_expressions) {
        if (!query::evaluate(problem.expressions[id].parsed, instance, {})) return false;
    }
    return true;
}

bool is_of_architecture(const compile::TaskNeeds& needs, const InstanceType& type) {
    for (const RequiredAttribute& attribute : needs.attributes) {
        if (attribute.name == attribute_names::cpu_architecture && attribute.value &&
            *attribute.value != type.cpu_architecture) {
            return false;
        }
    }
    return true;
}

// By needs and architecture alone: other attributes, zones and groups are the cluster's business.
std::string cheapest_type(const compile::TaskNeeds& needs) {
    const InstanceType* best = nullptr;
    const auto price = [](const InstanceType& type) {
        return type.usd_per_hour < 0 ? std::numeric_limits<double>::max() : type.usd_per_hour;
    };
    for (const InstanceType& type : catalogue()) {
        const auto memory_mib = static_cast<std::int64_t>(static_cast<double>(type.memory_mib) *
                                                          registered_memory_factor);
        if (!fits_amounts(needs, std::int64_t{type.vcpus} * 1024, memory_mib, type.gpus)) continue;
        if (needs.enis > type.awsvpc_tasks || !is_of_architecture(needs, type)) continue;
        if (best == nullptr || price(type) < price(*best)) best = &type;
    }
    return best == nullptr ? std::string() : std::string(best->name);
}

}  // namespace

}  // namespace host::solve

EmptyFit could_ever_fit(const Problem& problem, std::int32_t task_class) {
    const host::compile::CompiledProblem& compiled = problem.compiled();
    const host::compile::TaskClass& wanted =
        compiled.classes.at(static_cast<std::size_t>(task_class));
    EmptyFit fit;
    const host::compile::BitPlane& candidates = compiled.planes[wanted.candidates];
    for (std::size_t i = 0; i < compiled.instance_count() && !fit.on_cluster; ++i) {
        fit.on_cluster = candidates.test(i) &&
                         host::solve::fits_emptied(compiled, wanted, *compiled.instances[i], i);
    }
    fit.catalogue_type = host::solve::cheapest_type(wanted.needs);
    return fit;
}

}  // namespace berth
