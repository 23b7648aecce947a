// Places a burst on a cluster: place_burst CLUSTER_DIRECTORY BURST_FILE
#include <cstdlib>
#include <iostream>

#include "berth/berth.hpp"

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: place_burst CLUSTER_DIRECTORY BURST_FILE\n";
        return EXIT_FAILURE;
    }
    try {
        const berth::Problem problem =
            berth::compile(berth::read_cluster(argv[1]), berth::read_burst(argv[2]));
        const berth::Plan plan = berth::solve(problem);

        for (const berth::PlacedTask& task : plan.tasks) {
            std::cout << problem.group(task.request_index) << " -> "
                      << (task.instance == berth::no_instance ? "Fargate"
                                                              : problem.instance(task.instance).arn)
                      << '\n';
        }
        for (const berth::FailedTasks& failed : plan.failures) {
            std::cout << problem.group(failed.request_index) << ": " << failed.count
                      << " task(s) fit nowhere";
            if (failed.closest) {
                std::cout << "; the closest is " << problem.instance(failed.closest->instance).arn
                          << ", " << berth::to_string(failed.closest->reason);
            }
            std::cout << '\n';
        }
        std::cout << plan.tasks.size() << " placed, " << plan.failed() << " not\n";
        return EXIT_SUCCESS;
    } catch (const berth::InputError& error) {
        std::cerr << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
