// Reads results as JSON from standard input and writes their page, for page_test.py.
//
// make_page what-if|simulation
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "berth/report.hpp"

int main(int argc, char** argv) {
    const std::string_view kind = argc == 2 ? argv[1] : "";
    if (kind != "what-if" && kind != "simulation") {
        std::cerr << "usage: make_page what-if|simulation\n";
        return 2;
    }
    const auto page = kind == "what-if" ? berth::what_if_page : berth::simulation_page;
    const std::string results(std::istreambuf_iterator<char>(std::cin), {});
    std::cout << page(results);
    return std::cout.flush() ? 0 : 1;
}
