# Cross-compiles for 64-bit ARM (AWS Graviton) on a Debian or Ubuntu machine. Needs, once:
#
#     dpkg --add-architecture arm64 && apt-get update
#     apt-get install g++-aarch64-linux-gnu libcli11-dev \
#         libfmt-dev:arm64 libsimdjson-dev:arm64 libpcre2-dev:arm64
#
# Best in a container: libsimdjson-dev for arm64 takes the place of the machine's own.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)
set(ENV{PKG_CONFIG_LIBDIR} /usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig)
