// The words of a shell script: quotes taken off, variables put in that the script itself has set.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace berth::host::user_data {

/// Whether a text can name a variable.
bool is_shell_name(std::string_view text);

/// A script and how far it has been read.
class ShellText {
   public:
    explicit ShellText(std::string_view script) : script_(script) {}

   protected:
    /// The character at the place, or so far behind it; NUL behind the end.
    char peek(std::size_t ahead = 0) const;

    /// Goes behind a text that comes next, if it does.
    bool take(std::string_view text);

    void skip_line();
    void skip_blanks();

    /// One word, up to a blank or an operator. What a command or an unknown variable stands for
    /// stays as it is written.
    std::string read_word();

    /// A line of a here-document whose delimiter is not quoted.
    std::string with_variables(std::string_view line) const;

    std::string_view script_;
    std::size_t at_ = 0;
    std::map<std::string, std::string> variables_;

   private:
    std::string read_single_quoted();
    std::string read_double_quoted();
    std::string read_escaped();
    std::string read_expansion();
    void skip_command_substitution();
    std::optional<std::string> take_variable();
};

}  // namespace berth::host::user_data
