// berth completion: the shell's completion, made from the program's own options.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

#include "cli/console.hpp"
#include "cli/options.hpp"
#include "cli/program.hpp"
#include "cli/verbs.hpp"

namespace berth::host::cli {

namespace {

constexpr std::string_view head = R"(# bash completion of berth, made by `berth completion bash`.
_berth() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local verb=${COMP_WORDS[1]} words="" files=""
    ((COMP_CWORD == 1)) && verb=""
)";

constexpr std::string_view tail = R"(    if [[ -n $files ]]; then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    fi
}
complete -o default -F _berth berth
)";

bool names_a_file(const std::string& placeholder) {
    return placeholder == "PATH" || placeholder == "FILE" || placeholder == "DIR";
}

// Placeholders in small letters are the words themselves: "table|json".
bool has_choices(const std::string& placeholder) {
    return !placeholder.empty() &&
           std::ranges::none_of(placeholder, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string spaced(std::string choices) {
    std::ranges::replace(choices, '|', ' ');
    return choices;
}

std::vector<std::string> option_names(const CLI::App& verb) {
    std::vector<std::string> names;
    for (const CLI::Option* option : listed_options(verb)) {
        if (!option->get_lnames().empty()) names.push_back("--" + option->get_lnames().front());
    }
    return names;
}

// A case branch: what may follow the verb, and what may follow each of its options.
std::string branch(const std::string& path, const CLI::App& verb) {
    std::vector<std::string> words;
    for (const CLI::App* child : listed_verbs(verb)) words.push_back(child->get_name());
    for (const CLI::Option* option : verb.get_options()) {
        if (option->get_positional() && has_choices(option->get_option_text())) {
            words.push_back(spaced(option->get_option_text()));
        }
    }
    for (const std::string& name : option_names(verb)) words.push_back(name);
    std::string text =
        fmt::format("        \"{}\")\n            words=\"{}\"\n", path, fmt::join(words, " "));
    text += "            case \"$previous\" in\n";
    for (const CLI::Option* option : listed_options(verb)) {
        const std::string& placeholder = option->get_option_text();
        if (option->get_lnames().empty() || placeholder.empty()) continue;
        const std::string name = "--" + option->get_lnames().front();
        if (names_a_file(placeholder)) {
            text += fmt::format("                {}) files=yes ;;\n", name);
        } else if (has_choices(placeholder)) {
            text += fmt::format("                {}) words=\"{}\" ;;\n", name, spaced(placeholder));
        } else {
            text += fmt::format("                {}) words=\"\" ;;\n", name);
        }
    }
    return text + "            esac\n            ;;\n";
}

std::string branches(const std::string& path, const CLI::App& verb) {
    std::string text = branch(path, verb);
    for (const CLI::App* child : listed_verbs(verb)) {
        text += branches(path.empty() ? child->get_name() : path + " " + child->get_name(), *child);
    }
    return text;
}

// A verb with verbs of its own is known by two words, if the second is one of them.
std::string deeper_verbs(const CLI::App& app) {
    std::string text;
    for (const CLI::App* verb : listed_verbs(app)) {
        for (const CLI::App* child : listed_verbs(*verb)) {
            text += fmt::format(
                "    [[ $verb == {0} && ${{COMP_WORDS[2]}} == {1} ]] && ((COMP_CWORD > 2)) && "
                "verb+=\" {1}\"\n",
                verb->get_name(), child->get_name());
        }
    }
    return text;
}

std::string bash_completion(const CLI::App& app) {
    return fmt::format("{}{}    case \"$verb\" in\n{}    esac\n{}", head, deeper_verbs(app),
                       branches("", app), tail);
}

}  // namespace

void add_completion(CLI::App& app, Action& action) {
    const auto shell = std::make_shared<std::string>();
    CLI::App* verb =
        add_verb(app, "completion", "Print the completion script of a shell",
                 "berth completion bash\n"
                 "berth completion bash > ~/.local/share/bash-completion/completions/berth");
    verb->add_option("SHELL", *shell, "The shell to complete in")
        ->option_text("bash")
        ->required()
        ->check(CLI::Validator(
            [](const std::string& text) {
                return text == "bash" ? std::string() : "expected bash, got '" + text + "'";
            },
            ""));
    verb->callback([&app, shell, &action] {
        action = [&app, shell] {
            write_standard_output(bash_completion(app));
            return exit_status::answered;
        };
    });
}

}  // namespace berth::host::cli
