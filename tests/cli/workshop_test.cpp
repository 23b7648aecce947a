// The ECS workshop's two task definitions on one t4g.micro and one p2.xlarge.
#include <gtest/gtest.h>

#include "json_answer.hpp"
#include "run_berth.hpp"

namespace berth::test {
namespace {

const std::string arm_instance = source_path("tests/cli/data/workshop/arm-instance.json");
const std::string gpu_instance = source_path("tests/cli/data/workshop/gpu-instance.json");

std::vector<std::string> place_on(const std::vector<std::string>& instances,
                                  const std::string& backend) {
    std::vector<std::string> words = {"place",
                                      "--output",
                                      "json",
                                      "--backend",
                                      backend,
                                      "--cluster",
                                      source_path("tests/cli/data/workshop/task-definitions.json"),
                                      "--burst",
                                      source_path("tests/cli/data/workshop/burst.json")};
    for (const std::string& path : instances) words.insert(words.end(), {"--cluster", path});
    return words;
}

std::string first_gpu_id(const std::string& path) {
    const std::string text = read_text(path);
    const std::size_t begin = text.find("\"GPU-") + 1;
    return text.substr(begin, text.find('"', begin) - begin);
}

std::string arn_in(const std::string& path) {
    const std::string text = read_text(path);
    const std::size_t begin = text.find("\"arn:") + 1;
    return text.substr(begin, text.find('"', begin) - begin);
}

class Workshop : public testing::TestWithParam<const char*> {};

TEST_P(Workshop, PutsTheArmTaskOnTheT4gAndTheGpuTaskOnTheP2WithItsGpu) {
    const Outcome outcome = run_berth(place_on({gpu_instance, arm_instance}, GetParam()));
    ASSERT_EQ(outcome.status, 0) << outcome;
    const JsonAnswer answer(outcome.out);
    EXPECT_EQ(answer.number("/summary/placed"), 2) << outcome;
    EXPECT_EQ(answer.number("/tasks/0/requestIndex"), 0);
    EXPECT_EQ(answer.text("/tasks/0/containerInstanceArn"), arn_in(arm_instance));
    EXPECT_EQ(answer.size("/tasks/0/gpuIds"), 0U);
    EXPECT_EQ(answer.number("/tasks/1/requestIndex"), 1);
    EXPECT_EQ(answer.text("/tasks/1/containerInstanceArn"), arn_in(gpu_instance));
    ASSERT_EQ(answer.size("/tasks/1/gpuIds"), 1U);
    EXPECT_EQ(answer.text("/tasks/1/gpuIds/0"), first_gpu_id(gpu_instance));
}

TEST_P(Workshop, TellsThatTheArmTaskFailsItsConstraintWhereTheT4gIsMissing) {
    const Outcome outcome = run_berth(place_on({gpu_instance}, GetParam()));
    ASSERT_EQ(outcome.status, 0) << outcome;
    const JsonAnswer answer(outcome.out);
    ASSERT_EQ(answer.size("/tasks"), 1U) << outcome;
    EXPECT_EQ(answer.number("/tasks/0/requestIndex"), 1);
    ASSERT_EQ(answer.size("/failures"), 1U) << outcome;
    EXPECT_EQ(answer.number("/failures/0/requestIndex"), 0);
    EXPECT_EQ(answer.text("/failures/0/closest/reason"),
              "MemberOf placement constraint unsatisfied.");
}

TEST_P(Workshop, TellsThatTheGpuTaskFindsNoGpuWhereTheP2IsMissing) {
    const Outcome outcome = run_berth(place_on({arm_instance}, GetParam()));
    ASSERT_EQ(outcome.status, 0) << outcome;
    const JsonAnswer answer(outcome.out);
    ASSERT_EQ(answer.size("/tasks"), 1U) << outcome;
    ASSERT_EQ(answer.size("/failures"), 1U) << outcome;
    EXPECT_EQ(answer.number("/failures/0/requestIndex"), 1);
    EXPECT_EQ(answer.text("/failures/0/closest/reason"), "RESOURCE:GPU");
    EXPECT_EQ(answer.number("/failures/0/closest/shortfall"), 1);
}

INSTANTIATE_TEST_SUITE_P(Backends, Workshop, testing::Values("reference", "cpu"),
                         [](const auto& backend) { return std::string(backend.param); });

}  // namespace
}  // namespace berth::test
