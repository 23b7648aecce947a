// The pseudo-random order behind the `random` strategy: the one that the kernels use.
#pragma once

#include "kernels/random_order.h"

namespace berth::engine {

using kernels::mix;
using kernels::RandomOrder;

}  // namespace berth::engine
