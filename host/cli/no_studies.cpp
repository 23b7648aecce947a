// The quick build of `make demo`: its program names the verbs that it has not.
#include <fmt/format.h>

#include <CLI/App.hpp>

#include "berth/error.hpp"
#include "cli/verbs.hpp"

namespace berth::host::cli {

namespace {

void add_absent(CLI::App& app, Action& action, const char* name) {
    CLI::App* verb = app.add_subcommand(name, "Not in this build: run 'make'");
    verb->group("Verbs");
    // Whatever it is given, help included, the answer is the same.
    verb->set_help_flag();
    verb->prefix_command();
    verb->callback([name, &action] {
        action = [name]() -> int {
            throw InputError(
                fmt::format("'{}' is not in this build, which 'make demo' made: run "
                            "'make', then use build/release/host/cli/berth",
                            name));
        };
    });
}

}  // namespace

std::span<const AddVerb> studies() {
    static constexpr AddVerb verbs[] = {
        [](CLI::App& app, Action& action) { add_absent(app, action, "whatif"); },
        [](CLI::App& app, Action& action) { add_absent(app, action, "fleet"); },
        [](CLI::App& app, Action& action) { add_absent(app, action, "simulate"); },
        [](CLI::App& app, Action& action) { add_absent(app, action, "generate"); },
        [](CLI::App& app, Action& action) { add_absent(app, action, "import"); },
    };
    return verbs;
}

}  // namespace berth::host::cli
