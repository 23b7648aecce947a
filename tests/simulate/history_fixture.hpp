// Results of simulations made by hand: tests of what is written need no engine.
#pragma once

#include <string>
#include <vector>

#include "berth/simulate.hpp"

namespace berth::test {

/// Takes providers, kinds, instances, tasks and decisions, and derives from their lives what the
/// engine would have noted: events, minutes and totals. Each function returns the number of what it
/// added.
class HistoryBuilder {
   public:
    explicit HistoryBuilder(std::string title);

    std::uint32_t provider(const std::string& name, std::int64_t max_size,
                           std::vector<std::string> types);
    std::uint32_t service(const std::string& name);
    std::uint32_t kind(const std::string& task_definition, std::uint32_t provider = no_index,
                       std::uint32_t service = no_index);

    /// Seconds; negative = absent.
    struct Life {
        double launched = -1;
        double registered = -1;
        double draining = -1;
        double gone = -1;
    };
    std::uint32_t instance(const std::string& type, std::uint32_t provider, Life life);

    struct Run {
        double created = 0;
        double placed = -1;
        double running = -1;
        double stopped = -1;
        StopReason reason = StopReason::none;
    };
    std::uint32_t task(std::uint32_t kind, std::uint32_t instance, Run run);

    ScalingDecision& decision(std::uint32_t provider, double at);

    /// An event that no life tells of.
    void event(EventKind kind, double at, std::uint32_t service = no_index);

    SimulationResult& result() { return result_; }

    SimulationResult finish(double end);

   private:
    void note(EventKind kind, std::optional<SimulationTime> at, SimulationEvent what);
    void note_tasks();
    void note_instances();
    void note_decisions();
    void count_minutes(SimulationTime end);
    void total(SimulationTime end);

    SimulationResult result_;
};

SimulationTime seconds(double count);

/// Two tasks on two empty groups, as in the workshop: one provider launches a t4g.micro, the other
/// a p2.xlarge; both tasks run for five minutes, and after 15 datapoints the instances go.
SimulationResult workshop_history();

/// Every kind of event and stop reason, every bound; names that a page or a terminal must not obey.
SimulationResult odd_history();

/// A day on so many instances of one provider, for tests of size.
SimulationResult day_history(std::uint32_t tasks, std::uint32_t instances);

}  // namespace berth::test
