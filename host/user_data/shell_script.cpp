// Shell scripts taken apart into simple commands: a part of the grammar of POSIX (Shell Command
// Language), without conditions, loops and functions; and what those write into a file.
#include "user_data/shell_script.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

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

using Words = std::span<const std::string>;

// \n, \t and \\; other escapes stay.
std::string without_escapes(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = text[i] == '\\' && i + 1 < text.size() ? text[i + 1] : '\0';
        const std::size_t known = std::string_view("nt\\").find(next);
        if (next == '\0' || known == std::string_view::npos) {
            result += text[i];
        } else {
            result += "\n\t\\"[known];
            ++i;
        }
    }
    return result;
}

std::string joined(Words words) {
    std::string text;
    for (const std::string& word : words) text += (&word == words.data() ? "" : " ") + word;
    return text;
}

bool is_option_of_echo(std::string_view word) {
    return word.size() > 1 && word[0] == '-' &&
           word.find_first_not_of("neE", 1) == std::string_view::npos;
}

std::string echoed(Words words) {
    bool escapes = false;
    bool ends_line = true;
    while (!words.empty() && is_option_of_echo(words.front())) {
        if (words.front().find('e') != std::string::npos) escapes = true;
        if (words.front().find('n') != std::string::npos) ends_line = false;
        words = words.subspan(1);
    }
    const std::string text = joined(words);
    return (escapes ? without_escapes(text) : text) + (ends_line ? "\n" : "");
}

// The format with %s and %d filled in, once.
std::string formatted(Words words) {
    if (words.empty()) return "";
    std::string text = without_escapes(words.front());
    std::size_t at = 0;
    for (const std::string& word : words.subspan(1)) {
        at = std::min(text.find("%s", at), text.find("%d", at));
        if (at == std::string::npos) break;
        text.replace(at, 2, word);
        at += word.size();
    }
    return text;
}

class ShellRun {
   public:
    explicit ShellRun(std::string_view file) : file_(file) {}

    std::string run(const std::vector<ShellCommand>& commands) {
        for (const ShellCommand& command : commands) run(command);
        return std::move(content_);
    }

   private:
    void run(const ShellCommand& command) {
        if (command.kind == ShellCommand::Kind::group_begin) {
            outputs_.emplace_back();
            return;
        }
        std::string output = output_of(command);
        if (command.pipes) {
            piped_ = std::move(output);
        } else if (!command.output_file.empty()) {
            write(command.output_file, output, command.appends);
        } else if (!outputs_.empty()) {
            outputs_.back() += output;
        }
    }

    std::string output_of(const ShellCommand& command) {
        const std::string piped = std::exchange(piped_, "");
        if (command.kind == ShellCommand::Kind::group_end) return take_group();
        if (command.words.empty()) return "";
        const std::string& name = command.words.front();
        const Words arguments = Words(command.words).subspan(1);
        const std::string& input = command.input.empty() ? piped : command.input;
        if (name == "echo") return echoed(arguments);
        if (name == "printf") return formatted(arguments);
        if (name == "cat") return input;
        if (name == "tee") return tee(arguments, input);
        return "";
    }

    std::string take_group() {
        if (outputs_.empty()) return "";
        std::string output = std::move(outputs_.back());
        outputs_.pop_back();
        return output;
    }

    std::string tee(Words arguments, const std::string& input) {
        const bool appends = std::ranges::find(arguments, "-a") != arguments.end() ||
                             std::ranges::find(arguments, "--append") != arguments.end();
        for (const std::string& file : arguments) write(file, input, appends);
        return input;
    }

    void write(const std::string& file, const std::string& text, bool appends) {
        if (!file.ends_with(file_)) return;
        content_ = appends ? content_ + text : text;
    }

    std::string_view file_;
    std::string content_;
    std::string piped_;
    std::vector<std::string> outputs_;  // of open groups
};

}  // namespace

std::vector<ShellCommand> read_shell_script(std::string_view script) {
    return ShellReader(script).read();
}

std::string text_written_to(std::string_view file, std::string_view script) {
    return ShellRun(file).run(read_shell_script(script));
}

}  // namespace berth::host::user_data
