#include "cli/console.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <thread>

#include "cli/display.hpp"

namespace berth::host::cli {

namespace {

bool standard_output_was_closed = false;

// Returns 0, or the error number.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

// Line by line, so that an error may keep its lines but nothing else of the input's controls.
std::string printable_lines(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out += printable(text.substr(0, end)) + '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

volatile std::sig_atomic_t is_noted = 0;

extern "C" void note_signal(int number) {
    is_noted = 1;
    std::signal(number, SIG_DFL);
}

}  // namespace

void prepare_standard_streams() {
    std::signal(SIGPIPE, SIG_IGN);
    standard_output_was_closed = ::fcntl(STDOUT_FILENO, F_GETFD) == -1;
    for (int descriptor = ::open("/dev/null", O_RDWR); descriptor >= 0;
         descriptor = ::open("/dev/null", O_RDWR)) {
        if (descriptor <= STDERR_FILENO) continue;
        ::close(descriptor);
        break;
    }
}

bool is_terminal(int descriptor) {
    const char* terminal = std::getenv("TERM");
    const bool is_dumb = terminal != nullptr && std::strcmp(terminal, "dumb") == 0;
    return ::isatty(descriptor) == 1 && !is_dumb;
}

Style standard_output_style() {
    const char* no_color = std::getenv("NO_COLOR");
    const bool wants_plain = no_color != nullptr && *no_color != '\0';
    return Style(!wants_plain && is_terminal(STDOUT_FILENO));
}

void write_standard_output(std::string_view text) {
    if (standard_output_was_closed) throw OutputError("standard output is closed");
    const int error = write_all(STDOUT_FILENO, text);
    if (error == EPIPE) throw ReaderGone("the reader of standard output went away");
    if (error != 0) {
        throw OutputError(fmt::format("cannot write standard output: {}", std::strerror(error)));
    }
}

void write_standard_error(std::string_view text) {
    write_all(STDERR_FILENO, printable_lines(text));
}

void print_warnings(std::span<const Warning> warnings, bool quiet) {
    if (quiet) return;
    std::string text;
    for (const Warning& warning : warnings.first(std::min(warnings.size(), shown_warnings))) {
        const std::string place = to_string(warning.where);
        text +=
            fmt::format("berth: warning: {}{}{}\n", place, place.empty() ? "" : ": ", warning.text);
    }
    if (warnings.size() > shown_warnings) {
        text += fmt::format("berth: {} more (all of them stand in --output json)\n",
                            counted(warnings.size() - shown_warnings, "warning"));
    }
    write_standard_error(text);
}

void print_remark(std::string_view text, bool quiet) {
    if (!quiet) write_standard_error(fmt::format("berth: {}\n", text));
}

using Clock = std::chrono::steady_clock;

struct ProgressMeter::Reporter {
    explicit Reporter(bool waits);
    void run();
    void report();
    void stop();

    const bool on_terminal = is_terminal(STDERR_FILENO);
    std::atomic<std::uint64_t> decided{0};
    std::atomic<std::uint64_t> requested{0};

    std::mutex mutex;  // guards what follows
    std::condition_variable changed;
    std::string phase;
    std::string unit;
    Clock::time_point phase_began{};
    bool stopping = false;
    bool line_shown = false;

    const std::chrono::milliseconds delay;
    std::thread thread;  // last: it uses all of the above
};

ProgressMeter::Reporter::Reporter(bool waits)
    : delay(waits ? 1000 : 0), thread([this] { run(); }) {}

void ProgressMeter::Reporter::run() {
    const std::chrono::milliseconds interval(on_terminal ? 200 : 1000);
    std::unique_lock lock(mutex);
    changed.wait_for(lock, delay, [this] { return stopping; });
    while (!stopping) {
        if (!phase.empty()) report();
        changed.wait_for(lock, interval, [this] { return stopping; });
    }
}

// Called with the mutex held.
void ProgressMeter::Reporter::report() {
    const double seconds = std::chrono::duration<double>(Clock::now() - phase_began).count();
    const std::string text = progress_text(phase, unit, decided.load(std::memory_order_relaxed),
                                           requested.load(std::memory_order_relaxed), seconds);
    if (on_terminal) {
        // Not through write_standard_error(): the escape that clears the line is our own.
        const std::string line = fmt::format("\r\x1b[Kberth: {}", text);
        [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
        line_shown = true;
    } else {
        write_standard_error(fmt::format("berth: {}\n", text));
    }
}

void ProgressMeter::Reporter::stop() {
    {
        const std::lock_guard lock(mutex);
        stopping = true;
    }
    changed.notify_one();
    thread.join();
    if (line_shown) {
        constexpr std::string_view clear = "\r\x1b[K";
        [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, clear.data(), clear.size());
    }
}

ProgressMeter::ProgressMeter(ProgressMode mode, bool quiet) {
    const bool is_shown =
        !quiet && (mode == ProgressMode::always ||
                   (mode == ProgressMode::automatic && is_terminal(STDERR_FILENO)));
    if (is_shown) reporter_ = std::make_unique<Reporter>(mode == ProgressMode::automatic);
}

ProgressMeter::~ProgressMeter() {
    finish();
}

void ProgressMeter::phase(std::string_view name, std::string_view unit) {
    if (!reporter_) return;
    const std::lock_guard lock(reporter_->mutex);
    reporter_->phase = name;
    reporter_->unit = unit;
    reporter_->phase_began = Clock::now();
    reporter_->decided = 0;
    reporter_->requested = 0;
    if (reporter_->delay.count() == 0 && !reporter_->on_terminal) reporter_->report();
}

Progress ProgressMeter::callback() {
    if (!reporter_) return {};
    return [reporter = reporter_.get()](std::uint64_t decided, std::uint64_t requested) {
        reporter->decided.store(decided, std::memory_order_relaxed);
        reporter->requested.store(requested, std::memory_order_relaxed);
    };
}

void ProgressMeter::finish() {
    if (!reporter_) return;
    reporter_->stop();
    reporter_.reset();
}

std::string progress_text(std::string_view phase, std::string_view unit, std::uint64_t done,
                          std::uint64_t all, double seconds) {
    if (done == 0 || all == 0 || seconds <= 0) return fmt::format("{} ...", phase);
    constexpr double worth_telling = 5;
    const double rate = static_cast<double>(done) / seconds;
    const double left = static_cast<double>(all - std::min(done, all)) / rate;
    return fmt::format(
        "{}: {} of {} ({}), {} {}s/s{}", phase, with_separators(done), counted(all, unit),
        percent(static_cast<std::int64_t>(done), static_cast<std::int64_t>(all)),
        with_separators(static_cast<std::uint64_t>(rate)), unit,
        left < worth_telling ? "" : fmt::format(", {} left", duration(std::ceil(left))));
}

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
