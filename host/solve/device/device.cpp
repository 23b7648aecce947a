#include "solve/device/device.hpp"

#include <fmt/format.h>

#include "berth/error.hpp"

namespace berth::host::solve::device {

namespace {

BackendError::Kind kind_of(cudaError_t error) {
    switch (error) {
        case cudaErrorMemoryAllocation:
            return BackendError::Kind::out_of_memory;
        case cudaErrorNoDevice:
        case cudaErrorInsufficientDriver:
            return BackendError::Kind::no_device;
        case cudaErrorNoKernelImageForDevice:
            return BackendError::Kind::device_too_old;
        default:
            return BackendError::Kind::failed;
    }
}

constexpr double mib = 1024.0 * 1024.0;

}  // namespace

void check(cudaError_t error, std::string_view doing) {
    if (error == cudaSuccess) return;
    throw BackendError(kind_of(error),
                       fmt::format("CUDA could not {}: {} ({})", doing, cudaGetErrorString(error),
                                   cudaGetErrorName(error)));
}

std::size_t free_device_bytes() {
    std::size_t free = 0;
    std::size_t total = 0;
    check(cudaMemGetInfo(&free, &total), "ask for free device memory");
    return free;
}

double Event::seconds_since(const Event& begin) const {
    check(cudaEventSynchronize(event_), "wait for an event");
    float milliseconds = 0;
    check(cudaEventElapsedTime(&milliseconds, begin.event_, event_), "read the time of an event");
    return static_cast<double>(milliseconds) / 1000;
}

DeviceBuffer::DeviceBuffer(std::size_t bytes) : bytes_(bytes) {
    if (bytes == 0) return;
    void* data = nullptr;
    const cudaError_t error = cudaMalloc(&data, bytes);
    if (error == cudaErrorMemoryAllocation) {
        (void)cudaGetLastError();  // the error is reported here and must not stick
        throw BackendError(
            BackendError::Kind::out_of_memory,
            fmt::format("the device has {:.1f} MiB of memory free, and {:.1f} MiB are needed",
                        static_cast<double>(free_device_bytes()) / mib,
                        static_cast<double>(bytes) / mib));
    }
    check(error, "allocate device memory");
    data_ = static_cast<std::byte*>(data);
}

void DeviceBuffer::upload(std::span<const std::byte> bytes, const Stream& stream) const {
    if (bytes.empty()) return;
    check(cudaMemcpyAsync(data_, bytes.data(), bytes.size(), cudaMemcpyHostToDevice, stream),
          "copy to the device");
}

void DeviceBuffer::clear(const Stream& stream) const {
    if (bytes_ == 0) return;
    check(cudaMemsetAsync(data_, 0, bytes_, stream), "clear device memory");
}

PinnedBuffer::PinnedBuffer(std::size_t bytes) : bytes_(bytes) {
    if (bytes == 0) return;
    void* data = nullptr;
    check(cudaMallocHost(&data, bytes), "allocate pinned host memory");
    data_ = static_cast<std::byte*>(data);
}

void PinnedBuffer::download(const DeviceBuffer& from, const Stream& stream) const {
    if (bytes_ == 0) return;
    check(cudaMemcpyAsync(data_, from.data(), bytes_, cudaMemcpyDeviceToHost, stream),
          "copy from the device");
}

}  // namespace berth::host::solve::device
