// Output files that are either whole or not there.
#pragma once

#include <string>
#include <string_view>

namespace berth::host::json {

/// Writes a file under another name beside it and renames it into place, so that no reader and no
/// failure ever meets half of it. Devices and pipes are written as they are. Throws InputError
/// with path and cause.
void write_file_atomically(const std::string& path, std::string_view content);

}  // namespace berth::host::json
