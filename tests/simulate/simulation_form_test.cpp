// The schema, the skeleton and the document say the same of simulation files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "berth/simulate.hpp"
#include "support/document_blocks.hpp"
#include "support/schema_members.hpp"

namespace berth {
namespace {

using testing::HasSubstr;

test::MemberNames known_members() {
    return test::members_of_schema(simulation_schema(), "simulation");
}

TEST(SimulationForm, TheSchemaDefinesWhatItRefersToAndNothingElse) {
    std::set<std::string> defined{"simulation"};
    defined.merge(test::references_of_schema(simulation_schema()));
    std::set<std::string> known;
    for (const auto& [name, members] : known_members()) known.insert(name);
    EXPECT_EQ(known, defined);
}

TEST(SimulationForm, TheSkeletonCanBeReadAndNamesEveryMember) {
    const Simulation simulation = read_simulation_text(simulation_skeleton(), "skeleton");
    EXPECT_EQ(simulation.arrivals.size(), 6u);
    EXPECT_EQ(simulation.losses.size(), 1u);
    const std::string text(simulation_skeleton());
    for (const auto& [map, names] : known_members()) {
        for (const std::string& name : names) {
            EXPECT_THAT(text, HasSubstr(name + ":")) << map;
        }
    }
}

TEST(SimulationForm, TheExamplesOfTheDocumentCanBeReadAndTheTextNamesEveryMember) {
    std::ifstream file(BERTH_SIMULATION_DOCUMENT);
    ASSERT_TRUE(file) << BERTH_SIMULATION_DOCUMENT;
    std::stringstream document;
    document << file.rdbuf();
    std::size_t blocks = 0;
    for (const std::string& block : test::yaml_blocks(document)) {
        EXPECT_NO_THROW(read_simulation_text(block, "document")) << block;
        ++blocks;
    }
    EXPECT_GE(blocks, 5u);
    for (const auto& [map, names] : known_members()) {
        for (const std::string& name : names) {
            EXPECT_THAT(document.str(), HasSubstr(name)) << map;
        }
    }
}

}  // namespace
}  // namespace berth
