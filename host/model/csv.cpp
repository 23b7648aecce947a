#include "model/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "model/amounts.hpp"

namespace berth::host::model {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

CsvReader::CsvReader(std::string text, std::string file)
    : text_(std::move(text)), file_(std::move(file)) {
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
    if (!read_record()) {
        throw InputError("the table is empty: expected a header row", {file_, "line 1"});
    }
    header_ = std::exchange(record_, {});
}

std::optional<std::size_t> CsvReader::column(std::string_view name) const {
    const auto found = std::ranges::find(header_, name);
    if (found == header_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header_.begin());
}

std::size_t CsvReader::required_column(std::string_view name) const {
    if (const auto position = column(name)) return *position;
    throw InputError(fmt::format("expected a column '{}' in the header; it has {}", name,
                                 fmt::join(header_, ", ")),
                     {file_, "line 1"});
}

bool CsvReader::next() {
    if (!read_record()) return false;
    if (record_.size() != header_.size()) {
        throw InputError(fmt::format("expected {} fields as in the header, found {}",
                                     header_.size(), record_.size()),
                         where());
    }
    return true;
}

std::int64_t CsvReader::integer(std::size_t column, std::int64_t low, std::int64_t high) const {
    const std::optional<std::int64_t> value = parse_integer(field(column));
    if (!value || *value < low || *value > high) {
        fail(column, fmt::format("expected a whole number from {} to {}, found '{}'", low, high,
                                 field(column)));
    }
    return *value;
}

Location CsvReader::where() const {
    return {file_, fmt::format("line {}", line_)};
}

void CsvReader::fail(std::size_t column, const std::string& problem) const {
    throw InputError(problem, {file_, fmt::format("line {}, column {}", line_, header_[column])});
}

bool CsvReader::read_record() {
    while (take_line_end()) {
    }
    record_.clear();
    line_ = next_line_;
    if (at_ == text_.size()) return false;
    while (true) {
        record_.push_back(read_field());
        if (at_ == text_.size() || take_line_end()) return true;
        if (text_[at_] != ',') {
            throw InputError("expected a comma or the end of the line after the closing quote",
                             {file_, fmt::format("line {}", next_line_)});
        }
        ++at_;
    }
}

// Stops at a comma, at a line end, or at the end of the text.
std::string CsvReader::read_field() {
    std::string field;
    if (at_ < text_.size() && text_[at_] == '"') {
        read_quoted(field);
        return field;
    }
    const std::size_t end = std::min(text_.find_first_of(",\n", at_), text_.size());
    field.assign(text_, at_, end - at_);
    at_ = end;
    if (end < text_.size() && text_[end] == '\n' && field.ends_with('\r')) {
        field.pop_back();
        --at_;
    }
    return field;
}

// Two quotes within quotes stand for one.
void CsvReader::read_quoted(std::string& field) {
    ++at_;
    while (true) {
        const std::size_t quote = text_.find('"', at_);
        if (quote == std::string::npos) {
            throw InputError("a quoted field is not closed before the end of the table", where());
        }
        field.append(text_, at_, quote - at_);
        at_ = quote + 1;
        if (at_ == text_.size() || text_[at_] != '"') break;
        field += '"';
        ++at_;
    }
    next_line_ += static_cast<std::size_t>(std::ranges::count(field, '\n'));
}

bool CsvReader::take_line_end() {
    const std::string_view rest = std::string_view(text_).substr(at_);
    const std::size_t length = rest.starts_with('\n') ? 1 : rest.starts_with("\r\n") ? 2 : 0;
    at_ += length;
    next_line_ += length > 0 ? 1 : 0;
    return length > 0;
}

std::string read_text_file(const std::string& path) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    // A directory opens, but nothing can be read from it; an empty file sets failbit on `text`.
    if (!file || (text.fail() && errno != 0)) {
        throw InputError("cannot read the file: " + std::generic_category().message(errno),
                         {path, ""});
    }
    return std::move(text).str();
}

}  // namespace berth::host::model
