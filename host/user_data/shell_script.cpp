#include "user_data/shell_script.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace berth::host::user_data {

namespace {

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

std::string text_written_to(std::string_view file, std::string_view script) {
    return ShellRun(file).run(read_shell_script(script));
}

}  // namespace berth::host::user_data
