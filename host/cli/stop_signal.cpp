#include "cli/stop_signal.hpp"

#include <csignal>

namespace berth::host::cli {

namespace {

volatile std::sig_atomic_t is_noted = 0;

extern "C" void note_signal(int number) {
    is_noted = 1;
    std::signal(number, SIG_DFL);
}

}  // namespace

StopSignal::StopSignal() {
    is_noted = 0;
    std::signal(SIGINT, note_signal);
    std::signal(SIGTERM, note_signal);
}

StopSignal::~StopSignal() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

bool StopSignal::has_come() {
    return is_noted != 0;
}

}  // namespace berth::host::cli
