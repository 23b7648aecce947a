#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/text.hpp"

namespace berth::host::cli {

namespace {

constexpr std::size_t left_width = 30;
constexpr std::size_t right_width = 66;

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

}  // namespace

HelpFormatter::HelpFormatter() {
    label("Positionals", "Arguments");
}

std::string HelpFormatter::make_description(const CLI::App* app) const {
    std::string text;
    for (const std::string& line : wrapped(app->get_description(), left_width + right_width)) {
        text += line + '\n';
    }
    return text;
}

std::string HelpFormatter::make_usage(const CLI::App* app, std::string name) const {
    std::string usage = fmt::format("\nUsage: {}", name);
    for (const CLI::Option* option : listed_options(*app)) {
        // A verb checks some itself, since other options of it need no argument.
        const bool is_needed = option->get_required() || option->get_positional();
        if (is_needed) usage += " " + option_heading(*option);
    }
    if (app->get_require_subcommand_min() > 0) usage += " VERB";
    return usage + " [OPTIONS]\n";
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

}  // namespace berth::host::cli
