// CloudFormation templates. The import may throw InputError and nothing else.
#include <cstddef>
#include <cstdint>
#include <string>

#include "berth/import.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const berth::CloudFormationTemplate source{
        "fuzz", "fuzz", std::string(reinterpret_cast<const char*>(data), size)};
    try {
        berth::import_cloudformation({&source, 1});
    } catch (const berth::InputError&) {
    }
    return 0;
}
