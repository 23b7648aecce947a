// Files, directories and pipes; files that are written whole or not at all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "berth/json.hpp"
#include "json/output_file.hpp"

namespace berth::tests {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class Files : public testing::Test {
   protected:
    Files() {
        const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::path(testing::TempDir()) /
                  ("berth-" + std::string(test->name()) + "-" + std::to_string(::getpid()));
        fs::create_directories(folder_);
    }
    ~Files() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    std::string write(const std::string& name, std::string_view content) const {
        fs::create_directories(fs::path(path(name)).parent_path());
        std::ofstream(path(name), std::ios::binary) << content;
        return path(name);
    }

    std::string content(const std::string& name) const {
        std::ifstream file(path(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_)) {
            names.push_back(entry.path().filename().string());
        }
        return names;
    }

    static std::string error_of(const std::vector<std::string>& paths) {
        try {
            read_cluster(paths);
        } catch (const InputError& error) {
            return error.what();
        }
        return "no error";
    }

    fs::path folder_;
};

std::string task(const std::string& arn) {
    return R"({"tasks": [{"taskArn": ")" + arn + "\"}]}";
}

TEST_F(Files, OfADirectoryAreReadInOrderOfName) {
    write("b.json", task("b"));
    write("a.json", task("a"));
    write("c.txt", "not JSON");
    write("deeper/d.json", task("d"));
    fs::create_directory(path("e.json"));
    const Snapshot snapshot = read_cluster(folder_.string());
    ASSERT_THAT(snapshot.tasks, SizeIs(2));
    EXPECT_EQ(snapshot.tasks[0].arn, "a");
    EXPECT_EQ(snapshot.tasks[1].arn, "b");
}

TEST_F(Files, AndDirectoriesJoinInTheOrderGiven) {
    write("pages/1.json", task("1"));
    const Snapshot snapshot = read_cluster({write("x.json", task("x")), path("pages")});
    ASSERT_THAT(snapshot.tasks, SizeIs(2));
    EXPECT_EQ(snapshot.tasks[0].arn, "x");
}

TEST_F(Files, GiveTheSnapshotTheAgeOfTheOldest) {
    const std::vector<std::string> paths = {write("new.json", task("n")),
                                            write("old.json", task("o"))};
    const auto hour = std::chrono::hours(1);
    fs::last_write_time(paths[1], fs::file_time_type::clock::now() - hour);
    const Snapshot snapshot = read_cluster(paths);
    ASSERT_TRUE(snapshot.taken_at.has_value());
    const auto age = std::chrono::system_clock::now() - *snapshot.taken_at;
    EXPECT_GT(age, hour - std::chrono::minutes(1));
    EXPECT_LT(age, hour + std::chrono::minutes(5));
}

TEST_F(Files, ThatAreMissingAreNamed) {
    EXPECT_EQ(error_of({path("none.json")}),
              path("none.json") +
                  ": cannot be read: No such file or directory; check the path (- is standard "
                  "input)");
}

TEST_F(Files, AreMissedInAnEmptyDirectory) {
    EXPECT_THAT(error_of({folder_.string()}), HasSubstr("holds no *.json file"));
}

TEST_F(Files, WithoutContentAreRefused) {
    EXPECT_THAT(error_of({write("empty.json", "")}), HasSubstr("the file is empty"));
}

TEST_F(Files, ThatMayNotBeReadAreNamed) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
    const std::string file = write("secret.json", task("s"));
    fs::permissions(file, fs::perms::none);
    EXPECT_THAT(error_of({file}), HasSubstr("Permission denied"));
}

TEST_F(Files, NameThePlacesOfAnInstanceThatStandsInTwoOfThem) {
    const std::string instance = R"({"containerInstances": [{"containerInstanceArn": "a"}]})";
    const std::string first = write("1.json", instance);
    const std::string second = write("2.json", instance);
    const std::string error = error_of({first, second});
    EXPECT_THAT(error, HasSubstr(second + ": /containerInstances/0"));
    EXPECT_THAT(error, HasSubstr("first at " + first + ": /containerInstances/0"));
}

TEST_F(Files, ABurstIsOneOfThem) {
    EXPECT_THAT(read_burst(write("burst.json", R"([{"taskDefinition": "a"}])")), SizeIs(1));
    try {
        read_burst(folder_.string());
        ADD_FAILURE() << "a directory was read as a burst";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr("Is a directory"));
    }
}

