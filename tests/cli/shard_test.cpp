#include <gtest/gtest.h>

#include <cstdlib>
#include <vector>

#include "berth/error.hpp"
#include "cli/options.hpp"

namespace berth::host::cli {
namespace {

class ShardFromEnvironment : public testing::Test {
   protected:
    ~ShardFromEnvironment() override {
        for (const char* const name : names_) unsetenv(name);
    }
    void set(const char* name, const char* value) {
        setenv(name, value, 1);
        names_.push_back(name);
    }
    std::vector<const char*> names_;
};

TEST_F(ShardFromEnvironment, IsThatOfAwsBatch) {
    set("AWS_BATCH_JOB_ARRAY_INDEX", "2");
    EXPECT_THROW(parse_shard("env"), InputError);
    set("AWS_BATCH_JOB_ARRAY_SIZE", "5");
    const Shard shard = parse_shard("env");
    EXPECT_EQ(shard.index, 2u);
    EXPECT_EQ(shard.count, 5u);
}

TEST_F(ShardFromEnvironment, IsThatOfSlurm) {
    set("SLURM_ARRAY_TASK_ID", "7");
    set("SLURM_ARRAY_TASK_MIN", "1");
    set("SLURM_ARRAY_TASK_STEP", "3");
    set("SLURM_ARRAY_TASK_COUNT", "4");
    const Shard shard = parse_shard("env");
    EXPECT_EQ(shard.index, 2u);
    EXPECT_EQ(shard.count, 4u);
    set("SLURM_ARRAY_TASK_ID", "6");
    EXPECT_THROW(parse_shard("env"), InputError);
}

TEST(ShardText, IsPartAndNumberOfParts) {
    EXPECT_EQ(parse_shard("3/8").index, 3u);
    EXPECT_EQ(parse_shard("3/8").count, 8u);
    for (const char* const text :
         {"8/8", "0/0", "3", "/", "1/", "/2", "a/2", "-1/2", "1/2/3", ""}) {
        EXPECT_THROW(parse_shard(text), InputError) << text;
    }
    EXPECT_THROW(parse_shard("env"), InputError);
}

}  // namespace
}  // namespace berth::host::cli
