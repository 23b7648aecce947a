// berth generate and berth import: what they write is what berth place reads.
#include <gmock/gmock.h>

#include "json_answer.hpp"
#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;

class WrittenProblem : public CliTest {
   protected:
    std::string path(const std::string& name) const { return (directory_ / name).string(); }

    Outcome generate(const std::string& name, std::vector<std::string> more = {}) const {
        std::vector<std::string> words = {"generate", "--preset", "workshop", "--output-dir",
                                          path(name)};
        words.insert(words.end(), more.begin(), more.end());
        return run_berth(words);
    }

    Outcome place(const std::string& name) const {
        return run_berth({"place", "--cluster", path(name + "/cluster"), "--burst",
                          path(name + "/burst.json"), "--output", "json"});
    }

    std::string all_bytes(const std::string& name) const {
        std::string text;
        for (const char* file :
             {"/cluster/container-instances.json", "/cluster/task-definitions.json",
              "/cluster/tasks.json", "/burst.json"}) {
            text += read_text(path(name + file));
        }
        return text;
    }
};

TEST_F(WrittenProblem, CanBePlaced) {
    const Outcome outcome = generate("w");
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("Wrote 4 instances"));
    EXPECT_THAT(outcome.out, HasSubstr("berth place --cluster " + path("w/cluster")));
    const Outcome placed = place("w");
    EXPECT_EQ(placed.status, 0) << placed;
    const JsonAnswer answer(placed.out);
    EXPECT_EQ(answer.number("/summary/instances"), 4);
    EXPECT_EQ(answer.number("/summary/requested"), 8);
}

TEST_F(WrittenProblem, IsTheSameForTheSameSeedAndAnotherForAnother) {
    generate("a", {"--seed", "5"});
    generate("b", {"--seed", "5"});
    generate("c", {"--seed", "6"});
    EXPECT_EQ(all_bytes("a"), all_bytes("b"));
    EXPECT_NE(all_bytes("a"), all_bytes("c"));
}

TEST_F(WrittenProblem, LeavesMoreTasksOverUnderMoreLoad) {
    const auto failed = [&](const std::string& name, const std::string& load) {
        const Outcome outcome = run_berth(
            {"generate", "--preset", "gpu-burst", "--load", load, "--output-dir", path(name)});
        EXPECT_EQ(outcome.status, 0) << outcome;
        return JsonAnswer(place(name).out).number("/summary/failed");
    };
    EXPECT_LT(failed("half", "0.5"), failed("double", "2"));
}

TEST_F(WrittenProblem, NeverOverwritesUnlessForced) {
    EXPECT_EQ(generate("w").status, 0);
    const std::string before = all_bytes("w");
    const Outcome refused = generate("w", {"--seed", "9"});
    EXPECT_EQ(refused.status, 2) << refused;
    EXPECT_THAT(refused.err, HasSubstr("not empty"));
    EXPECT_THAT(refused.err, HasSubstr("--force"));
    EXPECT_EQ(all_bytes("w"), before);
    EXPECT_EQ(generate("w", {"--seed", "9", "--force"}).status, 0);
    EXPECT_NE(all_bytes("w"), before);
}

TEST_F(WrittenProblem, GoesIntoAnEmptyDirectoryThatIsThere) {
    std::filesystem::create_directory(path("w"));
    EXPECT_EQ(generate("w").status, 0);
}

TEST_F(WrittenProblem, CannotReplaceAFileOrAppearWhereNothingCanBeMade) {
    write_text(path("file"), "text");
    const Outcome on_file = generate("file");
    EXPECT_EQ(on_file.status, 2) << on_file;
    EXPECT_EQ(read_text(path("file")), "text");
    EXPECT_EQ(generate("file/below").status, 2);
    EXPECT_EQ(run_berth({"generate", "--preset", "workshop", "--output-dir", "/proc/w"}).status, 2);
}

