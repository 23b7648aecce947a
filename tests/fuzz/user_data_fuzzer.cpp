// User data in any of its forms. What cannot be read becomes a warning: nothing may be thrown.
#include <cstddef>
#include <cstdint>
#include <string>

#include "user_data/user_data.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    berth::host::user_data::read_user_data(std::string(reinterpret_cast<const char*>(data), size));
    return 0;
}
