// Arrays laid out one after the other in a single block of memory, so that all of them reach a
// device in one copy.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

namespace berth::host::solve::device {

class Arena {
   public:
    /// Every array begins at a multiple of this, which suits vector loads and cache lines.
    static constexpr std::size_t alignment = 64;

    static constexpr std::size_t aligned(std::size_t bytes) {
        return (bytes + alignment - 1) / alignment * alignment;
    }

    /// Copies an array in; returns its offset in bytes.
    template <typename T>
    std::size_t add(std::span<const T> values) {
        static_assert(std::is_trivially_copyable_v<T>);
        const std::size_t offset = reserve(values.size_bytes());
        if (!values.empty())
            std::memcpy(bytes_.data() + offset, values.data(), values.size_bytes());
        return offset;
    }
    template <typename T>
    std::size_t add(const std::vector<T>& values) {
        return add(std::span<const T>(values));
    }

    /// Room for `bytes` zeros; returns their offset.
    std::size_t reserve(std::size_t bytes) {
        const std::size_t offset = bytes_.size();
        bytes_.resize(offset + aligned(bytes));
        return offset;
    }

    std::byte* data() { return bytes_.data(); }
    std::span<const std::byte> bytes() const { return bytes_; }

   private:
    std::vector<std::byte> bytes_;
};

}  // namespace berth::host::solve::device
