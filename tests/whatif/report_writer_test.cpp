// Reports as JSON and CSV, and the details of a point.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include "support/builders.hpp"
#include "support/what_if.hpp"
#include "whatif/details.hpp"

namespace berth {
namespace {

using namespace test;
using ::testing::HasSubstr;

// A document that was read, for looking things up by JSON pointer.
class Answer {
   public:
    explicit Answer(const WhatIfReport& report) {
        write_what_if_json(text_, report);
        EXPECT_EQ(parser_.parse(text_).get(root_), simdjson::SUCCESS) << text_;
    }

    std::string at(const std::string& pointer) const {
        simdjson::dom::element element;
        if (root_.at_pointer(pointer).get(element) != simdjson::SUCCESS) return "absent";
        return simdjson::minify(element);
    }

   private:
    std::string text_;
    simdjson::dom::parser parser_;
    simdjson::dom::element root_;
};

TEST(WhatIfJson, HasTheFormThatIsDocumented) {
    const Answer answer(some_report({}));
    EXPECT_EQ(answer.at("/schemaVersion"), "1");
    EXPECT_EQ(answer.at("/kind"), "\"what-if\"");
    EXPECT_EQ(answer.at("/title"), R"("Which \"fleet\"?")");
    EXPECT_EQ(answer.at("/currency"), "\"USD\"");
    EXPECT_EQ(answer.at("/priceSource"), "\"on demand, by hand\"");
    EXPECT_EQ(answer.at("/objective"), R"(["placed","cost-per-hour"])");
    EXPECT_EQ(answer.at("/axes/0/options/1"), "\"more, and more\"");
    EXPECT_EQ(answer.at("/base"), "0");
    EXPECT_EQ(answer.at("/metrics/0/better"), "\"higher\"");
    EXPECT_EQ(answer.at("/points/0/point"), "3");
    EXPECT_EQ(answer.at("/points/0/options"), "[3]");
    EXPECT_EQ(answer.at("/points/0/rank"), "1");
    EXPECT_EQ(answer.at("/points/0/onParetoFront"), "true");
    EXPECT_EQ(answer.at("/points/0/metrics/cost-per-hour"), "12.5");
    EXPECT_EQ(answer.at("/points/0/difference/placed"), "3");
    EXPECT_EQ(answer.at("/points/0/trials"), "absent");
    EXPECT_EQ(answer.at("/points/3/failedByReason"), R"({"RESOURCE:MEMORY":3})");
    EXPECT_EQ(answer.at("/points/3/requests/0"),
              R"({"requestIndex":0,"requested":8,"placed":5,"failed":3})");
    EXPECT_EQ(answer.at("/points/3/resources/cpu"),
              R"({"registered":2048,"used":1024,"stranded":512})");
    EXPECT_EQ(answer.at("/points/3/zones/us-east-1a"), R"({"instances":2,"tasks":5})");
    EXPECT_EQ(answer.at("/points/3/largestOnInstance"),
              R"({"share":0.5,"group":"family:web","place":"arn:b"})");
    EXPECT_EQ(answer.at("/points/3/largestInZone"), "null");
    EXPECT_EQ(answer.at("/points/3/room"),
              R"([{"taskDefinition":"web:3","fits":4,"limitReached":false},)"
              R"({"taskDefinition":"db:1","fits":1000000000,"limitReached":true}])");
    EXPECT_EQ(answer.at("/details"), "[]");
    EXPECT_EQ(answer.at("/warnings"), "[]");
}

TEST(WhatIfJson, SurvivesNamesThatNeedEscapes) {
    WhatIfReport report = some_report({});
    report.axes[0].name = "a\n\"b\"";
    report.points[0].metrics.zones = {{"z\"one\\", {1, 2}}};
    report.warnings.push_back({"odd \"name\"", {}});
    const Answer answer(report);
    EXPECT_EQ(answer.at("/axes/0/name"), R"("a\n\"b\"")");
    EXPECT_EQ(answer.at("/points/0/zones"), R"({"z\"one\\":{"instances":1,"tasks":2}})");
}

TEST(WhatIfJson, GivesPercentilesWhereThereAreTrials) {
    host::whatif::ReportBuilder builder(some_sweep(2), some_basis(), {});
    builder.add(some_result(0, 6, 2, 1.0));
    builder.add(some_result(1, 8, 0, 1.0));
    const Answer answer(builder.finish(1, label));
    EXPECT_EQ(answer.at("/points/0/metrics/placed"), "7");
    EXPECT_EQ(answer.at("/points/0/trials/count"), "2");
    EXPECT_EQ(answer.at("/points/0/trials/placedAll"), "1");
    EXPECT_EQ(answer.at("/points/0/trials/metrics/placed/p50"), "6");
    EXPECT_EQ(answer.at("/points/0/trials/metrics/placed/mean"), "7");
    EXPECT_EQ(answer.at("/points/0/partsOf"), "\"the first trial\"");
}

TEST(WhatIfJson, HasTheDetailsOfAPoint) {
    Snapshot snapshot = make_snapshot(
        {with_attributes(make_instance("a", 1024, 1024),
                         {{"ecs.instance-type", "c5.large"}, {"ecs.availability-zone", "z1"}}),
         make_instance("b", 1024, 100)},
        {make_definition("web", 256, 500)});
    snapshot.tasks = {running_task("1", "a", "family:web"), running_task("2", "b", "other")};
    snapshot.tasks[0].task_definition_arn = snapshot.task_definitions[0].arn;
    snapshot.tasks[1].task_definition_arn = "arn:aws:ecs:us-west-2:1:task-definition/gone:9";
    const Problem problem = compile(snapshot, {run_task("web", 3), run_task("web", 1)});
    const host::whatif::ScenarioBatch batch{problem, {}, {Scenario{}}, {0, 1}, 2};
    const auto basis = host::whatif::measure_basis(snapshot, problem.burst(), {});
    const BatchOptions options{.backend = "cpu", .plans = true, .progress = {}};
    const auto answers = solve_batch(problem, batch.scenarios, options);
    WhatIfReport report = some_report({});
    report.details.push_back(
        host::whatif::point_details(host::whatif::MetricsContext(batch, basis), 0, answers[0], 7));
    const Answer answer(report);
    EXPECT_EQ(answer.at("/details/0/point"), "7");
    EXPECT_EQ(answer.at("/details/0/instances/0"),
              R"({"containerInstanceArn":")" + instance_arn("a") +
                  R"(","instanceType":"c5.large","availabilityZone":"z1","status":"ACTIVE",)"
                  R"("cpu":{"registered":1024,"used":512},)"
                  R"("memory":{"registered":1024,"used":1000},)"
                  R"("gpu":{"registered":0,"used":0},"eni":{"registered":2,"used":0},)"
                  R"("tasks":[{"taskDefinition":"web:1","before":1,"new":2}]})");
    EXPECT_EQ(answer.at("/details/0/instances/1/tasks"),
              R"([{"taskDefinition":"gone:9","before":1,"new":0}])");
    EXPECT_EQ(answer.at("/details/0/failures"),
              R"([{"requestIndex":0,"group":"family:web","count":1,"reasons":)"
              R"({"RESOURCE:MEMORY":2},"closest":{"containerInstanceArn":")" +
                  instance_arn("b") +
                  R"(","reason":"RESOURCE:MEMORY","shortfall":400}},)"
                  R"({"requestIndex":1,"group":"family:web","count":1,"reasons":)"
                  R"({"RESOURCE:MEMORY":2},"closest":{"containerInstanceArn":")" +
                  instance_arn("b") + R"(","reason":"RESOURCE:MEMORY","shortfall":400}}])");
}

