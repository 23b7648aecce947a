#include "solve/batch/threads.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace berth::host::solve::batch {

namespace {

class FirstError {
   public:
    void keep(std::size_t k) {
        const std::scoped_lock lock(mutex_);
        if (error_ && k > of_) return;
        error_ = std::current_exception();
        of_ = k;
    }
    void rethrow() const {
        if (error_) std::rethrow_exception(error_);
    }

   private:
    std::mutex mutex_;
    std::exception_ptr error_;
    std::size_t of_ = 0;
};

}  // namespace

void on_threads(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
    const std::size_t allowed =
        threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
    std::atomic<std::size_t> next = 0;
    FirstError error;
    const auto take_work = [&] {
        for (std::size_t k = next++; k < count; k = next++) {
            try {
                work(k);
            } catch (...) {
                error.keep(k);
                next = count;
            }
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t t = 1; t < std::min(allowed, count); ++t) helpers.emplace_back(take_work);
        take_work();
    }
    error.rethrow();
}

}  // namespace berth::host::solve::batch
