#include "model/task_definition_index.hpp"

#include <fmt/format.h>

#include "berth/snapshot.hpp"

namespace berth::host::model {

std::string family_and_revision(const TaskDefinition& definition) {
    return fmt::format("{}:{}", definition.family, definition.revision);
}

std::string display_name(const TaskDefinition& definition) {
    return definition.arn.empty() ? family_and_revision(definition) : definition.arn;
}

TaskDefinitionIndex::TaskDefinitionIndex(const Snapshot& snapshot) {
    for (const TaskDefinition& definition : snapshot.task_definitions) {
        if (!definition.arn.empty()) by_name_[definition.arn] = &definition;
        by_name_[family_and_revision(definition)] = &definition;
        const auto [entry, is_new] = by_name_.try_emplace(definition.family, &definition);
        if (!is_new && entry->second->revision < definition.revision) entry->second = &definition;
    }
}

const TaskDefinition* TaskDefinitionIndex::find(std::string_view name) const {
    const auto found = by_name_.find(std::string(name));
    return found == by_name_.end() ? nullptr : found->second;
}

}  // namespace berth::host::model

namespace berth {

const TaskDefinition* Snapshot::find_task_definition(std::string_view name) const {
    return host::model::TaskDefinitionIndex(*this).find(name);
}

}  // namespace berth
