// The texts that describe a simulation file, by its field tables.
#include "berth/simulate.hpp"
#include "json/record_schema.hpp"
#include "simulate/fields.hpp"
#include "yaml/skeleton.hpp"

namespace berth {

std::string_view simulation_schema() {
    static const std::string text = host::json::schema_of(
        host::record::record_of<host::simulate::SimulationInFile>, "berth simulation");
    return text;
}

std::string_view simulation_skeleton() {
    static const std::string text =
        host::yaml::skeleton_of(host::record::record_of<host::simulate::SimulationInFile>);
    return text;
}

}  // namespace berth
