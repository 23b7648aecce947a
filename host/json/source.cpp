#include "json/source.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>
#include <system_error>

#include "berth/error.hpp"

namespace berth::host::json {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail_to_read(const std::string& path, const std::error_code& cause) {
    throw InputError(
        fmt::format("cannot be read: {}; check the path (- is standard input)", cause.message()),
        {path, ""});
}

std::error_code last_error() {
    return {errno, std::generic_category()};
}

// A file descriptor that is closed on the way out; standard input is left open.
class Descriptor {
   public:
    explicit Descriptor(const std::string& path)
        : number_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (number_ < 0) fail_to_read(path, last_error());
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ != STDIN_FILENO) ::close(number_);
    }

    struct stat status(const std::string& path) const {
        struct stat status {};
        if (::fstat(number_, &status) != 0) fail_to_read(path, last_error());
        return status;
    }

    // Reads until `size` bytes are there or the file ends; the number of bytes.
    std::size_t read(char* to, std::size_t size, const std::string& path) const {
        std::size_t done = 0;
        while (done < size) {
            const ssize_t count = ::read(number_, to + done, size - done);
            if (count == 0) break;
            if (count > 0) {
                done += static_cast<std::size_t>(count);
            } else if (errno != EINTR) {
                fail_to_read(path, last_error());
            }
        }
        return done;
    }

   private:
    int number_;
};

// Pipes and devices have no size: read into a buffer that doubles.
PaddedText read_stream(const Descriptor& descriptor, const std::string& path) {
    PaddedText text(std::size_t{1} << 16);
    std::size_t size = 0;
    for (std::size_t room = std::size_t{1} << 16;; room *= 2) {
        size += descriptor.read(text.data() + size, room - size, path);
        if (size < room) break;
        PaddedText larger(room * 2);
        std::memcpy(larger.data(), text.data(), size);
        text = std::move(larger);
    }
    text.shrink(size);
    return text;
}

}  // namespace

namespace {

// Large texts lie on huge pages where the system has them: faulting in small ones takes as long as
// reading what is on them.
char* allocate(std::size_t size) {
    constexpr std::size_t page_bytes = std::size_t{2} << 20;
    constexpr std::size_t large = 4 * page_bytes;
    const std::size_t bytes = size + simdjson::SIMDJSON_PADDING;
    void* memory = nullptr;
    if (bytes < large) {
        memory = std::malloc(bytes);
    } else {
        const std::size_t rounded = (bytes + page_bytes - 1) / page_bytes * page_bytes;
        memory = std::aligned_alloc(page_bytes, rounded);
#ifdef MADV_HUGEPAGE
        if (memory != nullptr) ::madvise(memory, rounded, MADV_HUGEPAGE);
#endif
    }
    if (memory == nullptr) throw std::bad_alloc();
    return static_cast<char*>(memory);
}

}  // namespace

void PaddedText::Free::operator()(char* bytes) const noexcept {
    std::free(bytes);
}

PaddedText::PaddedText(std::size_t size) : bytes_(allocate(size)), size_(size) {
    std::memset(bytes_.get() + size, 0, simdjson::SIMDJSON_PADDING);
}

PaddedText::PaddedText(std::string_view text) : PaddedText(text.size()) {
    std::ranges::copy(text, bytes_.get());
}

std::string_view PaddedText::view() const noexcept {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    std::string_view text(bytes_.get(), size_);
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    return text;
}

void PaddedText::shrink(std::size_t size) noexcept {
    size_ = size;
    std::memset(bytes_.get() + size, 0, simdjson::SIMDJSON_PADDING);
}

PaddedText read_file(const std::string& path) {
    const Descriptor descriptor(path);
    const struct stat status = descriptor.status(path);
    if (S_ISDIR(status.st_mode))
        fail_to_read(path, std::make_error_code(std::errc::is_a_directory));
    if (!S_ISREG(status.st_mode) || status.st_size == 0) return read_stream(descriptor, path);
    PaddedText text(static_cast<std::size_t>(status.st_size));
    text.shrink(descriptor.read(text.data(), static_cast<std::size_t>(status.st_size), path));
    return text;
}

std::vector<std::string> expand_path(const std::string& path) {
    std::error_code error;
    if (path == "-" || !fs::is_directory(path, error)) return {path};
    std::vector<std::string> files;
    fs::directory_iterator entry(path, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (entry->path().extension() == ".json" && !entry->is_directory(ignored)) {
            files.push_back(entry->path().string());
        }
    }
    if (error) fail_to_read(path, error);
    if (files.empty()) {
        throw InputError(
            "the directory holds no *.json file; put the output of the AWS CLI there, one file a "
            "call",
            {path, ""});
    }
    std::ranges::sort(files);
    return files;
}

std::optional<Instant> modification_time(const std::string& path) {
    struct stat status {};
    if (path == "-" || ::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return std::nullopt;
    }
    return Instant(std::chrono::seconds(status.st_mtim.tv_sec) +
                   std::chrono::microseconds(status.st_mtim.tv_nsec / 1000));
}

}  // namespace berth::host::json
