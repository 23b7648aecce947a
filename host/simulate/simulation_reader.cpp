#include <filesystem>

#include "simulate/fields.hpp"
#include "yaml/record_reader.hpp"

namespace berth {

namespace host::simulate {

namespace {

// Arrivals are added once the seed is known, which draws the random ones.
Simulation read_root(const yaml::Value& root, const std::filesystem::path& folder) {
    SimulationInFile file;
    yaml::read_record(root, file);
    add_arrivals(file.arrivals, folder, file.simulation);
    return std::move(file.simulation);
}

}  // namespace

void check_update(const ServiceUpdate& update) {
    if (update.desired_count || update.task_definition) return;
    throw InputError("expected the member `desiredCount` or `taskDefinition`");
}

void check_change(const ManagedScalingChange& change) {
    if (!change.minimum_step || !change.maximum_step) return;
    if (*change.minimum_step <= *change.maximum_step) return;
    throw InputError("`minimumScalingStepSize` is larger than `maximumScalingStepSize`");
}

}  // namespace host::simulate

Simulation read_simulation(const std::string& path) {
    return host::simulate::read_root(host::yaml::load_file(path),
                                     std::filesystem::path(path).parent_path());
}

Simulation read_simulation_text(std::string_view text, const std::string& name) {
    return host::simulate::read_root(host::yaml::load(text, name),
                                     std::filesystem::path(name).parent_path());
}

}  // namespace berth