TEST_F(WrittenProblem, NeedsAPresetThatExistsAndALoadInRange) {
    const Outcome unknown =
        run_berth({"generate", "--preset", "galaxy", "--output-dir", path("g")});
    EXPECT_EQ(unknown.status, 2) << unknown;
    EXPECT_THAT(unknown.err, HasSubstr("galaxy"));
    EXPECT_EQ(run_berth({"generate"}).status, 2);
    for (const char* load : {"0", "-1", "1000", "nan", "much"}) {
        EXPECT_EQ(generate("l", {"--load", load}).status, 2) << load;
    }
    EXPECT_FALSE(std::filesystem::exists(path("g")));
}

TEST(Presets, AreListedInHelpAndByList) {
    const Outcome list = run_berth({"generate", "--list"});
    const Outcome help = run_berth({"generate", "--help"});
    EXPECT_EQ(list.status, 0) << list;
    for (const char* preset : {"workshop", "fleet-5k", "burst-10k", "gpu-burst", "random-10k",
                               "affinity-10k", "unique-10k", "region-100k"}) {
        EXPECT_THAT(list.out, HasSubstr("\n" + std::string(preset) + " "));
        EXPECT_THAT(help.out, HasSubstr(preset));
    }
}

TEST_F(WrittenProblem, OfATraceLeavesFractionalTasksOutAndCountsThem) {
    const Outcome outcome = run_berth(
        {"import", "openb", "--nodes", source_path("tests/cli/data/openb/nodes.csv"), "--tasks",
         source_path("tests/cli/data/openb/tasks.csv"), "--output-dir", path("o")});
    ASSERT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("1 task left out that ask"));
    const JsonAnswer answer(place("o").out);
    EXPECT_EQ(answer.number("/summary/instances"), 3);
    EXPECT_EQ(answer.number("/summary/requested"), 3);
    EXPECT_EQ(answer.number("/summary/placed"), 3);
}

TEST_F(WrittenProblem, OfABrokenTraceIsNotWritten) {
    write_text(path("tasks.csv"), "name,cpu_milli,memory_mib,num_gpu,gpu_milli\njob,many,1,0,0\n");
    const Outcome outcome =
        run_berth({"import", "openb", "--nodes", source_path("tests/cli/data/openb/nodes.csv"),
                   "--tasks", path("tasks.csv"), "--output-dir", path("o")});
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("tasks.csv"));
    EXPECT_THAT(outcome.err, HasSubstr("line 2"));
    EXPECT_FALSE(std::filesystem::exists(path("o")));
}

TEST(Openb, PlacesTheWholeGpuTasksOfTheRealTrace) {
    const std::filesystem::path data = std::filesystem::path(BERTH_SHARED_DIR) / "data/openb";
    if (!std::filesystem::exists(data)) GTEST_SKIP() << "the openb trace is not in " << data;
    const std::filesystem::path out =
        std::filesystem::temp_directory_path() / ("berth-openb-" + std::to_string(::getpid()));
    const Outcome imported = run_berth(
        {"import", "openb", "--nodes", (data / "openb_node_list_gpu_node.csv").string(), "--tasks",
         (data / "openb_pod_list_default.csv").string(), "--output-dir", out.string()});
    EXPECT_EQ(imported.status, 0) << imported;
    EXPECT_THAT(imported.err, HasSubstr("3,078 tasks left out that ask"));
    const Outcome placed = run_berth({"place", "--cluster", (out / "cluster").string(), "--burst",
                                      (out / "burst.json").string(), "--output", "json"});
    std::filesystem::remove_all(out);
    ASSERT_EQ(placed.status, 0) << placed.err;
    const JsonAnswer answer(placed.out);
    EXPECT_EQ(answer.number("/summary/instances"), 1213);
    EXPECT_EQ(answer.number("/summary/requested"), 8152 - 3078);
    EXPECT_GT(answer.number("/summary/placed"), 4000);
}

}  // namespace
}  // namespace berth::test
