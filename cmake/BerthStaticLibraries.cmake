# For programs that run where none of berth's libraries are installed: included right after project()
# (CMAKE_PROJECT_INCLUDE), it makes every library that is looked for be found as an archive where
# there is one. What is left is the C library.
set(CMAKE_FIND_LIBRARY_SUFFIXES .a .so)
add_link_options(-static-libstdc++ -static-libgcc)
