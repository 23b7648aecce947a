# How every target of the project is made: one place for the language level, the warnings and the
# sanitizers.

# berth_warnings carries what only our own sources are compiled with; it is never exported.
add_library(berth_warnings INTERFACE)
target_compile_features(berth_warnings INTERFACE cxx_std_20)
target_compile_options(
  berth_warnings
  INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wsign-conversion
            -Wnon-virtual-dtor
            -Wold-style-cast>
            $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<BOOL:${BERTH_WARNINGS_AS_ERRORS}>>:-Werror>)
# g++ 12 sees overlapping copies in inlined std::string concatenation that are not there (GCC bug
# 105651, mended in 13).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(berth_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()
if(BERTH_SANITIZERS)
  target_compile_options(
    berth_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=${BERTH_SANITIZERS}
                             -fno-omit-frame-pointer -fno-sanitize-recover=all>)
  target_link_options(berth_warnings INTERFACE -fsanitize=${BERTH_SANITIZERS})
endif()

# What most sources include, compiled once per target: over a third of the time of compiling the
# library goes into these headers. A compiler cache does better, and g++ 12 takes the inlined string
# functions of precompiled headers for overlong copies: so with clang, without a launcher, and where no
# unity build has done most of it.
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND NOT CMAKE_CXX_COMPILER_LAUNCHER AND NOT CMAKE_UNITY_BUILD)
  set(berth_precompile_default ON)
else()
  set(berth_precompile_default OFF)
endif()
option(BERTH_PRECOMPILE_HEADERS "Precompile the standard headers of the library and the program"
       ${berth_precompile_default})

# berth_precompile_headers(TARGET [HEADER ...])
function(berth_precompile_headers target)
  get_target_property(sources ${target} SOURCES)
  list(LENGTH sources count)
  # For a few sources the headers cost more than they save.
  if(NOT BERTH_PRECOMPILE_HEADERS OR count LESS 8)
    return()
  endif()
  set(headers <algorithm> <cstdint> <functional> <map> <memory> <optional> <span> <string>
              <string_view> <unordered_map> <utility> <vector> <fmt/format.h> ${ARGN})
  list(TRANSFORM headers REPLACE "(.+)" "$<$<COMPILE_LANGUAGE:CXX>:\\1>")
  target_precompile_headers(${target} PRIVATE ${headers})
endfunction()

# berth_optional_part(OPTION FOUND WHAT REMEDY)
#
# An option for a part of berth that not every machine can build: on where what it needs was FOUND.
# Without it a source named no_*.cpp takes its place, whose every function answers what is missing,
# so that library and program offer the same everywhere. Says so while configuring.
function(berth_optional_part option found what remedy)
  if(found)
    set(found ON)
  else()
    set(found OFF)
  endif()
  option(${option} "Build ${what}" ${found})
  if(${option} AND NOT found)
    message(FATAL_ERROR "berth: ${option} is ON, but what ${what} needs was not found: ${remedy}")
  elseif(NOT ${option} AND found)
    message(NOTICE "berth: without ${what}: ${option} is OFF")
  elseif(NOT ${option})
    message(NOTICE "berth: without ${what}: to have it, ${remedy}")
  endif()
endfunction()

