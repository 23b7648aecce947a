#include "json/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <memory>
#include <system_error>

#include "berth/error.hpp"

namespace berth::host::json {

namespace {

[[noreturn]] void fail_to_write(const std::string& path, int cause) {
    throw InputError(fmt::format("cannot be written: {}", std::generic_category().message(cause)),
                     {path, ""});
}

// The error of writing all of it, 0 for none.
int write_all(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const ssize_t count = ::write(descriptor, content.data(), content.size());
        if (count == 0) return EIO;
        if (count < 0 && errno != EINTR) return errno;
        if (count > 0) content.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

// Opens, writes and closes; the first error, 0 for none.
int write_to(const std::string& path, int flags, mode_t mode, std::string_view content) {
    const int descriptor = ::open(path.c_str(), flags | O_WRONLY | O_CLOEXEC, mode);
    if (descriptor < 0) return errno;
    const int written = write_all(descriptor, content);
    const int closed = ::close(descriptor) == 0 ? 0 : errno;
    return written != 0 ? written : closed;
}

// A name beside `target` that no other writer has, in this process or another.
std::string temporary_name(const std::string& target) {
    static std::atomic<unsigned> counter = 0;
    return fmt::format("{}.{}-{}.tmp", target, ::getpid(), counter.fetch_add(1));
}

// The file that a symbolic link leads to, so that the link stays one.
std::string followed(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                           &std::free);
    return real ? std::string(real.get()) : path;
}

}  // namespace

void write_file_atomically(const std::string& path, std::string_view content) {
    constexpr mode_t new_file_mode = 0666;  // less the umask
    struct stat status {};
    const bool exists = ::stat(path.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) fail_to_write(path, EISDIR);
    if (exists && !S_ISREG(status.st_mode)) {
        if (const int error = write_to(path, 0, 0, content)) fail_to_write(path, error);
        return;
    }
    // Renaming would replace a file that its owner has made read-only.
    if (exists && ::access(path.c_str(), W_OK) != 0) fail_to_write(path, errno);

    const std::string target = exists ? followed(path) : path;
    const std::string temporary = temporary_name(target);
    int error = write_to(temporary, O_CREAT | O_EXCL, new_file_mode, content);
    if (error == EEXIST) fail_to_write(path, error);
    if (error == 0 && exists && ::chmod(temporary.c_str(), status.st_mode & 07777) != 0) {
        error = errno;
    }
    if (error == 0 && ::rename(temporary.c_str(), target.c_str()) != 0) error = errno;
    if (error == 0) return;
    ::unlink(temporary.c_str());
    fail_to_write(path, error);
}

}  // namespace berth::host::json
