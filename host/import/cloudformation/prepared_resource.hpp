// The properties of a resource that berth knows, worked out and with what AWS adds: names, ids,
// ARNs and defaults.
#pragma once

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

}  // namespace berth::host::import::cloudformation
