// Resources as documents of the AWS CLI, so that the readers of those check them: first the
// properties that berth knows, worked out and with what AWS adds (names, ids, ARNs and defaults),
// then the text.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "import/cloudformation/evaluator.hpp"

namespace berth::host::import::cloudformation {

struct PreparedResource {
    const Stack* stack;
    const Resource* resource;  ///< nullptr: a cluster that only an association names
    const ResourceType* type;
    Property properties;  ///< a map
};

/// The resources of all stacks that exist and matter to placement, in the order of the templates.
/// Associations of clusters with capacity providers are part of the clusters. Properties that their
/// type lacks become warnings.
std::vector<PreparedResource> prepare_resources(Evaluator& evaluator,
                                                const std::vector<Stack>& stacks,
                                                std::vector<Warning>& warnings);

/// A warning for a property that a shape lacks.
void warn_of_unknown_property(const Shape& shape, const std::string& name, const Location& where,
                              std::vector<Warning>& warnings);

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
