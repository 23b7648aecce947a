// Another project's program: places two tasks on an instance that has room for one.
#include <iostream>

#include "berth/berth.hpp"

int main() {
    constexpr auto cluster = R"({
        "containerInstances": [{
            "containerInstanceArn": "arn:aws:ecs:us-west-2:111122223333:container-instance/c/1",
            "registeredResources": [
                {"name": "CPU", "type": "INTEGER", "integerValue": 2048},
                {"name": "MEMORY", "type": "INTEGER", "integerValue": 1000}]}],
        "taskDefinitions": [{
            "family": "web", "revision": 1,
            "containerDefinitions": [{"name": "web", "cpu": 256, "memory": 600}]}]})";
    constexpr auto burst = R"([{"taskDefinition": "web:1", "count": 2,
        "placementConstraints": [{"type": "memberOf", "expression": "runningTasksCount < 9"}]}])";

    const berth::Problem problem = berth::compile(berth::read_cluster_text(cluster, "cluster"),
                                                  berth::read_burst_text(burst, "burst"));
    const berth::Plan plan = berth::solve(problem);
    std::cout << plan.tasks.size() << " placed, " << plan.failed()
              << " failed: " << berth::version_details() << '\n';
    return plan.tasks.size() == 1 && plan.failed() == 1 ? 0 : 1;
}
