// YAML text to a tree, by libyaml.
#pragma once

#include <optional>
#include <string_view>

#include "json/tree.hpp"

namespace berth::host::yaml {

/// Reads the one document of a text; why it is no YAML. Throws InputError where there are more or
/// none, for an alias without an anchor, and for what may not be merged.
std::optional<json::Fault> read_yaml_tree(std::string_view text, const std::string& file,
                                          json::TreeBuilder& builder);

}  // namespace berth::host::yaml
