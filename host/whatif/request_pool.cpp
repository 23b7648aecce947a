#include "whatif/request_pool.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "berth/catalogue.hpp"
#include "model/task_definition_index.hpp"
#include "whatif/scaled.hpp"

namespace berth::host::whatif {

namespace {

bool names(const std::vector<std::string>& wanted, const std::string& name) {
    return std::ranges::find(wanted, name) != wanted.end();
}

bool selects(const RequestSelector& selector, const Request& request,
             const TaskDefinition& definition) {
    if (selector.task_definitions.empty() && selector.services.empty()) return true;
    if (request.is_service() && names(selector.services, request.service_name)) return true;
    return (!definition.arn.empty() && names(selector.task_definitions, definition.arn)) ||
           names(selector.task_definitions, model::family_and_revision(definition)) ||
           names(selector.task_definitions, definition.family);
}

bool asks_for_gpus(const compile::TaskNeeds& needs) {
    return needs[kernels::Resource::gpu] > 0 || needs.gpus_all > 0;
}

}  // namespace

RequestPool::RequestPool(const Snapshot& frame, std::vector<std::string> instance_types)
    : resolver_(frame), instance_types_(std::move(instance_types)) {}

RequestId RequestPool::add_original(Request request) {
    request.count = 0;
    forms_.push_back({std::move(request), forms_.size(), {}});
    return static_cast<RequestId>(originals_++);
}

const compile::ResolvedRequest& RequestPool::resolved(RequestId id) {
    RequestForm& form = forms_[id];
    if (!form.shape) form.shape = resolver_.resolve(form.request);
    return resolver_.shapes()[*form.shape];
}

bool RequestPool::is_fargate(RequestId id) {
    return resolved(id).launch_type == LaunchType::fargate;
}

bool RequestPool::concerns(const RequestSelector& selector, RequestId id) {
    std::vector<bool>& concerned = concerned_[&selector];
    for (auto original = static_cast<RequestId>(concerned.size()); original < originals_;
         ++original) {
        concerned.push_back(
            selects(selector, forms_[original].request, *resolved(original).definition));
    }
    return concerned[forms_[id].outcome];
}

void RequestPool::check(const RequestSelector& selector) {
    const auto require = [this](const RequestSelector& one, std::string_view what,
                                const std::string& name) {
        for (RequestId id = 0; id < originals_; ++id) {
            if (selects(one, forms_[id].request, *resolved(id).definition)) return;
        }
        throw InputError(fmt::format("no request has the {} '{}'", what, name));
    };
    for (const std::string& name : selector.task_definitions) {
        require({.task_definitions = {name}, .services = {}}, "task definition", name);
    }
    for (const std::string& name : selector.services) {
        require({.task_definitions = {}, .services = {name}}, "service", name);
    }
}

template <class Edit, class Change>
RequestId RequestPool::edited_once(RequestId id, const Edit& edit, const Change& change) {
    if (!concerns(edit.requests, id)) return id;
    const auto found = edited_.find({id, &edit});
    if (found != edited_.end()) return found->second;
    std::optional<Request> request = forms_[id].request;
    if (!change(*request)) request.reset();
    const RequestId changed = request ? derived(id, std::move(*request)) : id;
    edited_.emplace(std::pair(id, &edit), changed);
    return changed;
}

RequestId RequestPool::derived(RequestId from, Request request) {
    RequestForm form{std::move(request), forms_[from].outcome, {}};
    form.shape = resolver_.resolve(form.request);
    forms_.push_back(std::move(form));
    return static_cast<RequestId>(forms_.size() - 1);
}

RequestId RequestPool::edited(RequestId id, const ScaleSizes& edit) {
    return edited_once(id, edit, [&](Request& request) {
        const compile::TaskNeeds& needs = resolved(id).needs;
        if (edit.cpu != 1)
            request.overrides.cpu_units = scaled(needs[kernels::Resource::cpu], edit.cpu);
        if (edit.memory != 1)
            request.overrides.memory_mib = scaled(needs[kernels::Resource::memory], edit.memory);
        return edit.cpu != 1 || edit.memory != 1;
    });
}

RequestId RequestPool::edited(RequestId id, const SetStrategies& edit) {
    return edited_once(id, edit, [&](Request& request) {
        if (is_fargate(id) || request.scheduling == SchedulingStrategy::daemon) return false;
        request.strategies = edit.strategies;
        return true;
    });
}

RequestId RequestPool::edited(RequestId id, const SetConstraints& edit) {
    return edited_once(id, edit, [&](Request& request) {
        if (is_fargate(id)) return false;
        if (!edit.keep) request.constraints.clear();
        request.constraints.insert(request.constraints.end(), edit.constraints.begin(),
                                   edit.constraints.end());
        return true;
    });
}

RequestId RequestPool::edited(RequestId id, const UseGpuModels& edit) {
    return edited_once(id, edit, [&](Request& request) {
        if (is_fargate(id) || !asks_for_gpus(resolved(id).needs)) return false;
        request.constraints.push_back({ConstraintType::member_of, expression_of(edit)});
        return true;
    });
}

// RunTask takes a launch type or a capacity provider strategy, not both.
RequestId RequestPool::edited(RequestId id, const SetProviderStrategy& edit) {
    return edited_once(id, edit, [&](Request& request) {
        request.launch_type.reset();
        request.capacity_providers = edit.capacity_providers;
        return true;
    });
}

// Names no more types than can occur, as an expression may have 2,000 characters. Where none can,
// any type with the models will do: it is on no instance.
std::string RequestPool::expression_of(const UseGpuModels& edit) const {
    std::vector<std::string_view> types;
    std::string_view absent;
    for (const InstanceType& type : catalogue()) {
        if (type.gpus == 0 || !names(edit.models, std::string(type.gpu_model))) continue;
        absent = type.name;
        if (names(instance_types_, std::string(type.name))) types.push_back(type.name);
    }
    if (types.empty()) types.push_back(absent);
    return fmt::format("attribute:ecs.instance-type in [{}]", fmt::join(types, ", "));
}

RequestId RequestPool::on_provider(RequestId id, std::size_t provider) {
    const auto found = on_provider_.find({id, provider});
    if (found != on_provider_.end()) return found->second;
    Request request = forms_[id].request;
    request.capacity_providers = {{resolved(id).providers[provider].capacity_provider, 0, 1}};
    const RequestId drawn = derived(id, std::move(request));
    on_provider_.emplace(std::pair(id, provider), drawn);
    return drawn;
}

}  // namespace berth::host::whatif
