// Output files that are either complete or absent.
#pragma once

#include <string>
#include <string_view>

namespace berth::host::json {

/// Writes a file under a temporary name next to it and renames it into place, so that no reader
/// ever sees half a file and no failure leaves one. Devices and pipes are written directly. Throws
/// InputError
/// with path and cause.
void write_file_atomically(const std::string& path, std::string_view content);

}  // namespace berth::host::json
