// The texts that describe a what-if file. Both are files in this folder, put in by the build.
#include "berth/what_if.hpp"

namespace berth {

std::string_view sweep_schema() {
    static constexpr std::string_view text =
#include "what_if_schema.inc"
        ;
    return text;
}

std::string_view sweep_skeleton() {
    static constexpr std::string_view text =
#include "what_if_skeleton.inc"
        ;
    return text;
}

}  // namespace berth
