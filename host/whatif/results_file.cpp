#include "whatif/results_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "berth/error.hpp"
#include "json/source.hpp"
#include "whatif/record.hpp"

namespace berth::host::whatif {

namespace {

std::string header(const std::string& fingerprint) {
    return fmt::format(R"({{"kind":"what-if-results","schemaVersion":1,"fingerprint":"{}"}})",
                       fingerprint);
}

// What a header of any sweep begins with.
const std::string_view header_start = R"({"kind":"what-if-results","schemaVersion":1,)";

void check_header(std::string_view line, const std::string& fingerprint, const std::string& path) {
    if (line == header(fingerprint)) return;
    if (line.starts_with(header_start)) {
        throw InputError(
            "these are results of another sweep: the scenario file, the cluster, the burst, the "
            "simulation or the prices differ from those given now",
            {path, "line 1"});
    }
    throw InputError(
        "this is no file of results: its first line is not the header that "
        "`berth whatif --results` writes",
        {path, "line 1"});
}

// The part of the text that ends with a line end.
std::string_view whole_lines(std::string_view text) {
    return text.substr(0, text.rfind('\n') + 1);
}

void take_lines(std::string_view text, const std::string& fingerprint, const std::string& path,
                const TakeResult& take) {
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        if (++number == 1) {
            check_header(line, fingerprint, path);
        } else {
            take(from_record(line, fmt::format("{}: line {}", path, number)));
        }
    }
}

[[noreturn]] void fail(const std::string& path, std::string_view doing) {
    throw InputError(fmt::format("cannot {} it: {}", doing, std::strerror(errno)), {path, ""});
}

}  // namespace

void read_results(const std::string& path, const std::string& fingerprint, const TakeResult& take) {
    const json::PaddedText text = json::read_file(path);
    const std::string_view lines = whole_lines(text.view());
    if (lines.empty()) check_header("", fingerprint, path);
    take_lines(lines, fingerprint, path, take);
}

ResultsWriter::ResultsWriter(const std::string& path, const std::string& fingerprint, bool resume,
                             const TakeResult& take)
    : path_(path) {
    std::error_code error;
    const bool is_there = std::filesystem::exists(path, error);
    if (is_there && !resume) {
        throw InputError(
            "the results file exists; continue it with --resume, or name "
            "another one",
            {path, ""});
    }
    std::size_t kept = 0;
    if (is_there) {
        const json::PaddedText text = json::read_file(path);
        const std::string_view lines = whole_lines(text.view());
        take_lines(lines, fingerprint, path, take);
        kept = lines.size();
        std::filesystem::resize_file(path, kept, error);
        if (error) throw InputError("cannot cut it: " + error.message(), {path, ""});
    }
    file_.open(path, std::ios::binary | std::ios::app);
    if (!file_) fail(path, "open");
    if (kept == 0) file_ << header(fingerprint) << '\n';
    file_.flush();
    check();
}

void ResultsWriter::write(std::span<const ScenarioResult> results) {
    for (const ScenarioResult& result : results) file_ << to_record(result) << '\n';
    file_.flush();
    check();
}

void ResultsWriter::check() const {
    if (!file_) fail(path_, "write");
}

}  // namespace berth::host::whatif
