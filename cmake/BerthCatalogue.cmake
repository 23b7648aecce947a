# The EC2 catalogue: data/ec2/instance_types.csv, turned into a C++ table when the library is built.
#
# Included, this file offers berth_add_catalogue(TARGET). Run as a script
#
#   cmake -DCSV=<table> -DOUTPUT=<file> -P BerthCatalogue.cmake
#
# it writes the table, so that a build needs nothing but CMake. The rows come out sorted by name,
# which the table's reader asserts.
cmake_minimum_required(VERSION 3.25)

# berth_add_catalogue(TARGET)
#
# Lets TARGET's sources include "ec2_instance_types.inc", which follows the CSV.
function(berth_add_catalogue target)
  set(csv "${PROJECT_SOURCE_DIR}/data/ec2/instance_types.csv")
  set(script "${PROJECT_SOURCE_DIR}/cmake/BerthCatalogue.cmake")
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/generated")
  set(table "${folder}/ec2_instance_types.inc")
  add_custom_command(
    OUTPUT "${table}"
    COMMAND "${CMAKE_COMMAND}" "-DCSV=${csv}" "-DOUTPUT=${table}" -P "${script}"
    DEPENDS "${csv}" "${script}"
    COMMENT "Generating the EC2 catalogue"
    VERBATIM)
  target_sources(${target} PRIVATE "${table}")
  target_include_directories(${target} PRIVATE "${folder}")
endfunction()

# Finds the columns by their names in the header row: berth_column_<name> is the position.
function(berth_read_header header)
  string(REPLACE "," ";" names "${header}")
  foreach(name IN LISTS ARGN)
    list(FIND names "${name}" position)
    if(position EQUAL -1)
      message(FATAL_ERROR "${CSV}: line 1: expected a column '${name}'")
    endif()
    set(berth_column_${name} ${position} PARENT_SCOPE)
  endforeach()
  list(LENGTH names count)
  set(berth_column_count ${count} PARENT_SCOPE)
endfunction()

# Sets each named column's variable to the row's field.
macro(berth_read_fields row)
  foreach(name IN ITEMS ${ARGN})
    list(GET ${row} ${berth_column_${name}} ${name})
  endforeach()
endmacro()

# An empty field means that the fact is not known: -1.
macro(berth_default_minus_one)
  foreach(name IN ITEMS ${ARGN})
    if(${name} STREQUAL "")
      set(${name} -1)
    endif()
  endforeach()
endmacro()

function(berth_write_catalogue csv output)
  set(columns
      instance_type
      vcpus
      memory_mib
      cpu_architecture
      gpu_model
      ecs_gpus
      bare_metal
      current_generation
      ecs_awsvpc_tasks
      ecs_trunk_tasks
      ecs_trunk_tasks_est
      usd_per_hour
      spec_date)
  file(STRINGS "${csv}" lines ENCODING UTF-8)
  list(POP_FRONT lines header)
  berth_read_header("${header}" ${columns})

  set(rows "")
  set(newest "")
  set(line_number 1)
  foreach(line IN LISTS lines)
    math(EXPR line_number "${line_number} + 1")
    string(REPLACE "," ";" row "${line}")
    list(LENGTH row count)
    if(NOT count EQUAL berth_column_count)
      message(FATAL_ERROR "${csv}: line ${line_number}: expected ${berth_column_count} fields, "
                          "found ${count}")
    endif()
    berth_read_fields(row ${columns})
    berth_default_minus_one(ecs_trunk_tasks ecs_trunk_tasks_est usd_per_hour)
    if(ecs_gpus EQUAL 0)
      set(gpu_model "")
    endif()
    if(spec_date STRGREATER newest)
      set(newest "${spec_date}")
    endif()
    string(CONCAT row "{\"${instance_type}\", ${vcpus}, ${memory_mib}, \"${cpu_architecture}\", "
                  "${ecs_gpus}, \"${gpu_model}\", ${ecs_awsvpc_tasks}, ${ecs_trunk_tasks}, "
                  "${ecs_trunk_tasks_est}, ${usd_per_hour}, ${bare_metal}, "
                  "${current_generation}},")
    list(APPEND rows "${row}")
  endforeach()

  list(SORT rows COMPARE STRING)
  list(LENGTH rows count)
  list(JOIN rows "\n    " table)
  cmake_path(GET csv FILENAME source)
  file(WRITE "${output}"
       "// Generated from ${source}; do not edit.\n"
       "constexpr std::string_view newest_date = \"${newest}\";\n"
       "constexpr std::array<InstanceType, ${count}> instance_types = {{\n    ${table}\n}};\n")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  berth_write_catalogue("${CSV}" "${OUTPUT}")
endif()
