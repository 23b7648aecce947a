// The values of a template's parameters: given ones, else their defaults, checked as CloudFormation
// checks them.
#pragma once

#include <string>

#include "berth/import.hpp"
#include "import/cloudformation/property.hpp"
#include "import/cloudformation/template.hpp"

namespace berth::host::import::cloudformation {

/// The value that options have under a name: that for the stack alone, "STACK.NAME", goes before
/// one for all. nullptr = none.
const std::string* find_option(const CloudFormationOptions::Values& values,
                               const std::string& stack_name, const std::string& name);

/// Throws InputError for a parameter without a value and for a value that its declaration forbids.
/// A parameter that names a parameter of Systems Manager has a value that only AWS knows.
Named<Property> resolve_parameters(const Template& source, const std::string& stack_name,
                                   const CloudFormationOptions& options);

}  // namespace berth::host::import::cloudformation
