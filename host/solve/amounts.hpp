// The amounts of a fit (kernels/amounts.h), as a task asks for them.
#pragma once

#include "compile/needs.hpp"
#include "kernels/amounts.h"

namespace berth::host::solve {

using kernels::Amounts;

/// What a task of the class asks of any instance. GPUs asked for as `ALL` come on top of it, and a
/// task without an interface does not mind an instance that has passed its limit.
inline Amounts asked_amounts(const compile::TaskNeeds& needs) {
    Amounts asked = needs.amounts;
    if (asked[kernels::Resource::eni] == 0) asked[kernels::Resource::eni] = kernels::no_enis_asked;
    return asked;
}

}  // namespace berth::host::solve
