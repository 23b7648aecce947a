// Resources as documents of the AWS CLI, so that the readers of those check them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "import/cloudformation/prepared_resource.hpp"

namespace berth::host::import::cloudformation {

struct Documents {
    std::string json;                        ///< one document with a member per section
    std::map<std::string, Location> places;  ///< JSON pointer -> place in a template
    std::set<std::string> unresolved;        ///< what matters and only AWS knows

    /// The place in a template of a JSON pointer, or of what it is part of.
    Location place_of(const Location& in_json) const;
};

/// What only AWS knows is left out, with a warning that says how to give it.
Documents write_documents(Evaluator& evaluator, const std::vector<PreparedResource>& resources,
                          std::vector<Warning>& warnings);

}  // namespace berth::host::import::cloudformation
