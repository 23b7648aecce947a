#include "whatif/forms.hpp"

#include <algorithm>

#include "documents/request_writer.hpp"
#include "yaml/as_json.hpp"
#include "yaml/value.hpp"

namespace berth::host::whatif {

namespace {

void check_members(const yaml::Value& list, const std::vector<std::string_view>& known) {
    for (const yaml::Value& element : list.elements()) {
        for (const auto& [name, value] : element.members()) {
            if (std::ranges::find(known, name) == known.end()) {
                yaml::fail_unknown(value, name, known);
            }
        }
    }
}

// A list of maps read as JSON, of which the reader of bursts knows all rules.
template <class InFile, class Element>
void read_list(const yaml::Value& list, std::vector<Element>& elements,
               std::vector<Element> (*read)(json::Value&)) {
    check_members(list, record::names_of(record::members_of(record::record_of<InFile>)));
    yaml::read_as_json(list, [&](const std::string& text) {
        std::vector<Warning> warnings;  // these readers give none
        json::for_each_document(json::PaddedText(text), "", warnings,
                                [&](json::Document& document) {
                                    json::Value root = document.root();
                                    elements = read(root);
                                });
    });
}

// The value of the one member that `write` writes; an empty list where it writes none.
template <class Element>
void write_list(json::Writer& writer, const std::vector<Element>& elements,
                void (*write)(json::Writer&, const std::vector<Element>&)) {
    std::string member;
    json::Writer member_writer(member);
    write(member_writer, elements);
    writer.raw(member.empty() ? "[]" : std::string_view(member).substr(member.find('[')));
}

}  // namespace

void read_strategies(const record::Form&, const yaml::Value& list,
                     std::vector<PlacementStrategy>& strategies) {
    read_list<StrategyInFile>(list, strategies, documents::read_strategies);
}

void write_strategies(json::Writer& writer, const std::vector<PlacementStrategy>& strategies) {
    write_list(writer, strategies, documents::write_strategies);
}

void read_constraints(const record::Form&, const yaml::Value& list,
                      std::vector<PlacementConstraint>& constraints) {
    read_list<ConstraintInFile>(list, constraints, documents::read_constraints);
    const std::vector<yaml::Value> elements = list.elements();
    for (std::size_t c = 0; c < constraints.size(); ++c) {
        const std::string& expression = constraints[c].expression;
        if (!expression.empty()) Expression::parse(expression, elements[c].where());
    }
}

void write_constraints(json::Writer& writer, const std::vector<PlacementConstraint>& constraints) {
    write_list(writer, constraints, documents::write_constraints);
}

}  // namespace berth::host::whatif
