// In place of the generated source, where berth is built without the report.
#include "report/embedded_page.hpp"

namespace berth::host::report {

std::span<const std::string_view> what_if_template() noexcept {
    return {};
}

std::span<const std::string_view> simulation_template() noexcept {
    return {};
}

}  // namespace berth::host::report
