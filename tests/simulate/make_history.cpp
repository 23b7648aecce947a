// Writes the results of a simulation that was made by hand as JSON, for tests of the page.
//
// make_history workshop|odd|day [TASKS INSTANCES]
#include <exception>
#include <iostream>
#include <string>

#include "simulate/history_fixture.hpp"

namespace {

berth::SimulationResult history(const std::string& name, int count, char** sizes) {
    if (name == "workshop" && count == 0) return berth::test::workshop_history();
    if (name == "odd" && count == 0) return berth::test::odd_history();
    if (name != "day" || count != 2) {
        throw std::invalid_argument("usage: make_history workshop|odd|day TASKS INSTANCES");
    }
    const auto tasks = static_cast<std::uint32_t>(std::stoul(sizes[0]));
    const auto instances = static_cast<std::uint32_t>(std::stoul(sizes[1]));
    return berth::test::day_history(tasks, instances);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        std::string json;
        berth::write_simulation_json(json, history(argc > 1 ? argv[1] : "", argc - 2, argv + 2));
        std::cout << json;
        return std::cout.flush() ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
