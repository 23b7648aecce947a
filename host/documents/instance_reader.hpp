// Container instances, by far the largest part of a snapshot.
#pragma once

#include <string_view>
#include <vector>

#include "berth/instance.hpp"
#include "json/value.hpp"

namespace berth::host::documents {

/// Reads instances one by one, reusing its working storage.
class InstanceReader {
   public:
    /// An element of `containerInstances`, or the `detail` of a state change event.
    ContainerInstance read(json::Value& value);

    /// An entry of a resource list; which value counts depends on `type`.
    struct Resource {
        std::string_view name;
        std::string_view type;
        std::int64_t integer_value = 0;
        std::int64_t long_value = 0;
        double double_value = 0;
        std::vector<std::string_view> set;
    };

    struct AttributeText {
        std::string_view name;
        std::string_view value;
    };

    /// What is known about an instance before its last member is read.
    struct Draft {
        ContainerInstance instance;
        bool has_remaining = false;
        Resource resource;
        std::vector<AttributeText> attributes;
    };

   private:
    void sort_attributes();

    Draft draft_;
    std::vector<std::uint32_t> order_;  // of the attributes, by name
};

}  // namespace berth::host::documents
