// The tasks of DAEMON services that ECS starts on an instance as soon as it joins.
#pragma once

#include <vector>

#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth::host::whatif {

class DaemonTasks {
   public:
    /// `frame`: task definitions, services and clusters; its instances are not looked at. Remarks
    /// on services that cannot be started go to `warnings`.
    DaemonTasks(const Snapshot& frame, std::vector<Warning>& warnings);

    /// Places the tasks on the instance, which has none, by the solver's own rules: its resources
    /// shrink. Returns the tasks.
    std::vector<Task> start_on(ContainerInstance& instance) const;

   private:
    Snapshot frame_;
    std::vector<Request> requests_;
};

}  // namespace berth::host::whatif
