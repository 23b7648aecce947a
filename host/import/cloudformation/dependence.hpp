// Which resources of a template need which others.
#pragma once

#include <string>
#include <vector>

#include "import/cloudformation/evaluator.hpp"

namespace berth::host::import::cloudformation {

/// The resources that a resource needs, by Ref, Fn::GetAtt, Fn::Sub or DependsOn, in the order of
/// the template. Of Fn::If only the branch that is taken counts.
std::vector<std::string> needed_resources(Evaluator& evaluator, const Stack& stack,
                                          const Resource& resource);

/// Throws InputError that names the resources of a circle, as CloudFormation refuses it.
void require_no_circle(Evaluator& evaluator, const Stack& stack);

}  // namespace berth::host::import::cloudformation
