// From a sweep's numbers to what the solver takes.
//
// A ScenarioWorld is built once from base snapshot, burst and sweep. It applies the edits of a
// scenario to numbers of instance and request forms (instance_pool.hpp, request_pool.hpp), and
// returns either many scenarios compiled together or one written out in full. Both come from the
// same applied edits, so they cannot disagree about the meaning of an edit.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "berth/error.hpp"
#include "berth/what_if.hpp"
#include "whatif/displaced_tasks.hpp"
#include "whatif/scenario_batch.hpp"
#include "whatif/time_edits.hpp"

namespace berth::host::whatif {

class ScenarioWorld {
   public:
    /// Applies every option once to the base, so that errors show at once. Throws InputError that
    /// names axis and option, also for an edit that has no meaning for such a sweep;
    /// std::logic_error for a sweep that expand() has not seen.
    ScenarioWorld(Snapshot base, std::vector<Request> burst, Sweep sweep,
                  SweepKind kind = SweepKind::placement);
    ~ScenarioWorld();
    ScenarioWorld(ScenarioWorld&&) noexcept;
    ScenarioWorld& operator=(ScenarioWorld&&) noexcept;

    const Sweep& sweep() const;
    const Snapshot& base() const;
    const std::vector<Request>& burst() const;

    /// Points times trials.
    std::uint64_t scenario_count() const;

    /// Length of ScenarioMetrics::requests: the base burst, then displaced(). [ScenarioBatch]
    std::size_t outcome_count() const;

    /// The meaning of the outcomes after those of the base burst; empty without
    /// Sweep::replace_displaced.
    const std::vector<DisplacedTasks>& displaced() const;

    /// Remarks on what the sweep leaves out.
    const std::vector<Warning>& warnings() const;

    /// The scenarios `first` to `first + count - 1`, compiled together. A cluster left without
    /// instances by all of them is compiled with one that every scenario removes. Thread-safe; the
    /// forms that it builds are kept for later calls.
    ScenarioBatch batch(std::uint64_t first, std::uint64_t count) const;

    /// One scenario in full. Thread-safe.
    MaterialisedScenario materialised(const ScenarioKey& key) const;

   private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace berth::host::whatif
