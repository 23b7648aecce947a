// Independent pieces of work on the host's cores.
#pragma once

#include <cstddef>
#include <functional>

namespace berth::host::solve::batch {

/// Calls `work(k)` for every k below `count`, each once, on `threads` threads (0 = as many as the
/// machine has), including this one. If a call throws, no further calls begin, and the exception of
/// the smallest k is rethrown.
void on_threads(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace berth::host::solve::batch
