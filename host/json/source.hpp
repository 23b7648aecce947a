// The bytes of an input file, padded as simdjson requires.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/resources.hpp"

namespace berth::host::json {

/// Text with readable bytes after its end, so that vector loads may read past it.
class PaddedText {
   public:
    /// Room for `size` bytes, to be filled by the caller.
    explicit PaddedText(std::size_t size);
    explicit PaddedText(std::string_view text);

    char* data() noexcept { return bytes_.get(); }

    /// The text without a UTF-8 byte order mark.
    std::string_view view() const noexcept;

    /// Cuts the text down to its first `size` bytes.
    void shrink(std::size_t size) noexcept;

   private:
    struct Free {
        void operator()(char* bytes) const noexcept;
    };

    std::unique_ptr<char[], Free> bytes_;
    std::size_t size_;
};

/// Reads a whole file, or standard input for "-". Throws InputError with the cause.
PaddedText read_file(const std::string& path);

/// The files that an argument names: itself, or for a directory its `*.json` in name order, not
/// recursive. Throws InputError for a directory without any.
std::vector<std::string> expand_path(const std::string& path);

/// When a regular file was last written; nothing for standard input and pipes.
std::optional<Instant> modification_time(const std::string& path);

}  // namespace berth::host::json
