// A sweep of one scenario, for tests that are about its edits.
#pragma once

#include <string>
#include <vector>

#include "berth/what_if.hpp"

namespace berth::test {

inline Sweep sweep_of(std::vector<Edit> edits) {
    Sweep sweep;
    sweep.axes = {{"axis", {{"option", std::move(edits)}}}};
    return sweep;
}

inline MaterialisedScenario scenario_of(const Snapshot& base, const std::vector<Request>& burst,
                                        const Sweep& sweep, std::uint64_t index = 0) {
    return materialise(base, burst, sweep, scenario_key(sweep, index));
}

inline MaterialisedScenario scenario_of(const Snapshot& base, const std::vector<Request>& burst,
                                        std::vector<Edit> edits) {
    return scenario_of(base, burst, sweep_of(std::move(edits)));
}

/// What follows the last slash of each instance's ARN, in the snapshot's order.
inline std::vector<std::string> names_of(const Snapshot& snapshot) {
    std::vector<std::string> names;
    for (const ContainerInstance& instance : snapshot.instances) {
        names.push_back(instance.arn.substr(instance.arn.rfind('/') + 1));
    }
    return names;
}

}  // namespace berth::test
