# Fails where a document quotes a file of the repository otherwise than it is. In Markdown
#
#     <!-- example: examples/library/place_burst.cpp -->
#
# on a line of its own says that the fenced block right after it is that file, whole.
#
# cmake -DROOT=<repository> -P check_quotes.cmake
file(GLOB documents "${ROOT}/*.md" "${ROOT}/host/*.md" "${ROOT}/bench/*.md" "${ROOT}/docs/*.md")
set(marker "<!-- example: ([^ >]+) -->\n")
set(wrong "")

# CMake's lists give `;`, `[` and `]` a meaning, so texts are cut with string() alone.
foreach(document IN LISTS documents)
  file(READ "${document}" text)
  while(text MATCHES "${marker}")
    set(quoted "${CMAKE_MATCH_1}")
    string(FIND "${text}" "${CMAKE_MATCH_0}" begin)
    string(LENGTH "${CMAKE_MATCH_0}" length)
    math(EXPR begin "${begin} + ${length}")
    string(SUBSTRING "${text}" ${begin} -1 text)

    if(NOT EXISTS "${ROOT}/${quoted}")
      list(APPEND wrong "${document}: there is no file ${quoted}")
      continue()
    endif()
    file(READ "${ROOT}/${quoted}" expected)
    string(REGEX MATCH "^```[a-z+]*\n" fence "${text}")
    string(CONCAT block "${fence}" "${expected}" "```\n")
    string(FIND "${text}" "${block}" at)
    if(fence STREQUAL "" OR NOT at EQUAL 0)
      list(APPEND wrong "${document}: the block after its marker is not ${quoted} as it stands")
    endif()
  endwhile()
endforeach()

if(wrong)
  list(JOIN wrong "\n" wrong)
  message(FATAL_ERROR "${wrong}")
endif()
