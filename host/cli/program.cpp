#include "cli/program.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <algorithm>
#include <exception>
#include <vector>

#include "berth/error.hpp"
#include "berth/version.hpp"
#include "cli/console.hpp"
#include "cli/display.hpp"
#include "cli/options.hpp"
#include "cli/verbs.hpp"

namespace berth::host::cli {

namespace {

constexpr std::size_t left_width = 28;
constexpr std::size_t right_width = help_width - left_width;

// "  heading      text", the text wrapped in its own column.
std::string entry(const std::string& heading, const std::string& text) {
    std::string out = "  " + heading;
    if (columns(out) + 2 > left_width) out += '\n' + std::string(left_width, ' ');
    const std::size_t line_begin = out.rfind('\n') + 1;
    out.append(left_width - std::min(left_width, out.size() - line_begin), ' ');
    std::string separator;
    for (const std::string& line : wrapped(text, right_width)) {
        out += separator + line;
        separator = '\n' + std::string(left_width, ' ');
    }
    return out + '\n';
}

constexpr const char* description =
    "berth places batches of tasks on Amazon ECS container instances, by ECS's own rules.";

constexpr const char* examples =
    "berth place --cluster examples/mixed-fleet/cluster --burst examples/mixed-fleet/burst.json\n"
    "berth query 'attribute:ecs.cpu-architecture == arm64' --cluster "
    "examples/mixed-fleet/cluster\n"
    "berth capacity --cluster examples/mixed-fleet/cluster";

std::string footer() {
    std::string text = examples_section(examples) +
                       "\n\n'berth VERB --help' tells a verb's options.\n\nExit status:\n";
    for (const auto& [status, meaning] : exit_status::meanings) {
        text += fmt::format("  {:<5}{}\n", status, meaning);
    }
    text.pop_back();
    return text;
}

std::vector<std::string> verb_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* verb : listed_verbs(app)) names.push_back(verb->get_name());
    return names;
}

bool has_verb(const CLI::App& app, std::string_view name) {
    return !app.get_subcommands([name](const CLI::App* verb) { return verb->get_name() == name; })
                .empty();
}

bool is_option(std::string_view argument) {
    return argument.size() > 1 && argument.front() == '-';
}

void check_verb(const CLI::App& app, const std::string& word) {
    if (has_verb(app, word)) return;
    const std::string meant = nearest(word, verb_names(app));
    throw InputError(fmt::format("there is no verb '{}'{}; 'berth --help' lists the verbs", word,
                                 meant.empty() ? "" : fmt::format(", did you mean '{}'?", meant)));
}

// `berth help place` is `berth place --help`.
void turn_help_verb_into_option(std::vector<std::string>& arguments) {
    if (arguments.empty() || arguments.front() != "help") return;
    arguments.erase(arguments.begin());
    arguments.push_back("--help");
}

const CLI::App& chosen_verb(const CLI::App& app) {
    const CLI::App* verb = &app;
    while (!verb->get_subcommands().empty()) verb = verb->get_subcommands().front();
    return *verb;
}

std::string nearest_option(const CLI::App& verb, std::string_view word) {
    std::vector<std::string> names;
    for (const CLI::Option* option : listed_options(verb)) {
        if (!option->get_lnames().empty()) names.push_back("--" + option->get_lnames().front());
    }
    return nearest(word.substr(0, word.find('=')), names);
}

// What to say of an argument that the verb does not take.
std::string about_stranger(const CLI::App& verb, const std::string& word) {
    if (!is_option(word)) return fmt::format("the argument '{}' is not expected", word);
    const std::string meant = nearest_option(verb, word);
    return fmt::format("there is no option {}{}", word,
                       meant.empty() ? "" : fmt::format(", did you mean {}?", meant));
}

// The reason is on standard error, unless the reader of the result went away.
int explain_failure(const std::string& text, int status) {
    write_standard_error(text + "\n");
    return status;
}

int run_command_line(std::vector<std::string> arguments, std::span<const AddVerb> studies) {
    CommandLine command_line(studies);
    try {
        return command_line.parse_and_act(std::move(arguments));
    } catch (const CLI::CallForHelp&) {
        write_standard_output(command_line.app().help());
        return exit_status::answered;
    } catch (const CLI::CallForVersion& version) {
        write_standard_output(fmt::format("berth {}\n", version.what()));
        return exit_status::answered;
    } catch (const CLI::ParseError& error) {
        return explain_failure(command_line.complaint(error.what()), exit_status::unusable);
    }
}

}  // namespace

HelpFormatter::HelpFormatter() {
    label("Positionals", "Arguments");
}

std::string HelpFormatter::make_description(const CLI::App* app) const {
    std::string text;
    for (const std::string& line : wrapped(app->get_description(), help_width)) {
        text += line + '\n';
    }
    return text;
}

