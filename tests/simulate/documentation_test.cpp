// docs/simulation-results.md names every member that is written, and no other.
//
// In its tables the first cell of a row holds names in backticks. Under "Event log" they are the
// members of its lines, under "JSON" those of the answer, under "CSV" the columns.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <fstream>
#include <set>
#include <sstream>

#include "simulate/history_fixture.hpp"

namespace berth::test {
namespace {

using Names = std::set<std::string>;

// Objects whose members are named by the input.
const Names maps = {"instanceHours", "delaysOfType"};

void add_names(simdjson::dom::element value, Names& names) {
    if (value.is_array()) {
        for (const auto element : simdjson::dom::array(value)) add_names(element, names);
    }
    if (!value.is_object()) return;
    for (const auto [key, member] : simdjson::dom::object(value)) {
        const std::string name(key);
        names.insert(name);
        if (!maps.contains(name)) {
            add_names(member, names);
            continue;
        }
        for (const auto [input, inner] : simdjson::dom::object(member)) add_names(inner, names);
    }
}

Names written_names(const std::string& lines) {
    simdjson::dom::parser parser;
    Names names;
    simdjson::dom::document_stream documents;
    EXPECT_EQ(parser.parse_many(lines, lines.size()).get(documents), simdjson::SUCCESS);
    for (auto document : documents) add_names(document.value(), names);
    return names;
}

// "| `at`, `event` | ... |" -> at, event
void add_documented(const std::string& row, Names& names) {
    const std::string cell = row.substr(0, row.find(" | "));
    for (std::size_t begin = cell.find('`'); begin != cell.npos; begin = cell.find('`', begin)) {
        const std::size_t end = cell.find('`', begin + 1);
        names.insert(cell.substr(begin + 1, end - begin - 1));
        begin = end + 1;
    }
}

Names documented_names(const std::string& section) {
    std::ifstream document(BERTH_RESULTS_DOCUMENT);
    EXPECT_TRUE(document) << BERTH_RESULTS_DOCUMENT;
    Names names;
    bool is_inside = false;
    for (std::string line; std::getline(document, line);) {
        if (line.starts_with("## ")) is_inside = line == "## " + section;
        if (is_inside && line.starts_with("| ")) add_documented(line, names);
    }
    return names;
}

std::string all_event_logs() {
    std::string lines;
    write_event_log(lines, workshop_history());
    write_event_log(lines, odd_history());
    return lines;
}

TEST(SimulationDocument, NamesEveryMemberOfTheEventLog) {
    EXPECT_EQ(documented_names("Event log"), written_names(all_event_logs()));
}

TEST(SimulationDocument, NamesEveryMemberOfTheJson) {
    std::string json;
    write_simulation_json(json, workshop_history());
    write_simulation_json(json, odd_history());
    Names written = written_names(json);
    for (const char* const column : {"taskKind", "instance", "created", "placed", "running",
                                     "stopped", "reason", "gpus", "fromSnapshot"}) {
        written.insert(column);
    }
    EXPECT_EQ(documented_names("JSON"), written);
}

TEST(SimulationDocument, NamesEveryColumnOfTheCsv) {
    HistoryBuilder history("csv");
    history.provider("PROVIDER", 1, {});
    std::string csv;
    write_simulation_csv(csv, history.finish(0));
    std::istringstream header(csv.substr(0, csv.find('\n')));
    Names columns;
    for (std::string column; std::getline(header, column, ',');) columns.insert(column);
    EXPECT_EQ(documented_names("CSV"), columns);
}

TEST(SimulationDocument, NamesEveryEventReasonAndBound) {
    std::ifstream file(BERTH_RESULTS_DOCUMENT);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const auto expect_named = [&](std::string_view name) {
        EXPECT_NE(text.find("`" + std::string(name) + "`"), text.npos) << name;
    };
    for (int kind = 0; kind <= static_cast<int>(EventKind::ended); ++kind) {
        expect_named(to_string(static_cast<EventKind>(kind)));
    }
    for (int reason = 0; reason <= static_cast<int>(StopReason::simulation_ended); ++reason) {
        expect_named(to_string(static_cast<StopReason>(reason)));
    }
}

}  // namespace
}  // namespace berth::test
