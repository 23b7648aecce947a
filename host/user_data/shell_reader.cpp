// Shell scripts taken apart into simple commands: a part of the grammar of POSIX (Shell Command
// Language), without conditions, loops and functions.
#include <algorithm>
#include <array>

#include "user_data/shell_script.hpp"
#include "user_data/shell_text.hpp"

namespace berth::host::user_data {

namespace {

// EC2 takes 16 KiB of user data. A variable that grows beyond, by being put into itself again and
// again, counts as unknown.
constexpr std::size_t most_variable_bytes = 16'384;

// Words before a command that leave its output as it is.
bool is_prefix(std::string_view word) {
    constexpr std::array<std::string_view, 9> words = {"then", "else",  "do",    "if",  "elif",
                                                       "!",    "while", "until", "sudo"};
    return std::ranges::find(words, word) != words.end();
}

class ShellReader : private ShellText {
   public:
    using ShellText::ShellText;

    std::vector<ShellCommand> read() {
        while (at_ < script_.size()) read_token();
        end_command(false);
        read_documents();
        return std::move(commands_);
    }

   private:
    // A here-document whose text comes with the lines after this one.
    struct PendingDocument {
        std::size_t command;
        std::string delimiter;
        bool is_quoted;
        bool strips_tabs;
    };

    void read_token() {
        if (take("\\\r\n") || take("\\\n") || take(" ") || take("\t") || take("\r")) return;
        if (take("\n")) {
            end_command(false);
            read_documents();
        } else if (peek() == '#') {
            skip_line();
        } else if (take("&&") || take("||") || take(";") || take("&>")) {
            end_command(false);
        } else if (take("|")) {
            end_command(true);
        } else if (take("&")) {
            end_command(false);
        } else if (take("(")) {
            begin_group();
        } else if (take(")")) {
            end_group();
        } else if (take("<<<")) {
            command_.input = read_word() + "\n";
        } else if (take("<<")) {
            read_here_document();
        } else if (take(">>")) {
            read_output_file(true);
        } else if (take(">")) {
            take("|");
            read_output_file(false);
        } else if (take("<")) {
            skip_blanks();
            read_word();
        } else {
            read_command_word();
        }
    }

    void read_command_word() {
        const bool is_file_number = (peek() == '2' || peek() == '1') && peek(1) == '>';
        if (is_file_number && is_at_word_start()) {
            read_numbered_redirection();
            return;
        }
        std::string word = read_word();
        if (command_.words.empty() && command_.kind == ShellCommand::Kind::simple) {
            if (word == "{") return begin_group();
            if (word == "}") return end_group();
            if (is_prefix(word)) return;
        }
        command_.words.push_back(std::move(word));
    }

    bool is_at_word_start() const {
        return at_ == 0 || script_[at_ - 1] == ' ' || script_[at_ - 1] == '\t';
    }

    // 2>file, 2>&1; 1>file is >file.
    void read_numbered_redirection() {
        const bool is_output = peek() == '1';
        at_ += 2;
        const bool appends = take(">");
        if (take("&")) {
            read_word();
        } else if (is_output) {
            read_output_file(appends);
        } else {
            skip_blanks();
            read_word();
        }
    }

    void read_output_file(bool appends) {
        if (take("&")) {
            read_word();
            return;
        }
        skip_blanks();
        command_.output_file = read_word();
        command_.appends = appends;
    }

    void read_here_document() {
        const bool strips_tabs = take("-");
        skip_blanks();
        const std::size_t begin = at_;
        const std::string delimiter = read_word();
        const std::string_view written = script_.substr(begin, at_ - begin);
        const bool is_quoted = written.find_first_of("'\"\\") != std::string_view::npos;
        documents_.push_back({commands_.size(), delimiter, is_quoted, strips_tabs});
    }

    void read_documents() {
        for (const PendingDocument& document : documents_) {
            std::string text;
            while (at_ < script_.size()) {
                const std::size_t begin = at_;
                skip_line();
                std::string_view line = script_.substr(begin, at_ - begin);
                ++at_;
                if (line.ends_with('\r')) line.remove_suffix(1);
                if (document.strips_tabs) {
                    line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
                }
                if (line == document.delimiter) break;
                text += document.is_quoted ? std::string(line) : with_variables(line);
                text += '\n';
            }
            at_ = std::min(at_, script_.size());
            if (document.command < commands_.size()) commands_[document.command].input = text;
        }
        documents_.clear();
    }

    void begin_group() {
        end_command(false);
        commands_.push_back({ShellCommand::Kind::group_begin, {}, "", false, "", false});
    }

    void end_group() {
        end_command(false);
        command_.kind = ShellCommand::Kind::group_end;
    }

    void end_command(bool pipes) {
        const bool is_empty = command_.kind == ShellCommand::Kind::simple &&
                              command_.words.empty() && command_.output_file.empty() &&
                              !has_document_of_command();
        if (!is_empty) {
            command_.pipes = pipes;
            note_variables();
            commands_.push_back(std::move(command_));
        }
        command_ = {};
    }

    bool has_document_of_command() const {
        return !documents_.empty() && documents_.back().command == commands_.size();
    }

    // NAME=value, alone or after `export`.
    void note_variables() {
        for (const std::string& word : command_.words) {
            if (word == "export" || word == "readonly" || word == "local") continue;
            const std::size_t equals = word.find('=');
            if (equals == std::string::npos || !is_shell_name(word.substr(0, equals))) return;
            const std::string name = word.substr(0, equals);
            if (word.size() > most_variable_bytes) {
                variables_.erase(name);
            } else {
                variables_[name] = word.substr(equals + 1);
            }
        }
    }

    ShellCommand command_;
    std::vector<ShellCommand> commands_;
    std::vector<PendingDocument> documents_;
};

}  // namespace

std::vector<ShellCommand> read_shell_script(std::string_view script) {
    return ShellReader(script).read();
}

}  // namespace berth::host::user_data
