#include "berth/snapshot.hpp"

#include "model/task_definition_index.hpp"

namespace berth {

const TaskDefinition* Snapshot::find_task_definition(std::string_view name) const {
    return host::model::TaskDefinitionIndex(*this).find(name);
}

}  // namespace berth
