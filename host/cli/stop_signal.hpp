// Ctrl-C as a wish to stop soon, with what is done so far.
#pragma once

namespace berth::host::cli {

/// While it lives, the first SIGINT or SIGTERM is only noted; a second one ends the program as
/// always. At most one at a time.
class StopSignal {
   public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    static bool has_come();
};

}  // namespace berth::host::cli
