// Hostile and broken input: a clear error and status 2, nothing on standard output, no file half
// written, no crash and no hang.
#include <gmock/gmock.h>

#include <string>

#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string good_burst = R"([{"taskDefinition": "web", "count": 1}])";
const std::string web = R"({"family": "web", "revision": 1, "containerDefinitions":
    [{"name": "web", "cpu": 100, "memory": 100}]})";

std::string instance(const std::string& arn, const std::string& more = "") {
    return R"({"containerInstanceArn": ")" + arn + R"(", "remainingResources": [
        {"name": "CPU", "type": "INTEGER", "integerValue": 2048},
        {"name": "MEMORY", "type": "INTEGER", "integerValue": 4096}])" +
           more + "}";
}

std::string cluster_of(const std::string& instances, const std::string& definition = web) {
    return R"({"containerInstances": [)" + instances + R"(]} {"taskDefinitions": [)" + definition +
           "]}";
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

class BadInput : public CliTest {
   protected:
    // Places the burst on the cluster, with an output file that must not come into being.
    Outcome place(const std::string& cluster, const std::string& burst,
                  const std::vector<std::string>& options = {}) {
        write_text(directory_ / "cluster.json", cluster);
        write_text(directory_ / "burst.json", burst);
        std::vector<std::string> words = {"place", "--cluster", "cluster.json", "--burst",
                                          "burst.json"};
        words.insert(words.end(), options.begin(), options.end());
        Surroundings around;
        around.directory = directory_;
        return run_berth(words, around);
    }

    void expect_refused(const std::string& cluster, const std::string& burst,
                        const std::vector<std::string>& said) {
        const Outcome outcome =
            place(cluster, burst, {"--output", "json", "--output-file", "plan.json"});
        EXPECT_EQ(outcome.status, 2) << outcome;
        EXPECT_EQ(outcome.out, "");
        EXPECT_THAT(outcome.err, testing::StartsWith("berth: error: "));
        for (const std::string& text : said) EXPECT_THAT(outcome.err, HasSubstr(text));
        EXPECT_FALSE(std::filesystem::exists(directory_ / "plan.json"));
        EXPECT_LT(outcome.err.size(), 4000U) << "an error is to be read";
    }
};

TEST_F(BadInput, TheGoodCaseIsGood) {
    const Outcome outcome = place(cluster_of(instance("arn:1")), good_burst);
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("1 of 1 task placed"));
}

TEST_F(BadInput, TruncatedJsonNamesItsFile) {
    const std::string whole = cluster_of(instance("arn:1"));
    for (const std::size_t kept :
         {std::size_t{1}, whole.size() / 4, whole.size() / 2, whole.size() - 1}) {
        expect_refused(whole.substr(0, kept), good_burst, {"cluster.json"});
    }
    expect_refused(whole, good_burst.substr(0, 20), {"burst.json"});
}

TEST_F(BadInput, AMemberOfTheWrongTypeNamesFilePointerAndExpectation) {
    expect_refused(cluster_of(instance("arn:1", R"(, "agentConnected": "yes")")), good_burst,
                   {"cluster.json", "/containerInstances/0/agentConnected", "expected"});
    expect_refused(cluster_of(R"({"containerInstanceArn": 7})"), good_burst,
                   {"/containerInstances/0/containerInstanceArn", "expected"});
    expect_refused(cluster_of(instance("arn:1")), R"([{"taskDefinition": ["web"]}])",
                   {"burst.json", "/0/taskDefinition", "expected"});
    expect_refused(cluster_of(instance("arn:1")), R"("web")", {"burst.json"});
}

TEST_F(BadInput, NegativeAndHugeNumbersAreRefused) {
    for (const char* count : {"-1", "1e3", "1.5", "99999999999999999999", "100000001"}) {
        expect_refused(cluster_of(instance("arn:1")),
                       R"([{"taskDefinition": "web", "count": )" + std::string(count) + "}]",
                       {"burst.json", "/0/count"});
    }
    for (const char* memory : {"-5", "9223372036854775808", "1e400"}) {
        expect_refused(cluster_of(instance("arn:1"),
                                  R"({"family": "web", "revision": 1, "containerDefinitions":
                                      [{"name": "web", "memory": )" +
                                      std::string(memory) + "}]}"),
                       good_burst, {"cluster.json", "memory"});
    }
}

TEST_F(BadInput, AMillionNestedBracketsNeitherCrashNorHang) {
    constexpr std::size_t depth = 1'000'000;
    expect_refused(repeated("[", depth), good_burst, {"cluster.json"});
    expect_refused(repeated("[", depth) + repeated("]", depth), good_burst, {"cluster.json"});
    expect_refused(cluster_of(instance("arn:1")), repeated("[", depth), {"burst.json"});
    expect_refused(R"({"containerInstances": )" + repeated(R"({"a":)", depth), good_burst,
                   {"cluster.json"});
}

TEST_F(BadInput, DuplicateInstanceArnsAreNamed) {
    expect_refused(cluster_of(instance("arn:same") + "," + instance("arn:same")), good_burst,
                   {"arn:same", "/containerInstances/1"});
}

TEST_F(BadInput, AnUnknownTaskDefinitionIsNamed) {
    expect_refused(cluster_of(instance("arn:1")), R"([{"taskDefinition": "wbe:3"}])",
                   {"burst.json", "wbe:3"});
}

TEST_F(BadInput, ElevenConstraintsAreOneTooMany) {
    const std::string constraint = R"({"type": "memberOf", "expression": "attribute:a == b"})";
    const auto burst = [&](std::size_t constraints) {
        return R"([{"taskDefinition": "web", "placementConstraints": [)" +
               repeated(constraint + ",", constraints - 1) + constraint + "]}]";
    };
    expect_refused(cluster_of(instance("arn:1")), burst(11), {"burst.json", "10"});
    EXPECT_EQ(place(cluster_of(instance("arn:1")), burst(10)).status, 0);
}

TEST_F(BadInput, AnExpressionOf2001CharactersIsTooLong) {
    const auto burst = [](std::size_t characters) {
        const std::string head = "attribute:a == ";
        return R"([{"taskDefinition": "web", "placementConstraints": [{"type": "memberOf",
                  "expression": ")" +
               head + std::string(characters - head.size(), 'x') + R"("}]}])";
    };
    expect_refused(cluster_of(instance("arn:1")), burst(2001), {"2000 characters"});
    EXPECT_EQ(place(cluster_of(instance("arn:1")), burst(2000)).status, 0);
}

