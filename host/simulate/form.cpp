// The texts that describe a simulation file. The skeleton and the frame of the schema are files in
// this folder, put in by the build; the definitions of records come from their field tables.
#include "berth/simulate.hpp"
#include "json/record_schema.hpp"
#include "simulate/fields.hpp"

namespace berth {

namespace host::simulate {

namespace {

json::Definitions record_definitions() {
    json::Definitions definitions;
    json::add_definitions<StopTasks>(definitions);
    json::add_definitions<LaunchDelays>(definitions);
    json::add_definitions<ManagedScalingChange>(definitions);
    json::add_definitions<ScalingModel>(definitions);
    return definitions;
}

}  // namespace

}  // namespace host::simulate

std::string_view simulation_schema() {
    static const std::string text = host::json::with_definitions(
#include "simulation_schema.inc"
        , host::simulate::record_definitions());
    return text;
}

std::string_view simulation_skeleton() {
    static constexpr std::string_view text =
#include "simulation_skeleton.inc"
        ;
    return text;
}

}  // namespace berth
