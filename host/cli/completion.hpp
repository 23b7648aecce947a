// Completion script and man page, made from the declared verbs and options so that they cannot
// tell anything else than the program does.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace berth::host::cli {

std::string bash_completion(const CLI::App& app);

/// In roff, with the macros of man(7).
std::string man_page(const CLI::App& app);

}  // namespace berth::host::cli