TEST_F(Files, MayBePipes) {
    ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
    std::string json = "{\"tasks\": [";
    for (int i = 0; i < 20'000; ++i) {
        json += (i == 0 ? "" : ",") + ("{\"taskArn\": \"task-" + std::to_string(i) + "\"}");
    }
    json += "]}";
    std::thread writer([&] { std::ofstream(path("pipe")) << json; });
    const Snapshot snapshot = read_cluster(std::vector<std::string>{path("pipe")});
    writer.join();
    EXPECT_THAT(snapshot.tasks, SizeIs(20'000));
    EXPECT_EQ(snapshot.taken_at, std::nullopt);
}

TEST_F(Files, AreReplacedWhole) {
    const std::string file = write("out.json", "old and longer");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    host::json::write_file_atomically(file, "new");
    EXPECT_EQ(content("out.json"), "new");
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_THAT(names(), ElementsAre("out.json"));
}

TEST_F(Files, AreReplacedBehindASymbolicLink) {
    write("real.json", "old");
    fs::create_symlink("real.json", path("link.json"));
    host::json::write_file_atomically(path("link.json"), "new");
    EXPECT_TRUE(fs::is_symlink(path("link.json")));
    EXPECT_EQ(content("real.json"), "new");
}

TEST_F(Files, ThatCannotBeWrittenAreNamedAndLeaveNothingBehind) {
    const auto error_of_writing = [](const std::string& file) -> std::string {
        try {
            host::json::write_file_atomically(file, "content");
        } catch (const InputError& error) {
            return error.what();
        }
        return "no error";
    };
    EXPECT_EQ(error_of_writing(path("none/out.json")),
              path("none/out.json") + ": cannot be written: No such file or directory");
    EXPECT_THAT(error_of_writing(folder_.string()), HasSubstr("Is a directory"));
    EXPECT_TRUE(names().empty());
    if (fs::exists("/dev/full")) {
        EXPECT_THAT(error_of_writing("/dev/full"), HasSubstr("No space left on device"));
    }
}

TEST_F(Files, OfAProblemAreReadBack) {
    Snapshot snapshot;
    snapshot.instances.resize(2);
    snapshot.instances[0].arn = "a";
    snapshot.instances[1].arn = "b";
    snapshot.tasks.resize(1);
    snapshot.tasks[0].arn = "t";
    snapshot.task_definitions.resize(1);
    snapshot.task_definitions[0].family = "f";
    snapshot.subnet_zones = {{"subnet-1", "us-west-2a"}, {"subnet-2", "us-west-2b"}};
    std::vector<Request> burst(1);
    burst[0].task_definition = "f";
    write_problem_directory(folder_ / "new" / "problem", snapshot, burst);

    const Snapshot read = read_cluster(std::vector<std::string>{path("new/problem/cluster")});
    EXPECT_THAT(read.instances, SizeIs(2));
    EXPECT_THAT(read.tasks, SizeIs(1));
    EXPECT_THAT(read.task_definitions, SizeIs(1));
    EXPECT_EQ(read.subnet_zones, snapshot.subnet_zones);
    EXPECT_THAT(read_burst(path("new/problem/burst.json")), SizeIs(1));
    EXPECT_FALSE(fs::exists(folder_ / "new/problem/cluster/clusters.json"));
}

TEST_F(Files, OfAProblemKeepServicesClustersProvidersAndGroups) {
    Snapshot snapshot;
    snapshot.clusters.resize(1);
    snapshot.clusters[0].name = "demo";
    snapshot.clusters[0].default_strategy = {{"gpu", 1, 2}};
    snapshot.services.resize(1);
    snapshot.services[0].name = "web";
    snapshot.capacity_providers.resize(1);
    snapshot.capacity_providers[0].name = "gpu";
    snapshot.auto_scaling_groups.resize(1);
    snapshot.auto_scaling_groups[0].name = "group";
    snapshot.launch_templates.resize(1);
    snapshot.launch_templates[0].name = "launch";
    snapshot.launch_templates[0].version = 1;
    write_problem_directory(folder_, snapshot, {});

    const std::vector<std::string> cluster = {path("cluster")};
    const Snapshot read = read_cluster(cluster);
    EXPECT_TRUE(read.clusters == snapshot.clusters);
    EXPECT_TRUE(read.services == snapshot.services);
    EXPECT_TRUE(read.capacity_providers == snapshot.capacity_providers);
    EXPECT_TRUE(read.auto_scaling_groups == snapshot.auto_scaling_groups);
    EXPECT_TRUE(read.launch_templates == snapshot.launch_templates);

    write_problem_directory(folder_, Snapshot(), {});
    EXPECT_TRUE(read_cluster(cluster).clusters.empty())
        << "the documents of the problem before would be read";
}

}  // namespace
}  // namespace berth::tests
