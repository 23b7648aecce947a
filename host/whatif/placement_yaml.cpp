#include "whatif/placement_yaml.hpp"

#include <algorithm>
#include <span>

#include "berth/query.hpp"
#include "documents/placement_reader.hpp"
#include "whatif/sweep_checks.hpp"
#include "yaml/as_json.hpp"

namespace berth::host::whatif {

namespace {

void check_members(const yaml::Value& list, std::span<const std::string_view> known) {
    for (const yaml::Value& element : list.elements()) {
        for (const auto& [name, value] : element.members()) {
            if (std::ranges::find(known, name) == known.end()) {
                yaml::fail_unknown(value, name, {known.begin(), known.end()});
            }
        }
    }
}

// A list of maps read as JSON, of which the reader of bursts knows all rules.
template <class Read>
auto read_list(const yaml::Value& list, std::span<const std::string_view> known, const Read& read) {
    check_members(list, known);
    return yaml::read_as_json(list, [&](const std::string& text) {
        std::vector<Warning> warnings;  // these readers give none
        decltype(read(std::declval<json::Value&>())) result;
        json::for_each_document(json::PaddedText(text), "", warnings,
                                [&](json::Document& document) {
                                    json::Value root = document.root();
                                    result = read(root);
                                });
        return result;
    });
}

}  // namespace

std::vector<PlacementConstraint> read_constraints(const yaml::Value& list) {
    std::vector<PlacementConstraint> constraints =
        read_list(list, constraint_members, documents::read_constraints);
    const std::vector<yaml::Value> elements = list.elements();
    for (std::size_t c = 0; c < constraints.size(); ++c) {
        const std::string& expression = constraints[c].expression;
        if (!expression.empty()) Expression::parse(expression, elements[c].where());
    }
    return constraints;
}

std::vector<PlacementStrategy> read_strategies(const yaml::Value& list) {
    return read_list(list, strategy_members, documents::read_strategies);
}

std::string read_instance_type(const yaml::Value& value) {
    std::string type = value.text();
    value.located([&type] { documents::require_instance_type(type); });
    return type;
}

}  // namespace berth::host::whatif