# berth_component(NAME SOURCES ... [USES COMPONENT ...] [LINK LIBRARY ...] [OPTIMISE LEVEL]
#                 [FOLDER FOLDER] [BUSY_IN_TESTS])
#
# The folder host/NAME as the static library `berth_NAME`. USES names the folders whose headers its
# sources may include, and whose public functions they may call. All of them are made before, so no
# two folders can depend on each other; the test folders_include_what_they_may
# (cmake/check_includes.cmake) holds the sources to it. OPTIMISE is
# the level of a release build: 2 unless given, 3 where berth spends its time, 1 for code that runs
# once. BUSY_IN_TESTS has it optimised under sanitizers, too, as OPTIMISE 3 does. FOLDER is the
# folder's name where it is another.
function(berth_component name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "BUSY_IN_TESTS" "FOLDER;OPTIMISE" "SOURCES;USES;LINK")
  if(NOT arg_FOLDER)
    set(arg_FOLDER ${name})
  endif()
  add_library(berth_${name} STATIC ${arg_SOURCES})
  target_include_directories(
    berth_${name} PUBLIC "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/include"
                         "${PROJECT_SOURCE_DIR}/host")
  target_link_libraries(berth_${name} PRIVATE berth_warnings)
  foreach(below IN LISTS arg_USES)
    if(NOT TARGET berth_${below})
      message(FATAL_ERROR "host/${name} may not include host/${below}: it is made later")
    endif()
    target_link_libraries(berth_${name} PUBLIC berth_${below})
  endforeach()
  target_link_libraries(berth_${name} PUBLIC fmt::fmt ${arg_LINK})
  set_target_properties(berth_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  list(JOIN arg_USES " " uses)
  set_property(GLOBAL APPEND PROPERTY berth_floors "${arg_FOLDER}: ${uses}")
  if(NOT arg_OPTIMISE)
    set(arg_OPTIMISE 2)
  endif()
  target_compile_options(
    berth_${name} PRIVATE $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CONFIG:Release>>:-O${arg_OPTIMISE}>)
  # Sanitized code takes clang three times as long to optimise, which pays only where tests spend their
  # time.
  if(BERTH_SANITIZERS AND (arg_OPTIMISE EQUAL 3 OR arg_BUSY_IN_TESTS))
    target_compile_options(berth_${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-O1>)
  endif()
  # With CMAKE_UNITY_BUILD a folder is compiled as one: two thirds of a compilation goes into headers.
  set_target_properties(berth_${name} PROPERTIES UNITY_BUILD_BATCH_SIZE 0)
  berth_precompile_headers(berth_${name})
endfunction()

# What nearly every test source includes, compiled once: half of the time of compiling a test goes
# into these headers. CMAKE_DISABLE_PRECOMPILE_HEADERS shows whether a source includes what it uses.
function(berth_precompile_test_headers)
  set(empty_source "${PROJECT_BINARY_DIR}/precompiled_test_headers.cpp")
  file(GENERATE OUTPUT "${empty_source}" CONTENT "")
  add_library(berth_test_headers OBJECT "${empty_source}")
  target_precompile_headers(berth_test_headers PRIVATE <gmock/gmock.h> <gtest/gtest.h> <algorithm>
                            <string> <vector>)
  berth_compile_as_test(berth_test_headers)
endfunction()

# Precompiled headers can be shared only where the compiler's options are the same.
function(berth_compile_as_test target)
  target_link_libraries(${target} PRIVATE berth_warnings GTest::gtest GTest::gmock)
  # The time of a test goes into the library; its own code need only compile soon.
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O0>)
endfunction()

# berth_test(NAME SOURCES ... COMPONENTS ... [LINK ...] [LABELS ...])
#
# A GoogleTest program linked from the named components, its tests registered with CTest under
# the labels (`unit` unless said).
function(berth_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;COMPONENTS;LINK;LABELS")
  if(NOT arg_LABELS)
    set(arg_LABELS unit)
  endif()
  add_executable(${name} ${arg_SOURCES})
  foreach(component IN LISTS arg_COMPONENTS)
    target_link_libraries(${name} PRIVATE berth_${component})
  endforeach()
  target_include_directories(
    ${name} PRIVATE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/include"
                    "${PROJECT_SOURCE_DIR}/host" "${PROJECT_SOURCE_DIR}/tests")
  berth_compile_as_test(${name})
  target_precompile_headers(${name} REUSE_FROM berth_test_headers)
  target_link_libraries(${name} PRIVATE GTest::gtest_main ${arg_LINK})
  target_compile_definitions(
    ${name} PRIVATE BERTH_SHARED_DIR="${BERTH_SHARED_DIR}")
  gtest_discover_tests(${name} PROPERTIES LABELS "${arg_LABELS}" DISCOVERY_TIMEOUT 60)
endfunction()
