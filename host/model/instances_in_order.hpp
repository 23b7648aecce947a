// The instances of a snapshot by ordinal and by ARN.
#pragma once

#include <string_view>
#include <vector>

#include "berth/plan.hpp"
#include "berth/snapshot.hpp"

namespace berth::host::model {

/// Points into the snapshot, which must outlive it and stay as it is.
class InstancesInOrder {
   public:
    explicit InstancesInOrder(const Snapshot& snapshot);

    const ContainerInstance& operator[](Ordinal ordinal) const {
        return *sorted_.at(static_cast<std::size_t>(ordinal));
    }

    /// nullptr for an ARN that no instance has. O(log instances).
    const ContainerInstance* find(std::string_view arn) const;

   private:
    std::vector<const ContainerInstance*> sorted_;  ///< ascending bytes of the ARN
};

}  // namespace berth::host::model
