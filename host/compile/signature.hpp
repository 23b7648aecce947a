// A byte string that is equal for equal values: the lookup key for equal things.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace berth::host::compile {

class Signature {
   public:
    void add(std::int64_t number) {
        key_.append(reinterpret_cast<const char*>(&number), sizeof number);
    }
    void add(std::string_view text) {
        add(static_cast<std::int64_t>(text.size()));
        key_.append(text);
    }
    void add(const std::optional<std::int64_t>& number) {
        add(std::int64_t{number.has_value()});
        add(number.value_or(0));
    }
    /// The size, then each element through `add_one(*this, element)`.
    template <typename Range, typename AddOne>
    void add_all(const Range& range, AddOne add_one) {
        add(static_cast<std::int64_t>(range.size()));
        for (const auto& element : range) add_one(*this, element);
    }

    std::string take() { return std::move(key_); }

   private:
    std::string key_;
};

}  // namespace berth::host::compile
