// Reads results as JSON from standard input and writes their page, for page_test.py.
#include <iostream>
#include <iterator>
#include <string>

#include "berth/report.hpp"

int main() {
    const std::string results(std::istreambuf_iterator<char>(std::cin), {});
    std::cout << berth::what_if_page(results);
    return std::cout.flush() ? 0 : 1;
}
