// Task definitions by each of the names that a request may use.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "berth/snapshot.hpp"

namespace berth::host::model {

/// Points into its snapshot, which must outlive it and not change.
class TaskDefinitionIndex {
   public:
    explicit TaskDefinitionIndex(const Snapshot& snapshot);

    /// By ARN, `family:revision`, or `family` (highest revision). nullptr = unknown. O(1).
    const TaskDefinition* find(std::string_view name) const;

   private:
    std::unordered_map<std::string, const TaskDefinition*> by_name_;
};

/// "web:3"
std::string family_and_revision(const TaskDefinition& definition);

/// The ARN, or `family:revision` if the input gave none.
std::string display_name(const TaskDefinition& definition);

}  // namespace berth::host::model
