// Tables of comma-separated values (RFC 4180) with a header row, read record by record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/error.hpp"

namespace berth::host::model {

/// Lines end in LF or CRLF; blank lines are skipped; a byte order mark is too. Every error is an
/// InputError at "line N, column NAME".
class CsvReader {
   public:
    /// Reads the header row. Messages use `file` for the table.
    CsvReader(std::string text, std::string file);

    const std::vector<std::string>& header() const noexcept { return header_; }

    /// The column's position, by its exact name.
    std::optional<std::size_t> column(std::string_view name) const;

    /// The same; throws if the header does not have it.
    std::size_t required_column(std::string_view name) const;

    /// Goes to the next record, the first one to begin with. False at the end of the table.
    bool next();

    const std::string& field(std::size_t column) const { return record_[column]; }

    /// The field as a whole decimal number within low .. high, both included.
    std::int64_t integer(std::size_t column, std::int64_t low, std::int64_t high) const;

    /// The line at which the record begins, from 1.
    std::size_t line() const noexcept { return line_; }
    Location where() const;

    [[noreturn]] void fail(std::size_t column, const std::string& problem) const;

   private:
    bool read_record();
    std::string read_field();
    void read_quoted(std::string& field);
    bool take_line_end();

    std::string text_;
    std::string file_;
    std::size_t at_ = 0;         // the next byte to read
    std::size_t next_line_ = 1;  // its line
    std::size_t line_ = 1;
    std::vector<std::string> header_;
    std::vector<std::string> record_;
};

/// A whole file. Throws InputError if it cannot be read.
std::string read_text_file(const std::string& path);

}  // namespace berth::host::model