std::string HelpFormatter::make_usage(const CLI::App* app, std::string name) const {
    std::string usage = fmt::format("Usage: {}", name);
    for (const CLI::Option* option : listed_options(*app)) {
        // A verb checks some itself, since other options of it need no argument.
        const bool is_needed = option->get_required() || option->get_positional();
        if (is_needed) usage += " " + option_heading(*option);
    }
    if (app->get_require_subcommand_min() > 0) usage += " VERB";
    return fmt::format("\n{}\n",
                       fmt::join(wrapped(usage + " [OPTIONS]", help_width - 6), "\n      "));
}

std::string HelpFormatter::make_option(const CLI::Option* option, bool) const {
    return entry(option_heading(*option), option_sentence(*option));
}

std::string HelpFormatter::make_subcommand(const CLI::App* verb) const {
    return entry(verb->get_name(), verb->get_description());
}

std::string option_sentence(const CLI::Option& option) {
    std::string text = option.get_description();
    if (option.get_required()) text += " (required)";
    if (!option.get_default_str().empty()) {
        text += fmt::format(" (default: {})", option.get_default_str());
    }
    return text;
}

std::string option_heading(const CLI::Option& option) {
    if (option.get_positional()) return option.get_option_text();
    std::string heading;
    for (const std::string& name : option.get_snames()) heading += "-" + name + ", ";
    heading += "--" + option.get_lnames().front();
    const std::string& placeholder = option.get_option_text();
    return placeholder.empty() ? heading : heading + " " + placeholder;
}

std::vector<const CLI::Option*> listed_options(const CLI::App& app) {
    return app.get_options([](const CLI::Option* option) { return !option->get_group().empty(); });
}

std::vector<const CLI::App*> listed_verbs(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App* verb) { return !verb->get_group().empty(); });
}

struct CommandLine::Parts {
    CLI::App app{description, "berth"};
    Action action;
};

CommandLine::CommandLine(std::span<const AddVerb> studies) : parts_(std::make_unique<Parts>()) {
    CLI::App& app = parts_->app;
    app.formatter(std::make_shared<HelpFormatter>());
    app.set_help_flag("-h,--help", "Print this help");
    app.set_version_flag("--version", version_details(),
                         "Print the version, the compiler and the backends");
    app.footer(footer());
    app.require_subcommand(1);
    std::vector<AddVerb> verbs = {add_place, add_explain, add_query, add_capacity, add_scale_in};
    verbs.insert(verbs.end(), studies.begin(), studies.end());
    verbs.insert(verbs.end(), {add_completion, add_man});
    for (const AddVerb add : verbs) add(app, parts_->action);
}

CommandLine::~CommandLine() = default;

CLI::App& CommandLine::app() {
    return parts_->app;
}

int CommandLine::parse_and_act(std::vector<std::string> arguments) {
    turn_help_verb_into_option(arguments);
    if (!arguments.empty() && !is_option(arguments.front())) {
        check_verb(parts_->app, arguments.front());
    }
    std::ranges::reverse(arguments);  // CLI11 takes them last first
    parts_->app.parse(std::move(arguments));
    return parts_->action();
}

std::string CommandLine::complaint(const std::string& problem) const {
    const CLI::App& verb = chosen_verb(parts_->app);
    std::string name = verb.get_name();
    for (const CLI::App* parent = verb.get_parent(); parent != nullptr;
         parent = parent->get_parent()) {
        name = parent->get_name() + " " + name;
    }
    const std::vector<std::string> strangers = verb.remaining();
    std::string text = problem;
    if (!strangers.empty()) {
        text = about_stranger(verb, strangers.front());
    } else if (verb.get_require_subcommand_min() > 0) {
        text = fmt::format("a verb is missing: {}", fmt::join(verb_names(verb), ", "));
    }
    return fmt::format("{}: {}\n'{} --help' tells what it takes", name, text, name);
}

int run(std::vector<std::string> arguments, std::span<const AddVerb> studies) noexcept {
    try {
        return run_command_line(std::move(arguments), studies);
    } catch (const ReaderGone&) {
        return exit_status::unusable;
    } catch (const OutputError& error) {
        return explain_failure(fmt::format("berth: error: {}", error.what()),
                               exit_status::unusable);
    } catch (const InputError& error) {
        return explain_failure(fmt::format("berth: error: {}", error.what()),
                               exit_status::unusable);
    } catch (const BackendError& error) {
        return explain_failure(fmt::format("berth: error: {}", error.what()),
                               exit_status::unusable);
    } catch (const std::bad_alloc&) {
        return explain_failure("berth: error: out of memory", exit_status::internal_fault);
    } catch (const std::exception& error) {
        return explain_failure(
            fmt::format("berth: internal error: {}\nThis is a fault of berth, not of your input: "
                        "please report it with the command line.",
                        error.what()),
            exit_status::internal_fault);
    } catch (...) {
        return exit_status::internal_fault;
    }
}

}  // namespace berth::host::cli
