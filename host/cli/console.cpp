#include "cli/console.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "cli/text.hpp"

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

}  // namespace berth::host::cli
