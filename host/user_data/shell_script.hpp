// What a shell script would write into a file, as far as that can be told without running it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace berth::host::user_data {

/// One simple command of a script, or an end of a group of them.
struct ShellCommand {
    enum class Kind { simple, group_begin, group_end };

    Kind kind = Kind::simple;
    std::vector<std::string> words;  ///< without quotes, with the variables that the script set
    std::string output_file;         ///< of > and >>; empty = none
    bool appends = false;            ///< >>
    std::string input;               ///< the here-document
    bool pipes = false;              ///< its output is the input of the next one
};

/// Quotes, variables that the script itself sets, here-documents, pipes and groups are followed;
/// conditions are not: every branch counts. What a command or an unknown variable stands for stays
/// as it is written, with its `$` or backquote.
std::vector<ShellCommand> read_shell_script(std::string_view script);

/// What `echo`, `printf`, `cat` and `tee` leave in the files whose path ends in `file`. `>` begins
/// the file anew.
std::string text_written_to(std::string_view file, std::string_view script);

}  // namespace berth::host::user_data
