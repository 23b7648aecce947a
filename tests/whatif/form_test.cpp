// The schema, the skeleton and the shipped example say the same of what-if files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "berth/json.hpp"
#include "berth/what_if.hpp"
#include "support/schema_members.hpp"
#include "whatif/scenario_world.hpp"

namespace berth {
namespace {

test::MemberNames known_members() {
    return test::members_of_schema(sweep_schema(), "sweep");
}

TEST(Form, TheSchemaDefinesWhatItRefersToAndNothingElse) {
    std::set<std::string> defined{"sweep"};
    defined.merge(test::references_of_schema(sweep_schema()));
    std::set<std::string> known;
    for (const auto& [name, members] : known_members()) known.insert(name);
    EXPECT_EQ(known, defined);
}

std::set<std::string> all_names() {
    std::set<std::string> names;
    for (const auto& [map, members] : known_members()) {
        names.insert(members.begin(), members.end());
    }
    return names;
}

TEST(Form, TheSkeletonCanBeReadAndNamesEveryMember) {
    const Sweep sweep = read_sweep_text(sweep_skeleton(), "skeleton");
    EXPECT_EQ(sweep.axes.at(0).options.size(), 4u);  // one is written out, three are a range's
    std::set<std::size_t> edits;
    for (const Axis& axis : sweep.axes) {
        for (const Option& option : axis.options) {
            for (const Edit& edit : option.edits) edits.insert(edit.index());
        }
    }
    EXPECT_EQ(edits.size(), std::variant_size_v<Edit>);
    for (const std::string& name : all_names()) {
        EXPECT_NE(sweep_skeleton().find(name + ":"), std::string_view::npos) << name;
    }
}

TEST(Form, EveryScenarioOfTheShippedExampleCanBePlaced) {
    const std::string folder = BERTH_EXAMPLE_DIR;
    const std::vector<std::string> cluster = {folder + "/cluster"};
    const Snapshot base = read_cluster(cluster);
    const std::vector<Request> burst = read_burst(folder + "/burst.json");
    const Sweep sweep = expand(read_sweep(folder + "/what-if.yaml"), base);
    const host::whatif::ScenarioWorld world(base, burst, sweep);
    const host::whatif::ScenarioBatch batch = world.batch(0, world.scenario_count());
    std::set<std::uint64_t> failed;
    for (const ScenarioAnswer& answer : solve_batch(batch.problem, batch.scenarios)) {
        EXPECT_GT(answer.placed, 0u);
        failed.insert(answer.failed);
    }
    EXPECT_GT(failed.size(), 3u);  // the options make a difference
}

}  // namespace
}  // namespace berth
