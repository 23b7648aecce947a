// The first byte of the input says which reader of YAML gets the rest. Readers may throw InputError
// and nothing else. Files that a simulation names lie in a folder that does not exist.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "berth/simulate.hpp"
#include "berth/what_if.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    try {
        if (data[0] % 2 == 0) {
            berth::read_sweep_text(text, "no-such-folder/fuzz");
        } else {
            berth::read_simulation_text(text, "no-such-folder/fuzz");
        }
    } catch (const berth::InputError&) {
    }
    return 0;
}
