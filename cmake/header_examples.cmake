# Writes a program of the examples in the public headers, so that what a comment shows is what a test
# runs. An example stands at the end of the comment that opens a header:
#
#     // Example:
#     //
#     //     const berth::Plan plan = ...
#
# Each becomes the body of a function, with all of berth included. Fails for a header without one.
#
# cmake "-DHEADERS=<files, separated by |>" -DOUTPUT=<file.cpp> -P header_examples.cmake
string(REPLACE "|" ";" headers "${HEADERS}")
set(functions "")
set(table "")

# CMake's lists give `;`, `[` and `]` a meaning, so texts are cut with string() alone.
foreach(header IN LISTS headers)
  cmake_path(GET header STEM name)
  file(READ "${header}" text)
  string(FIND "${text}" "\n#pragma once" end)
  string(SUBSTRING "${text}" 0 ${end} comment)
  string(FIND "${comment}" "\n// Example:\n//\n" begin)
  if(begin EQUAL -1)
    message(FATAL_ERROR "${header}: its opening comment has no example")
  endif()
  string(SUBSTRING "${comment}" ${begin} -1 example)
  string(REPLACE "\n// Example:\n//\n" "\n" example "${example}")
  string(REGEX REPLACE "\n//( |$)" "\n" example "${example}")
  string(APPEND functions "void example_of_${name}() {${example}\n}\n\n")
  string(APPEND table "    {\"${name}.hpp\", example_of_${name}},\n")
endforeach()

file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT [[
// Made of the comments in include/berth by cmake/header_examples.cmake.
#undef NDEBUG  // so that assert() asserts in every build
#include <cassert>
#include <chrono>
#include <cmath>
#include <iostream>
#include <string>
#include <vector>

#include "berth/berth.hpp"

namespace {

@functions@struct Example {
    const char* header;
    void (*run)();
};

constexpr Example examples[] = {
@table@};

// Parts that this build lacks say so.
bool is_about_a_missing_part(const berth::InputError& error) {
    return std::string(error.what()).find("built without") != std::string::npos;
}

}  // namespace

int main() {
    for (const Example& example : examples) {
        try {
            std::cout << example.header << std::endl;
            example.run();
        } catch (const berth::InputError& error) {
            if (!is_about_a_missing_part(error)) throw;
            std::cout << "  skipped: " << error.what() << '\n';
        }
    }
}
]] @ONLY)
