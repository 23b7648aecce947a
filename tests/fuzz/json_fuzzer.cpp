// The first byte of the input says which reader gets the rest. Readers may throw InputError and
// nothing else.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "berth/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    try {
        if (data[0] % 2 == 0) {
            berth::read_cluster_text(text, "fuzz");
        } else {
            berth::read_burst_text(text, "fuzz");
        }
    } catch (const berth::InputError&) {
    }
    return 0;
}
