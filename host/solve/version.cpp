#include "berth/version.hpp"

#include <fmt/format.h>

#include "berth/catalogue.hpp"
#include "berth/solve.hpp"

#define BERTH_STRINGIZE_VALUE(value) #value
#define BERTH_STRINGIZE(value) BERTH_STRINGIZE_VALUE(value)

namespace berth {

std::string_view version() {
    return BERTH_STRINGIZE(BERTH_VERSION_MAJOR) "." BERTH_STRINGIZE(
        BERTH_VERSION_MINOR) "." BERTH_STRINGIZE(BERTH_VERSION_PATCH);
}

std::string version_details() {
    std::string names;
    for (const BackendInfo& backend : backends()) {
        if (backend.unavailable_kind == BackendError::Kind::not_built) continue;
        names += names.empty() ? "" : ", ";
        names += backend.name;
    }
    return fmt::format("{} ({} {}; backends: {}; EC2 catalogue of {})", version(),
#ifdef __clang__
                       "clang++", __clang_version__,
#else
                       "g++", __VERSION__,
#endif
                       names, catalogue_date());
}

}  // namespace berth
