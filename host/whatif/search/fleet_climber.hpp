// Good fleets, fast: rounded points of the relaxation, mended until they take the burst, then made
// cheaper step by step. What it finds is kept by the evaluator.
#pragma once

#include <cstdint>
#include <vector>

#include "whatif/search/fleet_evaluator.hpp"
#include "whatif/search/fleet_relaxation.hpp"

namespace berth::search {

class FleetClimber {
   public:
    /// `all` bounds the whole burst, `additions` what new instances alone must take. All must
    /// outlive this.
    FleetClimber(const FleetSpace& space, const TaskDemand& demand, FleetRelaxation& all,
                 FleetRelaxation& additions, FleetEvaluator& evaluator)
        : space_(space), demand_(demand), all_(all), additions_(additions), evaluator_(evaluator) {}

    /// Fleets that the relaxation proposes, with and without each type, and the largest, each
    /// mended where tasks are left over.
    void start();

    /// From the best fleet: fewer of one type, or some of one for some of another, while that
    /// helps and no more than `most_evaluations` have been spent in all.
    void descend(std::uint64_t most_evaluations);

   private:
    std::vector<Fleet> proposals();
    Fleet mended(const Fleet& fleet, const Verdict& verdict, int round);
    std::vector<std::int64_t> failed_tasks(const Verdict& verdict) const;
    std::vector<Fleet> smaller(const Fleet& fleet, std::size_t type) const;
    std::vector<Fleet> exchanged(const Fleet& fleet, std::size_t from, std::size_t to) const;
    bool shrink();
    bool exchange();
    bool improve(std::vector<Fleet> candidates);
    bool may_be_better(const Fleet& fleet);
    bool is_spent() const;

    const FleetSpace& space_;
    const TaskDemand& demand_;
    FleetRelaxation& all_;
    FleetRelaxation& additions_;
    FleetEvaluator& evaluator_;
    std::uint64_t most_evaluations_ = 0;  // of descend()
};

}  // namespace berth::search
