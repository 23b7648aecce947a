// What the host holds on a device: memory, a stream, events, each freed by its owner.
//
// Every call of the runtime goes through check(), which turns its error codes into BackendError.
#pragma once

#include <cuda_runtime_api.h>

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace berth::host::solve::device {

/// Throws BackendError, with what was being done, unless `error` is cudaSuccess.
void check(cudaError_t error, std::string_view doing);

/// Bytes of device memory that are free now.
std::size_t free_device_bytes();

class Stream {
   public:
    Stream() { check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "make a stream"); }
    ~Stream() { cudaStreamDestroy(stream_); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    operator cudaStream_t() const { return stream_; }

    /// Waits for all work queued so far.
    void wait() const { check(cudaStreamSynchronize(stream_), "wait for the device"); }

   private:
    cudaStream_t stream_ = nullptr;
};

/// A point in the work of a stream.
class Event {
   public:
    Event() { check(cudaEventCreate(&event_), "make an event"); }
    ~Event() { cudaEventDestroy(event_); }
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;

    void record(const Stream& stream) const {
        check(cudaEventRecord(event_, stream), "record an event");
    }

    /// Seconds of the device's time from `begin` to this event, for which it waits.
    double seconds_since(const Event& begin) const;

   private:
    cudaEvent_t event_ = nullptr;
};

/// Device memory. Throws BackendError of kind out_of_memory, with the bytes asked for and free.
class DeviceBuffer {
   public:
    explicit DeviceBuffer(std::size_t bytes);
    ~DeviceBuffer() { cudaFree(data_); }
    DeviceBuffer(const DeviceBuffer&) = delete;
    DeviceBuffer& operator=(const DeviceBuffer&) = delete;

    std::byte* data() const { return data_; }
    std::size_t size() const { return bytes_; }

    void upload(std::span<const std::byte> bytes, const Stream& stream) const;
    void clear(const Stream& stream) const;

   private:
    std::byte* data_ = nullptr;
    std::size_t bytes_ = 0;
};

/// Host memory that the device reads and writes directly.
class PinnedBuffer {
   public:
    explicit PinnedBuffer(std::size_t bytes);
    ~PinnedBuffer() { cudaFreeHost(data_); }
    PinnedBuffer(const PinnedBuffer&) = delete;
    PinnedBuffer& operator=(const PinnedBuffer&) = delete;

    std::byte* data() const { return data_; }

    void download(const DeviceBuffer& from, const Stream& stream) const;

   private:
    std::byte* data_ = nullptr;
    std::size_t bytes_ = 0;
};

}  // namespace berth::host::solve::device
