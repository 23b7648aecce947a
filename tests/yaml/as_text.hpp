#pragma once

#include <string>
#include <string_view>

#include "berth/error.hpp"
#include "yaml/as_json.hpp"

namespace berth::host::yaml {

/// What a text says, as JSON; or the error.
inline std::string as_text(std::string_view text) {
    try {
        return to_json(load(text, "file.yaml"));
    } catch (const InputError& error) {
        return error.what();
    }
}

}  // namespace berth::host::yaml
