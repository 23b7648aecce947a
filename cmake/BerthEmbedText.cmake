# berth_embed_text(TARGET FILE NAME)
#
# Lets TARGET's sources include "NAME.inc", the text of FILE as a raw string literal. A change of the
# file makes the literal anew.
function(berth_embed_text target file name)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/generated")
  cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(READ "${file}" text)
  file(CONFIGURE OUTPUT "${folder}/${name}.inc" CONTENT "R\"berth(@text@)berth\"\n" @ONLY)
  target_include_directories(${target} PRIVATE "${folder}")
endfunction()
