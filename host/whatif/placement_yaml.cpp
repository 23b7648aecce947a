#include "whatif/placement_yaml.hpp"

#include <algorithm>
#include <span>

#include "berth/query.hpp"
#include "json/placement_reader.hpp"
#include "json/writer.hpp"
#include "whatif/sweep_checks.hpp"

namespace berth::whatif {

namespace {

// A list of maps of texts as JSON, of which the reader of bursts knows all rules.
std::string to_json(const yaml::Value& list, std::span<const std::string_view> known) {
    std::string text;
    json::Writer writer(text);
    writer.begin_list();
    for (const yaml::Value& element : list.elements()) {
        writer.begin_object();
        for (const auto& [name, value] : element.members()) {
            if (std::ranges::find(known, name) == known.end()) {
                yaml::fail_unknown(value, name, {known.begin(), known.end()});
            }
            writer.member(name, value.text());
        }
        writer.end_object();
    }
    writer.end_list();
    return text;
}

// The element that a JSON pointer such as "/2/field" begins with.
yaml::Value element_at(const yaml::Value& list, const std::string& pointer) {
    const std::vector<yaml::Value> elements = list.elements();
    const std::size_t index = pointer.size() > 1 ? std::stoul(pointer.substr(1)) : 0;
    return elements.at(index);
}

template <class Read>
auto read_as_json(const yaml::Value& list, std::span<const std::string_view> known,
                  const Read& read) {
    const json::PaddedText text(to_json(list, known));
    const std::string file = list.where().file;
    std::vector<Warning> warnings;  // these readers give none
    decltype(read(std::declval<json::Value&>())) result;
    try {
        json::for_each_document(text, file, warnings, [&](json::Document& document) {
            json::Value root = document.root();
            result = read(root);
        });
    } catch (const InputError& error) {
        element_at(list, error.where().pointer).fail(error.problem());
    }
    return result;
}

}  // namespace

std::vector<PlacementConstraint> read_constraints(const yaml::Value& list) {
    std::vector<PlacementConstraint> constraints =
        read_as_json(list, constraint_members, json::read_constraints);
    const std::vector<yaml::Value> elements = list.elements();
    for (std::size_t c = 0; c < constraints.size(); ++c) {
        const std::string& expression = constraints[c].expression;
        if (!expression.empty()) Expression::parse(expression, elements[c].where());
    }
    return constraints;
}

std::vector<PlacementStrategy> read_strategies(const yaml::Value& list) {
    return read_as_json(list, strategy_members, json::read_strategies);
}

std::string read_instance_type(const yaml::Value& value) {
    std::string type = value.text();
    value.located([&type] { require_instance_type(type); });
    return type;
}

}  // namespace berth::whatif
