# What `cmake --install` copies, and the package that find_package(berth) reads.
include(CMakePackageConfigHelpers)

# As a file set the public headers are installed, and with CMAKE_VERIFY_INTERFACE_HEADER_SETS each
# of them is compiled alone.
file(GLOB berth_headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/berth/*.hpp")
target_sources(berth PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/include" FILES
                            ${berth_headers})
set(berth_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/berth")
get_target_property(berth_library_type berth TYPE)

install(TARGETS berth EXPORT berth-targets FILE_SET HEADERS)
install(
  EXPORT berth-targets
  NAMESPACE berth::
  DESTINATION "${berth_package_dir}")
configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/berth-config.cmake.in" "${PROJECT_BINARY_DIR}/berth-config.cmake"
  INSTALL_DESTINATION "${berth_package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/berth-config-version.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/berth-config.cmake"
              "${PROJECT_BINARY_DIR}/berth-config-version.cmake" DESTINATION "${berth_package_dir}")

# Documents and examples lie to each other as in the repository, so that links and paths hold.
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/THIRD_PARTY"
              "${PROJECT_SOURCE_DIR}/README.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs" "${PROJECT_SOURCE_DIR}/examples"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}"
        PATTERN CMakeLists.txt EXCLUDE)

# Who links a static berth gets CUDA's runtime with it, so that no CUDA toolkit is needed to use the
# package: attachment A of CUDA's licence lets programs distribute that archive.
if(BERTH_ENABLE_CUDA AND berth_library_type STREQUAL "STATIC_LIBRARY")
  file(REAL_PATH "${CUDA_cudart_static_LIBRARY}" berth_cudart_archive)
  install(FILES "${berth_cudart_archive}" DESTINATION "${CMAKE_INSTALL_LIBDIR}/berth"
          RENAME libcudart_static.a)
endif()

if(TARGET berth_cli)
  if(berth_library_type STREQUAL "SHARED_LIBRARY")
    file(RELATIVE_PATH from_program_to_library "/${CMAKE_INSTALL_BINDIR}" "/${CMAKE_INSTALL_LIBDIR}")
    set_target_properties(berth_cli PROPERTIES INSTALL_RPATH "$ORIGIN/${from_program_to_library}")
  endif()
  install(TARGETS berth_cli)
  install(FILES "${PROJECT_BINARY_DIR}/host/cli/pages/berth.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
  install(
    FILES "${PROJECT_BINARY_DIR}/host/cli/pages/berth.bash"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
    RENAME berth)
  install(FILES "${PROJECT_BINARY_DIR}/host/cli/pages/what-if.schema.json"
                "${PROJECT_BINARY_DIR}/host/cli/pages/simulation.schema.json"
          DESTINATION "${CMAKE_INSTALL_DATADIR}/berth/schemas")
endif()
