// A CloudFormation template, taken apart into its sections and not evaluated yet.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "berth/error.hpp"
#include "berth/import.hpp"
#include "yaml/value.hpp"

namespace berth::host::import::cloudformation {

template <class Item>
using Named = std::vector<std::pair<std::string, Item>>;

/// The item of that name; nullptr = none.
template <class Item>
const Item* find_named(const Named<Item>& items, std::string_view name) {
    for (const auto& [item_name, item] : items) {
        if (item_name == name) return &item;
    }
    return nullptr;
}

struct Resource {
    std::string id;         ///< logical id
    std::string type;       ///< `AWS::ECS::Cluster`
    std::string condition;  ///< name of the condition under which it exists; empty = always
    yaml::Value body;
    std::optional<yaml::Value> properties;
};

struct Output {
    yaml::Value value;
    std::optional<yaml::Value> export_name;
    std::string condition;  ///< empty = always
};

struct Template {
    Named<yaml::Value> parameters;
    Named<yaml::Value> mappings;
    Named<yaml::Value> conditions;
    std::vector<Resource> resources;
    Named<Output> outputs;

    const Resource* find_resource(std::string_view id) const;
};

/// Reads the sections. Names that are given twice and macros become warnings. Throws InputError
/// with file and line.
Template load_template(const CloudFormationTemplate& source, std::vector<Warning>& warnings);

}  // namespace berth::host::import::cloudformation
