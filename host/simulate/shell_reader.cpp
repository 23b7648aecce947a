// Shell scripts taken apart into simple commands: a part of the grammar of POSIX (Shell Command
// Language), without conditions, loops and functions.
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "simulate/shell_script.hpp"

namespace berth::simulation {

namespace {

bool is_name_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_name_character) &&
           std::isdigit(static_cast<unsigned char>(text.front())) == 0;
}

// Words before a command that leave its output as it is.
bool is_prefix(std::string_view word) {
    constexpr std::array<std::string_view, 9> words = {"then", "else",  "do",    "if",  "elif",
                                                       "!",    "while", "until", "sudo"};
    return std::ranges::find(words, word) != words.end();
}

class ShellReader {
   public:
    explicit ShellReader(std::string_view script) : script_(script) {}

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

    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < script_.size() ? script_[at_ + ahead] : '\0';
    }
    bool take(std::string_view text) {
        if (!script_.substr(at_).starts_with(text)) return false;
        at_ += text.size();
        return true;
    }

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

    void skip_line() { at_ = std::min(script_.find('\n', at_), script_.size()); }
    void skip_blanks() {
        while (peek() == ' ' || peek() == '\t') ++at_;
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
            if (equals == std::string::npos || !is_name(word.substr(0, equals))) return;
            variables_[word.substr(0, equals)] = word.substr(equals + 1);
        }
    }

    static bool ends_word(char c) {
        return c == '\0' || std::string_view(" \t\r\n;&|<>()").find(c) != std::string_view::npos;
    }

    std::string read_word() {
        std::string word;
        while (at_ < script_.size() && !ends_word(peek())) {
            const char c = script_[at_];
            if (c == '\'') {
                word += read_single_quoted();
            } else if (c == '"') {
                word += read_double_quoted();
            } else if (c == '$' || c == '`') {
                word += read_expansion();
            } else if (c == '\\') {
                if (!take("\\\n")) word += peek(1), at_ += 2;
            } else {
                word += c;
                ++at_;
            }
        }
        at_ = std::min(at_, script_.size());
        return word;
    }

    std::string read_single_quoted() {
        const std::size_t end = std::min(script_.find('\'', ++at_), script_.size());
        std::string text(script_.substr(at_, end - at_));
        at_ = end + 1;
        return text;
    }

    std::string read_double_quoted() {
        std::string text;
        for (++at_; at_ < script_.size() && peek() != '"';) {
            if (peek() == '$' || peek() == '`') {
                text += read_expansion();
            } else if (peek() == '\\' &&
                       std::string_view("$`\"\\").find(peek(1)) != std::string_view::npos) {
                text += peek(1);
                at_ += 2;
            } else if (!take("\\\n")) {
                text += script_[at_++];
            }
        }
        ++at_;
        return text;
    }

    // A variable that the script has set, or the text of what it has not.
    std::string read_expansion() {
        const std::size_t begin = at_;
        if (peek() == '`') {
            at_ = std::min(script_.find('`', at_ + 1), script_.size());
            ++at_;
        } else if (peek(1) == '(') {
            skip_command_substitution();
        } else if (const std::optional<std::string> name = take_variable()) {
            const auto found = variables_.find(*name);
            if (found != variables_.end()) return found->second;
        }
        return std::string(script_.substr(begin, at_ - begin));
    }

    void skip_command_substitution() {
        std::size_t depth = 0;
        while (at_ < script_.size()) {
            const char c = script_[at_++];
            if (c == '(') ++depth;
            if (c == ')' && --depth == 0) return;
        }
    }

    // The name of $NAME or ${NAME}; of any other form, which is passed over, nothing.
    std::optional<std::string> take_variable() {
        ++at_;
        std::string name;
        if (take("{")) {
            const std::size_t end = std::min(script_.find('}', at_), script_.size());
            name = script_.substr(at_, end - at_);
            at_ = std::min(end + 1, script_.size());
            return is_name(name) ? std::optional(name) : std::nullopt;
        }
        while (is_name_character(peek())) name += script_[at_++];
        return is_name(name) ? std::optional(name) : std::nullopt;
    }

    // A line of a here-document whose delimiter is not quoted.
    std::string with_variables(std::string_view line) const {
        ShellReader reader(line);
        reader.variables_ = variables_;
        std::string text;
        while (reader.at_ < line.size()) {
            const char c = reader.peek();
            const bool is_escape = c == '\\' && std::string_view("$`\\").find(reader.peek(1)) !=
                                                    std::string_view::npos;
            if (is_escape) {
                text += reader.peek(1);
                reader.at_ += 2;
            } else if (c == '$' || c == '`') {
                text += reader.read_expansion();
            } else {
                text += c;
                ++reader.at_;
            }
        }
        return text;
    }

    std::string_view script_;
    std::size_t at_ = 0;
    ShellCommand command_;
    std::vector<ShellCommand> commands_;
    std::vector<PendingDocument> documents_;
    std::map<std::string, std::string> variables_;
};

}  // namespace

std::vector<ShellCommand> read_shell_script(std::string_view script) {
    return ShellReader(script).read();
}

}  // namespace berth::simulation
