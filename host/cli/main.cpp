#include <string>
#include <vector>

#include "cli/console.hpp"
#include "cli/program.hpp"
#include "cli/verbs.hpp"

int main(int argc, char** argv) {
    berth::host::cli::prepare_standard_streams();
    return berth::host::cli::run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc),
                                 berth::host::cli::studies());
}
