#include "json/path.hpp"

#include <stdexcept>

namespace berth::host::json {

void append_escaped_step(std::string& pointer, std::string_view name) {
    for (const char c : name) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
}

void Path::fail_depth() {
    throw std::logic_error("json::Path: deeper than any document that berth reads");
}

std::string Path::pointer() const {
    std::string pointer;
    for (std::size_t i = 0; i < depth_; ++i) {
        pointer += '/';
        if (steps_[i].name != nullptr) {
            append_escaped_step(pointer, {steps_[i].name, steps_[i].number});
        } else {
            pointer += std::to_string(steps_[i].number);
        }
    }
    return pointer;
}

}  // namespace berth::host::json
