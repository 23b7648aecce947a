# Fails where a source of host/ includes a header of a folder that its own may not use, or of a
# library that has one home: the floors of host/README.md, as berth_component() was told them.
#
# cmake -DROOT=<repository> -DFLOORS=<file> -P check_includes.cmake
#
# FLOORS has a line per folder: its name, a colon, and the folders below it that it may use.
cmake_minimum_required(VERSION 3.25)

file(STRINGS "${FLOORS}" floors)
set(wrong "")

# A library's types stay where its readers and writers are.
set(homes
    "simdjson.h=json"
    "yaml.h=yaml"
    "pcre2.h=query"
    "hwy/=solve"
    "ClpSimplex.hpp=fleet"
    "CLI/=cli"
    "cuda_runtime=solve")

macro(note problem)
  list(APPEND wrong "${file}: ${problem}")
endmacro()

# A folder of two libraries may include what either uses.
set(folders "")
foreach(floor IN LISTS floors)
  string(REGEX MATCH "^([a-z_]+): ?(.*)$" unused "${floor}")
  list(APPEND folders "${CMAKE_MATCH_1}")
  string(APPEND below_${CMAKE_MATCH_1} " ${CMAKE_MATCH_2}")
endforeach()
list(REMOVE_DUPLICATES folders)

foreach(folder IN LISTS folders)
  separate_arguments(below UNIX_COMMAND "${below_${folder}}")
  set(allowed berth ${folder} ${below})
  # The kernels' plain headers are the floor below the model.
  if(folder STREQUAL "model" OR "model" IN_LIST below)
    list(APPEND allowed kernels)
  endif()
  file(GLOB_RECURSE sources RELATIVE "${ROOT}" "${ROOT}/host/${folder}/*.?pp")
  if(NOT sources)
    list(APPEND wrong "host/${folder}: there are no sources")
  endif()
  foreach(file IN LISTS sources)
    file(STRINGS "${ROOT}/${file}" includes REGEX "^#include ")
    foreach(include IN LISTS includes)
      if(include MATCHES "\"([a-z_]+)/" AND NOT CMAKE_MATCH_1 IN_LIST allowed)
        note("${folder}/ may not include ${CMAKE_MATCH_1}/: ${include}")
      endif()
      foreach(home IN LISTS homes)
        string(REGEX MATCH "^([^=]+)=(.+)$" unused "${home}")
        if(include MATCHES "<${CMAKE_MATCH_1}" AND NOT folder STREQUAL "${CMAKE_MATCH_2}")
          note("${include} belongs in ${CMAKE_MATCH_2}/")
        endif()
      endforeach()
    endforeach()
  endforeach()
endforeach()

# The public headers show nothing of what is below them.
file(GLOB headers RELATIVE "${ROOT}" "${ROOT}/include/berth/*.hpp")
foreach(file IN LISTS headers)
  file(STRINGS "${ROOT}/${file}" includes REGEX "^#include ")
  foreach(include IN LISTS includes)
    if(NOT include MATCHES "^#include (<[a-z_]+>|\"berth/)")
      note("a public header includes standard and public headers only: ${include}")
    endif()
  endforeach()
endforeach()

# The kernels are the lowest floor: they know nothing of the host, nor of the public headers.
file(GLOB sources RELATIVE "${ROOT}" "${ROOT}/kernels/*.h" "${ROOT}/kernels/*.cu*")
foreach(file IN LISTS sources)
  file(STRINGS "${ROOT}/${file}" includes REGEX "^#include ")
  foreach(include IN LISTS includes)
    if(NOT include MATCHES "^#include (<|\"kernels/)")
      note("a kernel includes nothing of the project but kernels/: ${include}")
    endif()
  endforeach()
endforeach()

if(wrong)
  list(JOIN wrong "\n" wrong)
  message(FATAL_ERROR "${wrong}")
endif()
list(LENGTH folders count)
message(STATUS "the includes of ${count} folders keep to their floors")
