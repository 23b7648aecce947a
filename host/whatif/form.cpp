// The texts that describe a what-if file, by its field tables.
#include "berth/what_if.hpp"
#include "json/record_schema.hpp"
#include "whatif/fields.hpp"
#include "yaml/skeleton.hpp"

namespace berth {

std::string_view sweep_schema() {
    static const std::string text = host::json::schema_of(
        host::record::record_of<host::whatif::SweepInFile>, "berth what-if sweep");
    return text;
}

std::string_view sweep_skeleton() {
    static const std::string text =
        host::yaml::skeleton_of(host::record::record_of<host::whatif::SweepInFile>);
    return text;
}

}  // namespace berth
