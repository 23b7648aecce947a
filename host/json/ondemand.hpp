// simdjson's On-Demand interface, only for the sources of this folder: its header takes seconds to
// compile.
#pragma once

#include <simdjson.h>

#include "json/value.hpp"

namespace berth::host::json {

namespace ondemand = simdjson::ondemand;

// simdjson 3.6 has no default for a lone surrogate: reject it, as other parsers do.
template <class Field>
auto unescaped_key(Field& field) {
    if constexpr (requires { field.unescaped_key(); }) {
        return field.unescaped_key();
    } else {
        return field.unescaped_key(false);
    }
}

/// The position of the iteration.
struct StandingValue {
    ondemand::value value;
};
struct StandingField {
    ondemand::field field;
};

}  // namespace berth::host::json
