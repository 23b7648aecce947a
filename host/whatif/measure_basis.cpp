#include "whatif/measure_basis.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "berth/error.hpp"
#include "model/task_definition_index.hpp"

namespace berth::host::whatif {

MeasureBasis measure_basis(const Snapshot& base, const std::vector<Request>& burst,
                           PriceList prices) {
    MeasureBasis basis;
    basis.prices = std::move(prices);
    const model::TaskDefinitionIndex index(base);
    std::map<const TaskDefinition*, std::size_t> position;
    for (const Request& request : burst) {
        const TaskDefinition* const definition = index.find(request.task_definition);
        if (definition == nullptr) {
            throw InputError(fmt::format("the snapshot has no task definition '{}'; add the output "
                                         "of `aws ecs describe-task-definition`",
                                         request.task_definition),
                             request.where);
        }
        const auto [found, is_new] = position.emplace(definition, basis.definitions.size());
        if (is_new) basis.definitions.push_back(model::family_and_revision(*definition));
        basis.definition_of_request.push_back(found->second);
    }
    return basis;
}

}  // namespace berth::host::whatif
