// Two instances and a burst of four requests: tasks by themselves, a service, GPUs, a daemon.
#pragma once

#include <vector>

#include "compile/needs.hpp"
#include "support/builders.hpp"
#include "whatif/one_scenario.hpp"

namespace berth::test {

inline TaskDefinition gpu_definition(std::string_view family) {
    TaskDefinition definition = make_definition(family);
    definition.containers[0].gpus.count = 1;
    return definition;
}

inline Snapshot cluster() {
    return make_snapshot(
        {make_instance("a"), make_instance("b")},
        {make_definition("web"), make_definition("api", 1000, 300), gpu_definition("train")});
}

inline std::vector<Request> burst() {
    return {run_task("web", 3), create_service("shop", "api:1", 2), run_task("train", 1),
            daemon_service("agent", "web")};
}

/// What one task of a request of the scenario needs.
inline host::compile::TaskNeeds needs_of(const MaterialisedScenario& scenario,
                                         std::size_t request) {
    const Request& wanted = scenario.burst.at(request);
    const TaskDefinition* definition =
        scenario.snapshot.find_task_definition(wanted.task_definition);
    return host::compile::task_needs(*definition, wanted.overrides, {});
}

}  // namespace berth::test
