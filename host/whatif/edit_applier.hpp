// One scenario's edits, applied in the order of the axes.
#pragma once

#include <cstdint>
#include <vector>

#include "berth/what_if.hpp"
#include "whatif/displaced_tasks.hpp"
#include "whatif/fleet_edits.hpp"
#include "whatif/instance_pool.hpp"
#include "whatif/request_order.hpp"
#include "whatif/request_pool.hpp"

namespace berth::host::whatif {

/// A scenario's result, in numbers of forms.
struct AppliedScenario {
    std::vector<InstanceId> fleet;    ///< in instance order
    std::vector<RequestShare> burst;  ///< displaced tasks first
    std::uint64_t seed = 0;
};

class EditApplier {
   public:
    /// All of these must outlive this and not move. Throws InputError for names in the sweep that
    /// the cluster or the burst does not have.
    EditApplier(const Snapshot& base, const std::vector<Request>& burst, const Sweep& sweep);

    /// Throws InputError that names axis and option.
    AppliedScenario apply(const ScenarioKey& key);

    /// Tries every option on the base, each alone.
    void try_options();

    InstancePool& instances() { return instances_; }
    RequestPool& requests() { return requests_; }
    const std::vector<DisplacedTasks>& displaced() const { return displaced_index_.kinds(); }
    const std::vector<Warning>& warnings() const { return warnings_; }

   private:
    struct Draft;

    Draft start(std::uint64_t trial) const;
    void apply(const Axis& axis, const Option& option, Draft& draft);
    void apply(const Edit& edit, Draft& draft);
    void scale(const ScaleCounts& edit, Draft& draft);
    RequestId edited(RequestId id, const Edit& edit);
    std::vector<RequestShare> displaced_tasks(const Draft& draft);
    void add_originals(const std::vector<Request>& burst);

    const Sweep& sweep_;
    std::vector<Warning> warnings_;
    InstancePool instances_;
    FleetEdits fleet_edits_;
    DisplacedIndex displaced_index_;
    RequestPool requests_;
    std::vector<RequestShare> burst_;  // before all edits
};

}  // namespace berth::host::whatif