std::vector<std::string> lines_of(const WhatIfReport& report) {
    std::string text;
    write_what_if_csv(text, report);
    std::vector<std::string> lines;
    while (!text.empty()) {
        lines.push_back(text.substr(0, text.find('\n')));
        text.erase(0, lines.back().size() + 1);
    }
    return lines;
}

TEST(WhatIfCsv, HasARowPerPointBestFirst) {
    const auto lines = lines_of(some_report({}));
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_TRUE(lines[0].starts_with(
        "point,rank,meetsRequirements,onParetoFront,axis:fleet,placed,failed,cost-per-hour,"
        "cost-per-burst,"))
        << lines[0];
    EXPECT_TRUE(lines[1].starts_with("3,1,true,true,other,8,0,12.5,12.5,")) << lines[1];
    EXPECT_TRUE(lines[2].starts_with("1,2,true,false,\"more, and more\",8,0,16.25,")) << lines[2];
}

TEST(WhatIfCsv, HasPercentilesWhereThereAreTrials) {
    host::whatif::ReportBuilder builder(some_sweep(2), some_basis(), {});
    builder.add(some_result(0, 6, 2, 1.0));
    builder.add(some_result(1, 8, 0, 1.0));
    const auto lines = lines_of(builder.finish(1, label));
    EXPECT_THAT(lines[0], HasSubstr(",trials,trialsPlacedAll,placed:minimum,placed:p5,"));
    EXPECT_THAT(lines[1], HasSubstr(",2,1,6,6,6,6,8,8,8,7,"));
    EXPECT_EQ(std::ranges::count(lines[0], ','), std::ranges::count(lines[1], ','));
}

}  // namespace
}  // namespace berth
