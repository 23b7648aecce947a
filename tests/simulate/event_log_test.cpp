#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "simulate/history_fixture.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<std::string> event_log_of(const SimulationResult& result) {
    std::string text;
    write_event_log(text, result);
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string line_with(const SimulationResult& result, const std::string& part) {
    for (const std::string& line : event_log_of(result)) {
        if (line.find(part) != std::string::npos) return line;
    }
    return "no line has " + part;
}

TEST(EventLog, HasALineForEachEvent) {
    const SimulationResult result = workshop_history();
    EXPECT_EQ(event_log_of(result).size(), result.events.size());
    EXPECT_EQ(event_log_of(result).front(),
              R"({"at":0.000,"event":"taskProvisioning","task":0,"taskDefinition":"web:3",)"
              R"("group":"family:web","capacityProvider":"arm"})");
    EXPECT_EQ(event_log_of(result).back(), R"({"at":1320.000,"event":"ended"})");
}

TEST(EventLog, SaysWhereATaskIsPlacedAndWithWhichGpus) {
    const std::string arn = workshop_history().instances[1].arn;
    EXPECT_EQ(line_with(workshop_history(), R"("taskPending","task":1)"),
              R"({"at":150.000,"event":"taskPending","task":1,"taskDefinition":"train:1",)"
              R"("group":"family:train","gpus":[0],"containerInstanceArn":")" +
                  arn +
                  R"(","instanceType":"p2.xlarge","availabilityZone":"us-west-2b",)"
                  R"("capacityProvider":"gpu"})");
}

TEST(EventLog, SaysWhyATaskStopped) {
    EXPECT_THAT(line_with(workshop_history(), R"("taskStopped","task":0)"),
                HasSubstr(R"("reason":"finished","message":"Its run time was over.")"));
    EXPECT_THAT(line_with(workshop_history(), R"("taskRunning","task":0)"),
                Not(HasSubstr("reason")));
}

TEST(EventLog, GivesTheWholeDecisionWithItsReason) {
    const std::string line = line_with(workshop_history(), R"("event":"scaleOut")");
    EXPECT_THAT(line,
                HasSubstr(R"("decision":{"at":60.000,"capacityProvider":"arm",)"
                          R"("instances":0,"usedInstances":0,"estimate":1,"wanted":1,)"
                          R"("metric":200,"estimates":[{"taskKind":0,)"
                          R"("taskDefinition":"web:3","tasks":1,"instances":1,)"
                          R"("largestType":"t4g.micro","unfitType":null}],"datapoints":1,)"
                          R"("desiredBefore":0,"desiredAfter":1,"bound":"none","why":"M = 1)"));
}

TEST(EventLog, AnswersRefusedTasksInTheWordsOfEcs) {
    std::string all;
    write_event_log(all, odd_history());
    EXPECT_THAT(all, HasSubstr(R"("reason":"provisioningLimit",)"
                               R"("message":"Tasks provisioning capacity limit exceeded.")"));
    EXPECT_THAT(all,
                HasSubstr(R"("message":"No Container Instances were found in your cluster.")"));
    EXPECT_THAT(all,
                HasSubstr(R"("reason":"noCapacity","message":"RESOURCE:MEMORY on 2 instances, )"
                          R"(ATTRIBUTE on 1 instance")"));
}

TEST(EventLog, NamesEveryKindOfEventOnce) {
    std::set<std::string_view> names;
    for (int kind = 0; kind <= static_cast<int>(EventKind::ended); ++kind) {
        names.insert(to_string(static_cast<EventKind>(kind)));
    }
    EXPECT_EQ(names.size(), static_cast<std::size_t>(EventKind::ended) + 1);
    std::string all;
    write_event_log(all, odd_history());
    for (const std::string_view name : names) {
        EXPECT_THAT(all, HasSubstr("\"event\":\"" + std::string(name) + "\""));
    }
    EXPECT_EQ(to_string(EventKind::deployment_completed), "deploymentCompleted");
    EXPECT_EQ(to_string(EventKind::instance_lost), "instanceLost");
}

TEST(EventLog, WritesTimesToTheMillisecond) {
    HistoryBuilder history("times");
    history.event(EventKind::deployment_started, 0.007);
    history.event(EventKind::deployment_completed, 86'400.25);
    EXPECT_THAT(event_log_of(history.finish(90'000)),
                testing::ElementsAre(HasSubstr(R"("at":0.007,)"), HasSubstr(R"("at":86400.250,)"),
                                     HasSubstr(R"("at":90000.000,)")));
}

}  // namespace
}  // namespace berth::test
