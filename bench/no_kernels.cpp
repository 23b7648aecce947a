// A build without CUDA has no kernels to time.
#include "scenarios.hpp"

namespace berth::bench {

void register_kernels() {}

}  // namespace berth::bench
