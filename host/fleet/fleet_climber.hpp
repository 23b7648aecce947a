// Good fleets, fast: rounded points of the relaxation, mended until they take the burst, then made
// cheaper step by step. What it finds is kept by the evaluator.
#pragma once

#include <cstdint>
#include <vector>

#include "fleet/fleet_evaluator.hpp"
#include "fleet/fleet_relaxation.hpp"

namespace berth::host::fleet {

class FleetClimber {
   public:
    /// `all` bounds the whole burst, `additions` what new instances alone must take. All must
    /// outlive this.
    FleetClimber(const FleetSpace& space, const TaskDemand& demand, FleetRelaxation& all,
                 FleetRelaxation& additions, FleetEvaluator& evaluator)
        : space_(space), demand_(demand), all_(all), additions_(additions), evaluator_(evaluator) {}

    /// Mends fleets that the relaxation proposes, with and without each type, and the largest; then
    /// makes each cheaper: fewer of one type, or some of one for some of another, while that helps.
    /// The best of them is shaken by taking a type away, and so on, until that helps no more or
    /// `most_evaluations` have been spent.
    void climb(std::uint64_t most_evaluations);

   private:
    std::vector<Fleet> proposals();
    std::vector<Fleet> mend(std::vector<Fleet> fleets, const Fleet& most);
    Fleet mended(const Fleet& fleet, const Verdict& verdict, const Fleet& most, int round);
    std::vector<std::int64_t> failed_tasks(const Verdict& verdict) const;
    bool is_far_off(const Fleet& fleet) const;

    void descend(Fleet fleet);
    bool shrink(Fleet& fleet);
    bool exchange(Fleet& fleet);
    bool kick();
    bool improve(Fleet& fleet, std::vector<Fleet> candidates);
    std::vector<Fleet> smaller(const Fleet& fleet, std::size_t type) const;
    std::vector<Fleet> exchanged(const Fleet& fleet, std::size_t from, std::size_t to) const;
    bool is_cheaper(const Fleet& fleet, const Fleet& than) const;
    bool may_do(const Fleet& fleet);
    bool is_spent() const;

    const FleetSpace& space_;
    const TaskDemand& demand_;
    FleetRelaxation& all_;
    FleetRelaxation& additions_;
    FleetEvaluator& evaluator_;
    std::uint64_t most_evaluations_ = 0;  // of climb()
};

}  // namespace berth::host::fleet
