// The row of numbers that a device gets.
#include "kernels/tuning.h"

#include <gtest/gtest.h>

#include <utility>

namespace berth::kernels {
namespace {

constexpr std::uint32_t kib = 1024;

// By what such a device says of itself.
const Tuning k80 = tuning_for(3, 7, 48 * kib);
const Tuning t4 = tuning_for(7, 5, 64 * kib);
const Tuning h100 = tuning_for(9, 0, 227 * kib);

std::pair<int, int> row_of(int major, int minor) {
    const Multiprocessor row = tuning_for(major, minor, 227 * kib).processor;
    return {row.major, row.minor};
}

TEST(Tuning, ARowIsForAllComputeCapabilitiesUpToTheNext) {
    using Capability = std::pair<int, int>;
    EXPECT_EQ(row_of(3, 7), Capability(3, 7));
    EXPECT_EQ(row_of(5, 0), Capability(5, 0));
    EXPECT_EQ(row_of(6, 1), Capability(5, 0));
    EXPECT_EQ(row_of(7, 0), Capability(7, 0));
    EXPECT_EQ(row_of(7, 2), Capability(7, 0));
    EXPECT_EQ(row_of(7, 5), Capability(7, 5));
    EXPECT_EQ(row_of(8, 0), Capability(8, 0));
    EXPECT_EQ(row_of(8, 7), Capability(8, 6));
    EXPECT_EQ(row_of(8, 9), Capability(8, 6));
    EXPECT_EQ(row_of(9, 0), Capability(9, 0));
    EXPECT_EQ(row_of(10, 3), Capability(10, 0));
    EXPECT_EQ(row_of(12, 1), Capability(12, 0));
    EXPECT_EQ(row_of(99, 0), Capability(12, 0));
}

TEST(Tuning, ADeviceOlderThanTheTableGetsItsFirstRow) {
    EXPECT_EQ(row_of(3, 5), std::pair(3, 7));
}

TEST(Tuning, MoreSharedMemoryKeepsMoreInstancesThere) {
    EXPECT_EQ(shared_bytes(k80, 2816), 44 * kib);
    EXPECT_EQ(shared_bytes(k80, 2817), 0U);
    EXPECT_EQ(shared_bytes(t4, 3840), 60 * kib);
    EXPECT_EQ(shared_bytes(t4, 3841), 0U);
    EXPECT_EQ(shared_bytes(h100, 14272), 223 * kib);
    EXPECT_EQ(shared_bytes(h100, 14273), 0U);
}

TEST(Tuning, ADeviceThatGivesABlockLessThanItsRowSaysKeepsFewerInstances) {
    EXPECT_EQ(tuning_for(9, 0, 100 * kib).instances_in_shared_memory, 6144U);
    EXPECT_EQ(tuning_for(9, 0, 0).instances_in_shared_memory, 0U);
    EXPECT_EQ(tuning_for(9, 0, 0).tiles_from, h100.tiles_from);
}

TEST(Tuning, MoreInstancesMakeWiderBlocks) {
    EXPECT_EQ(block_width(h100, 0), 128);
    EXPECT_EQ(block_width(h100, 511), 128);
    EXPECT_EQ(block_width(h100, 512), 256);
    EXPECT_EQ(block_width(h100, 3391), 256);
    EXPECT_EQ(block_width(h100, 3392), 512);
    EXPECT_EQ(block_width(h100, 7040), 1024);
    EXPECT_EQ(block_width(h100, 1'000'000), 1024);
}

// Every size of every row; the table asserts it at the borders when it is compiled.
TEST(Tuning, AmountsInSharedMemoryLeaveHalfOfTheThreadsOfAMultiprocessor) {
    for (const Tuning& row : tuning_table) {
        for (std::uint32_t n = 1; n <= row.instances_in_shared_memory; ++n) {
            ASSERT_GE(2 * resident_threads(row, n), row.processor.threads)
                << row.processor.major << '.' << row.processor.minor << ", " << n << " instances";
        }
    }
}

TEST(Tuning, ARowThatWouldCrowdItsMultiprocessorsIsSeen) {
    Tuning row = h100;
    ASSERT_TRUE(keeps_processors_busy(row));
    row.wider_from[1] = 3500;
    EXPECT_FALSE(keeps_processors_busy(row));
    row = h100;
    row.instances_in_shared_memory += 1;
    EXPECT_FALSE(keeps_processors_busy(row));
}

}  // namespace
}  // namespace berth::kernels
