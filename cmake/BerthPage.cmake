# HTML pages that the library carries: template, style sheets, scripts and Chart.js joined into one
# file when the library is built.
#
# Included, this file offers berth_find_chart_js() and berth_add_page(). Run as a script
#
#   cmake -DSETTINGS=<file> -P BerthPage.cmake
#
# it writes the page and a C++ source that holds it, so that a build needs nothing but CMake.
cmake_minimum_required(VERSION 3.25)

# berth_find_chart_js()
#
# Sets BERTH_CHART_JS to the browser bundle of Chart.js 3, or to something false. It is text for a
# browser, so that the machine's own serves every target.
function(berth_find_chart_js)
  find_file(
    BERTH_CHART_JS
    NAMES chart.min.js
    PATHS /usr/share/javascript/chart.js /usr/share/nodejs/chart.js/dist
          /usr/local/share/javascript/chart.js
    DOC "The browser bundle of Chart.js 3, chart.min.js"
    NO_CMAKE_FIND_ROOT_PATH)
  if(NOT BERTH_CHART_JS)
    return()
  endif()
  set(banner "")
  if(EXISTS "${BERTH_CHART_JS}")
    file(READ "${BERTH_CHART_JS}" banner LIMIT 200)
  endif()
  if(NOT banner MATCHES "Chart\\.js v3\\.")
    message(WARNING "berth: ${BERTH_CHART_JS} is not Chart.js 3, so the report cannot use it")
    set(BERTH_CHART_JS FALSE PARENT_SCOPE)
  endif()
endfunction()

# berth_add_page(TARGET NAME TEMPLATE ... STYLES ... SCRIPTS ...)
#
# Compiles into TARGET a source that defines berth::host::report::NAME_template(). TEMPLATE are parts of the
# page in order, SCRIPTS ES modules, each behind those that it imports.
function(berth_add_page target name)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "TEMPLATE;STYLES;SCRIPTS")
  set(script "${PROJECT_SOURCE_DIR}/cmake/BerthPage.cmake")
  set(notice "${PROJECT_SOURCE_DIR}/THIRD_PARTY")
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/generated")
  set(settings "${folder}/${name}_settings.cmake")
  foreach(kind IN ITEMS TEMPLATE STYLES SCRIPTS)
    list(TRANSFORM arg_${kind} PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  endforeach()
  file(CONFIGURE OUTPUT "${settings}" @ONLY CONTENT [[
set(name [==[@name@]==])
set(template [==[@arg_TEMPLATE@]==])
set(styles [==[@arg_STYLES@]==])
set(scripts [==[@arg_SCRIPTS@]==])
set(library [==[@BERTH_CHART_JS@]==])
set(notice [==[@notice@]==])
set(output [==[@folder@/@name@]==])
]])
  add_custom_command(
    OUTPUT "${folder}/${name}.cpp" "${folder}/${name}.html"
    COMMAND "${CMAKE_COMMAND}" "-DSETTINGS=${settings}" -P "${script}"
    DEPENDS ${arg_TEMPLATE} ${arg_STYLES} ${arg_SCRIPTS} "${BERTH_CHART_JS}" "${notice}" "${settings}"
            "${script}"
    COMMENT "Generating the page ${name}"
    VERBATIM)
  target_sources(${target} PRIVATE "${folder}/${name}.cpp")
endfunction()

# A text's `;`, `[` and `]` mean something to CMake's lists, so texts are handled by string() alone.
function(berth_read_all output)
  set(text "")
  foreach(file IN LISTS ARGN)
    file(READ "${file}" part)
    string(APPEND text "${part}")
  endforeach()
  set(${output} "${text}" PARENT_SCOPE)
endfunction()

# In the page all modules share one function's scope: imports and the word `export` go, and no two
# modules may use the same name at their top level.
function(berth_join_modules output)
  set(text "\"use strict\";\n")
  set(names "")
  foreach(file IN LISTS ARGN)
    file(READ "${file}" module)
    set(module "\n${module}")
    string(REGEX REPLACE "\nimport [^;]*;" "" module "${module}")
    string(REGEX REPLACE "\nexport " "\n" module "${module}")
    string(REGEX MATCHALL "\n(async function|function|class|const|let) [A-Za-z0-9_]+" found "${module}")
    foreach(declaration IN LISTS found)
      string(REGEX REPLACE ".* " "" declared "${declaration}")
      if(declared IN_LIST names)
        message(FATAL_ERROR "${file}: another script of this page defines ${declared} already")
      endif()
      list(APPEND names "${declared}")
    endforeach()
    string(APPEND text "${module}")
  endforeach()
  set(${output} "(() => {\n${text}\n})();\n" PARENT_SCOPE)
endfunction()

# Replaces the one marker of that name in the page.
function(berth_insert page_variable marker text)
  set(marker "<!-- berth:${marker} -->")
  string(FIND "${${page_variable}}" "${marker}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "${template}: expected the line ${marker}")
  endif()
  string(REPLACE "${marker}" "${text}" filled "${${page_variable}}")
  set(${page_variable} "${filled}" PARENT_SCOPE)
endfunction()

# Compilers need not take a literal beyond 64 KiB, so the page comes in pieces.
function(berth_write_source name html source)
  file(READ "${html}" bytes HEX)
  string(LENGTH "${bytes}" length)
  set(literals "")
  set(begin 0)
  while(begin LESS length)
    string(SUBSTRING "${bytes}" ${begin} 80000 piece)
    string(LENGTH "${piece}" piece_length)
    math(EXPR count "${piece_length} / 2")
    string(REGEX REPLACE "(..)" "\\\\x\\1" piece "${piece}")
    string(APPEND literals "    std::string_view(\"${piece}\", ${count}),\n")
    math(EXPR begin "${begin} + 80000")
  endwhile()
  file(WRITE "${source}"
       "// Generated by cmake/BerthPage.cmake; do not edit.\n"
       "#include <array>\n\n#include \"report/embedded_page.hpp\"\n\n"
       "namespace berth::host::report {\n\nnamespace {\n\n"
       "constexpr std::array ${name}_pieces = {\n${literals}};\n\n}  // namespace\n\n"
       "std::span<const std::string_view> ${name}_template() noexcept { return ${name}_pieces; }\n\n"
       "}  // namespace berth::host::report\n")
endfunction()

function(berth_write_page)
  include("${SETTINGS}")
  berth_read_all(page ${template})
  berth_read_all(style ${styles})
  berth_read_all(chart_js "${library}")
  berth_read_all(notice_text "${notice}")
  berth_join_modules(script ${scripts})
  foreach(part IN ITEMS chart_js script)
    if("${${part}}" MATCHES "</script")
      message(FATAL_ERROR "${template}: a script holds </script, which would end it")
    endif()
  endforeach()
  berth_insert(page style "<style>\n${style}</style>")
  berth_insert(page chart_js "<script>\n${chart_js}</script>")
  berth_insert(page script "<script>\n${script}</script>")
  berth_insert(page licences "${notice_text}")
  file(WRITE "${output}.html" "${page}")
  berth_write_source("${name}" "${output}.html" "${output}.cpp")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  berth_write_page()
endif()
