// A line of comma-separated values (RFC 4180, ended by a line feed).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "json/answer_parts.hpp"
#include "json/members.hpp"

namespace berth::host::json {

class CsvLine {
   public:
    explicit CsvLine(std::string& out) : out_(out) {}

    void text(std::string_view field) {
        if (!is_first_) out_ += ',';
        is_first_ = false;
        append_csv_field(out_, field);
    }
    void count(std::uint64_t number) { text(std::to_string(number)); }
    void number(double value) { text(number_text(value)); }
    void flag(bool value) { text(value ? "true" : "false"); }
    void end() { out_ += '\n'; }

   private:
    std::string& out_;
    bool is_first_ = true;
};

}  // namespace berth::host::json
