// The texts that describe a simulation file. Both are files in this folder, put in by the build.
#include "berth/simulate.hpp"

namespace berth {

std::string_view simulation_schema() {
    static constexpr std::string_view text =
#include "simulation_schema.inc"
        ;
    return text;
}

std::string_view simulation_skeleton() {
    static constexpr std::string_view text =
#include "simulation_skeleton.inc"
        ;
    return text;
}

}  // namespace berth
