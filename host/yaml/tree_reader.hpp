// YAML text to a tree, by libyaml.
#pragma once

#include <optional>
#include <string_view>

#include "json/tree.hpp"

namespace berth::host::yaml {

/// Reads the single document of a text; returns why it is not YAML. Throws InputError if there are
/// more or none, for an alias without an anchor, and for values that cannot be merged.
std::optional<json::Fault> read_yaml_tree(std::string_view text, const std::string& file,
                                          json::TreeBuilder& builder);

}  // namespace berth::host::yaml
