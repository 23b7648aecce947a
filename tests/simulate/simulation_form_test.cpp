// The schema, the skeleton, the document and the reader say the same of simulation files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "berth/simulate.hpp"
#include "simulate/simulation_reader.hpp"
#include "support/document_blocks.hpp"
#include "support/schema_members.hpp"

namespace berth {
namespace {

using testing::HasSubstr;

TEST(SimulationForm, TheSchemaKnowsTheMembersThatTheReaderKnows) {
    EXPECT_EQ(test::members_of_schema(simulation_schema(), "simulation"),
              test::member_names(host::simulate::known_members()));
}

TEST(SimulationForm, TheSkeletonCanBeReadAndNamesEveryMember) {
    const Simulation simulation = read_simulation_text(simulation_skeleton(), "skeleton");
    EXPECT_GT(simulation.arrivals.size(), 100u);
    EXPECT_EQ(simulation.losses.size(), 2u);
    const std::string text(simulation_skeleton());
    for (const auto& [map, names] : host::simulate::known_members()) {
        for (const std::string_view name : names) {
            EXPECT_THAT(text, HasSubstr(std::string(name) + ":")) << map;
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
    for (const auto& [map, names] : host::simulate::known_members()) {
        for (const std::string_view name : names) {
            EXPECT_THAT(document.str(), HasSubstr(std::string(name))) << map;
        }
    }
}

}  // namespace
}  // namespace berth