TEST_F(BadInput, AMisspeltExpressionShowsThePlace) {
    expect_refused(cluster_of(instance("arn:1")),
                   R"([{"taskDefinition": "web", "placementConstraints": [{"type": "memberOf",
                      "expression": "attribute:a = b"}]}])",
                   {"offset", "^"});
}

TEST_F(BadInput, ACatastrophicPatternGivesAnErrorOrAnAnswerButNoHang) {
    const std::string attribute =
        R"(, "attributes": [{"name": "a", "value": ")" + std::string(200'000, 'a') + R"(!"}])";
    for (const char* pattern : {"(a+)+$", "(a|a)*b", "(a*)*b"}) {
        const Outcome outcome =
            place(cluster_of(instance("arn:1", attribute)),
                  R"([{"taskDefinition": "web", "placementConstraints": [{"type": "memberOf",
                     "expression": "attribute:a =~ ')" +
                      std::string(pattern) + R"('"}]}])");
        EXPECT_TRUE(outcome.status == 2 || outcome.status == 0) << pattern << '\n' << outcome;
        EXPECT_THAT(outcome.out, Not(HasSubstr("1 of 1 task placed"))) << pattern;
    }
}

TEST_F(BadInput, InvalidUtf8IsRefused) {
    expect_refused(cluster_of(instance("arn:\xff\xfe")), good_burst, {"cluster.json"});
}

TEST_F(BadInput, ControlCharactersOfTheInputDoNotReachTheTerminal) {
    const Outcome outcome =
        place(cluster_of(instance("arn:1")), R"([{"taskDefinition": "\u001b[2Jweb"}])");
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_THAT(outcome.err, Not(HasSubstr("\x1b")));
}

TEST_F(BadInput, AnEmptyClusterGetsEcsOwnMessage) {
    expect_refused(cluster_of(""), good_burst,
                   {"No Container Instances were found in your cluster."});
}

TEST_F(BadInput, AnEmptyFileAndAMissingOneAreErrors) {
    expect_refused("", good_burst, {"cluster.json"});
    const Outcome missing =
        run_berth({"place", "--cluster", "/nonexistent/cluster.json", "--burst", "-"});
    EXPECT_EQ(missing.status, 2) << missing;
    EXPECT_THAT(missing.err, HasSubstr("/nonexistent/cluster.json"));
}

TEST_F(BadInput, ADirectoryWithoutDocumentsIsAnError) {
    std::filesystem::create_directory(directory_ / "empty");
    const Outcome outcome =
        run_berth({"query", "attribute:a exists", "--cluster", (directory_ / "empty").string()});
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("empty"));
}

TEST_F(BadInput, AnUnwritableOutputPathIsAnErrorThatNamesIt) {
    const std::string cluster = cluster_of(instance("arn:1"));
    for (const char* path : {"/nonexistent/plan.json", "/proc/plan.json", "."}) {
        const Outcome outcome = place(cluster, good_burst, {"--output-file", path});
        EXPECT_EQ(outcome.status, 2) << path << '\n' << outcome;
        EXPECT_EQ(outcome.out, "");
        EXPECT_THAT(outcome.err, HasSubstr(path));
    }
}

TEST_F(BadInput, AFailedRunLeavesTheOldOutputFileAsItWas) {
    write_text(directory_ / "plan.json", "old");
    const Outcome outcome =
        place(cluster_of(""), good_burst, {"--output-file", "plan.json", "--output", "json"});
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_EQ(read_text(directory_ / "plan.json"), "old");
}

TEST_F(BadInput, NothingButTheResultIsLeftInTheDirectory) {
    const Outcome outcome =
        place(cluster_of(instance("arn:1")), good_burst, {"--output-file", "plan.txt"});
    EXPECT_EQ(outcome.status, 0) << outcome;
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(directory_)) {
        ++files;
    }
    EXPECT_EQ(files, 3U) << "cluster.json, burst.json and plan.txt";
}

}  // namespace
}  // namespace berth::test
