// Instance attributes as columns of small integers.
//
// A column is built when a name is first requested: one code per instance into the sorted list of
// distinct values. Each test of a query then runs once per distinct value instead of once per
// instance, which keeps patterns cheap on large clusters.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "berth/instance.hpp"

namespace berth::host::compile {

/// Codes [instance] into `values`; `absent` if the instance does not have the attribute.
struct AttributeColumn {
    static constexpr std::uint32_t absent = ~std::uint32_t{0};

    std::vector<std::string_view> values;  ///< distinct, sorted; views into the instances
    std::vector<std::uint32_t> codes;      ///< [instance]
};

class AttributeTable {
   public:
    /// `instances` in instance order; they must outlive the table.
    explicit AttributeTable(std::span<const ContainerInstance* const> instances)
        : instances_(instances) {}

    /// O(instances x log attributes) the first time, O(log columns) after that.
    const AttributeColumn& column(std::string_view name);

    /// The EC2 instance ids as a column; empty ids are absent.
    const AttributeColumn& ec2_instance_ids();

    std::span<const ContainerInstance* const> instances() const { return instances_; }

   private:
    std::span<const ContainerInstance* const> instances_;
    std::map<std::string, AttributeColumn, std::less<>> columns_;
    AttributeColumn ec2_instance_ids_;
};

}  // namespace berth::host::compile
