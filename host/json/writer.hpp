// Writing JSON by appending to a string: no tree, no allocation but the string's own growth.
//
// The caller keeps objects and lists balanced; commas, escapes and requested line breaks are
// automatic. In text that is not UTF-8 (file names, for example), each invalid byte is written as
// U+FFFD.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace berth::host::json {

class Writer {
   public:
    explicit Writer(std::string& out) : out_(&out) {}

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_list() { open('['); }
    void end_list() { close(']'); }

    /// The name of the next member, written as is.
    void key(std::string_view name);

    /// The same for a name from the input, with the escapes that it needs.
    void text_key(std::string_view name);

    void text(std::string_view value);
    void integer(std::int64_t value);
    void number(double value);

    /// The shortest text that reads back as the same number, which is finite.
    void exact_number(double value);
    void boolean(bool value);
    void null();

    /// Text that is JSON already: one or more values, or members, without a comma at either end.
    void raw(std::string_view json);

    /// The next member or element begins a line of its own, behind `indent` blanks.
    void line(unsigned indent = 0);

    void member(std::string_view name, std::string_view value) {
        key(name);
        text(value);
    }
    void member(std::string_view name, const char* value) { member(name, std::string_view(value)); }
    void member(std::string_view name, std::int64_t value) {
        key(name);
        integer(value);
    }

   private:
    void open(char bracket);
    void close(char bracket);
    void separate();

    std::string* out_;
    bool needs_comma_ = false;
    int line_indent_ = -1;  // of the line that is to begin; -1 = none
};

}  // namespace berth::host::json
