// The tasks that lose their instance and need another: by task definition and group.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "berth/snapshot.hpp"
#include "whatif/instance_pool.hpp"

namespace berth::host::whatif {

/// Tasks of one task definition in one group that run on the cluster's instances.
struct DisplacedTasks {
    std::string task_definition;  ///< ARN
    std::string group;            ///< empty = none
    Request request;              ///< that runs them again; its count is 0
};

class DisplacedIndex {
   public:
    /// Nothing is displaced.
    DisplacedIndex() = default;

    /// Tasks of DAEMON services belong to their instance and are left out; so are tasks whose task
    /// definition is unknown, with a warning.
    DisplacedIndex(const Snapshot& base, const InstancePool& pool, std::vector<Warning>& warnings);

    /// Ordered by the bytes of task definition and group.
    const std::vector<DisplacedTasks>& kinds() const { return kinds_; }

    /// How many of each kind run on instances of the base that are not among these. [kinds()]
    std::vector<std::uint32_t> displaced(const std::vector<InstanceId>& fleet,
                                         const InstancePool& pool) const;

   private:
    struct Share {
        std::uint32_t kind = 0;
        std::uint32_t count = 0;
    };

    std::vector<DisplacedTasks> kinds_;
    std::vector<std::vector<Share>> of_instance_;  // [base instances]
};

}  // namespace berth::host::whatif
