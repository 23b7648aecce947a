# Cross-compiles for 64-bit ARM (AWS Graviton) on Debian, and runs what was built under QEMU, so that
# CTest works as ever. `.ci/packages arm64` installs the compiler and the emulator,
# `.ci/arm64-libraries build/arm64-libraries` fetches the libraries; `make arm64` does all of it.
#
# The environment variable QEMU_CPU says which processor is emulated.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)

# Headers and libraries of the machine itself are never looked at; the C and C++ libraries are the
# cross compiler's own.
get_filename_component(berth_arm64_libraries "${CMAKE_CURRENT_LIST_DIR}/../build/arm64-libraries"
                       ABSOLUTE)
set(CMAKE_FIND_ROOT_PATH "${berth_arm64_libraries}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_SYSROOT_DIR} "${berth_arm64_libraries}")
set(ENV{PKG_CONFIG_LIBDIR} "${berth_arm64_libraries}/usr/lib/aarch64-linux-gnu/pkgconfig")
set(CMAKE_CROSSCOMPILING_EMULATOR "qemu-aarch64-static;-L;/usr/aarch64-linux-gnu")
