// berth man: the manual page, made from the program's own help. Hidden from the list of verbs; the
// build writes it for installing.
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "berth/version.hpp"
#include "cli/console.hpp"
#include "cli/options.hpp"
#include "cli/program.hpp"
#include "cli/verbs.hpp"

namespace berth::host::cli {

namespace {

constexpr std::string_view synopsis_and_description = R"(.SH SYNOPSIS
.B berth
.I VERB
.RI [ OPTIONS ]
.SH DESCRIPTION
.B berth
reads a snapshot of an Amazon ECS cluster, as the
.B describe\-*
commands of the AWS CLI print it, and a burst of RunTask and CreateService requests. It computes
where each task goes under the placement rules of ECS, why the others fit nowhere, and what would
let them fit. It changes nothing and talks to nobody.
.PP
The result goes to standard output, everything else to standard error.
)";

constexpr std::string_view environment_section = R"(.SH ENVIRONMENT
.TP
.B NO_COLOR
If set and not empty, output is plain on a terminal too.
)";

// Text in which roff sees no requests and no escapes.
std::string roff(std::string_view text) {
    std::string out;
    bool at_line_begin = true;
    for (const char c : text) {
        if (at_line_begin && (c == '.' || c == '\'')) out += "\\&";
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else if (c == '\'') {
            out += "\\(aq";
        } else {
            out += c;
        }
        at_line_begin = c == '\n';
    }
    return out;
}

std::string option_entry(const CLI::Option& option) {
    return fmt::format(".TP\n.B {}\n{}\n", roff(option_heading(option)),
                       roff(option_sentence(option)));
}

std::string examples_of(const CLI::App& verb) {
    constexpr std::string_view heading = "Examples:\n";
    std::string footer = verb.get_footer();
    if (footer.starts_with(heading)) footer.erase(0, heading.size());
    return fmt::format(".PP\nExamples:\n.PP\n.nf\n{}\n.fi\n", roff(footer));
}

std::string verb_section(const std::string& path, const CLI::App& verb) {
    std::string text = fmt::format(".SS berth {}\n{}.\n", roff(path), roff(verb.get_description()));
    for (const CLI::Option* option : listed_options(verb)) {
        if (option != verb.get_help_ptr()) text += option_entry(*option);
    }
    text += examples_of(verb);
    for (const CLI::App* child : listed_verbs(verb)) {
        text += verb_section(path + " " + child->get_name(), *child);
    }
    return text;
}

std::string exit_status_section() {
    std::string text = ".SH EXIT STATUS\n";
    for (const auto& [status, meaning] : exit_status::meanings) {
        text += fmt::format(".TP\n.B {}\n{}.\n", status, roff(meaning));
    }
    return text;
}

// In roff, with the macros of man(7).
std::string man_page(const CLI::App& app) {
    std::string text = fmt::format(".TH BERTH 1 \"\" \"berth {}\" \"User Commands\"\n", version());
    text += ".SH NAME\nberth \\- place batches of Amazon ECS tasks by the rules of ECS\n";
    text += synopsis_and_description;
    text += ".SH OPTIONS\n";
    for (const CLI::Option* option : listed_options(app)) text += option_entry(*option);
    text += ".SH VERBS\n";
    for (const CLI::App* verb : listed_verbs(app)) text += verb_section(verb->get_name(), *verb);
    return text + exit_status_section() + std::string(environment_section);
}

}  // namespace

void add_man(CLI::App& app, Action& action) {
    CLI::App* verb = add_verb(app, "man", "Print the manual page, for man(1)", "berth man");
    verb->group("");
    verb->callback([&app, &action] {
        action = [&app] {
            write_standard_output(man_page(app));
            return exit_status::answered;
        };
    });
}

}  // namespace berth::host::cli
