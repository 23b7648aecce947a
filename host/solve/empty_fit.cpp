// Whether a class that failed could run on an instance that runs nothing else: one of the cluster,
// or one of the catalogue.
#include <algorithm>
#include <limits>

#include "berth/catalogue.hpp"
#include "berth/problem.hpp"
#include "model/instance.hpp"
#include "model/resource.hpp"
#include "solve/checks.hpp"
#include "solve/running_groups.hpp"

namespace berth {

namespace host::solve {

namespace {

using kernels::Resource;

// `has(resource)`: the amount that an instance brings, of interfaces its limit.
template <typename Has>
bool fits_amounts(const compile::TaskNeeds& needs, const Has& has) {
    const auto gpus = static_cast<std::int32_t>(has(Resource::gpu));
    return std::ranges::all_of(model::all_resources, [&](Resource resource) {
        return needs.amount_on(resource, gpus) <= has(resource);
    });
}

// The instance as it registered: all of its resources, its own reserved ports, no tasks. A lost
// agent may come back, so AGENT does not count.
bool fits_emptied(const compile::CompiledProblem& problem, const compile::TaskClass& task_class,
                  const ContainerInstance& instance, std::size_t i) {
    const auto has = [&](Resource resource) {
        return compile::registered_amount(instance, resource);
    };
    if (!fits_amounts(task_class.needs, has)) return false;
    const auto taken = problem.ports.bits(instance.registered.ports);
    for (std::size_t w = 0; w < taken.size(); ++w) {
        if ((taken[w] & task_class.port_bits[w]) != 0) return false;
    }
    for (const Reason check : compile::plane_checks) {
        if (check == Reason::agent) continue;
        if (!problem.planes[task_class.plane_of(check)].test(i)) return false;
    }
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
        const auto has = [&](Resource resource) { return model::planned_amount(type, resource); };
        if (!fits_amounts(needs, has) || !is_of_architecture(needs, type)) continue;
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
