// What if one instance were gone? lose_an_instance CLUSTER_DIRECTORY BURST_FILE
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "berth/berth.hpp"

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: lose_an_instance CLUSTER_DIRECTORY BURST_FILE\n";
        return EXIT_FAILURE;
    }
    try {
        const berth::Problem problem =
            berth::compile(berth::read_cluster(argv[1]), berth::read_burst(argv[2]));

        std::vector<berth::Scenario> scenarios(problem.instance_count() + 1);  // the last: none
        for (std::size_t i = 0; i < problem.instance_count(); ++i) {
            scenarios[i].removed = {static_cast<berth::Ordinal>(i)};
        }
        const std::vector<berth::ScenarioAnswer> answers = berth::solve_batch(problem, scenarios);

        std::cout << answers.back().placed << " placed with all instances\n";
        for (std::size_t i = 0; i < problem.instance_count(); ++i) {
            std::cout << answers[i].placed << " placed without "
                      << problem.instance(static_cast<berth::Ordinal>(i)).arn << '\n';
        }
        return EXIT_SUCCESS;
    } catch (const berth::InputError& error) {
        std::cerr << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
