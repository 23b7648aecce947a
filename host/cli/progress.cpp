#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "cli/console.hpp"
#include "cli/text.hpp"

namespace berth::host::cli {

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

}  // namespace berth::host::cli
