#include "whatif/record.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "berth/error.hpp"
#include "generate_cases/dice.hpp"
#include "support/each_change.hpp"

namespace berth {
namespace {

using host::whatif::from_record;
using host::whatif::to_record;

LargestShare random_share(tests::Dice& dice) {
    const double whole = static_cast<double>(1 + dice.below(1000));
    return {static_cast<double>(dice.below(1000)) / whole, dice.chance(50) ? "family:\"web\"" : "",
            "arn:\\with\nodd\x01 characters"};
}

TimeMetrics random_time_metrics(tests::Dice& dice) {
    TimeMetrics metrics;
    for (std::uint64_t* count :
         {&metrics.finished, &metrics.refused, &metrics.given_up, &metrics.interrupted,
          &metrics.waiting, &metrics.peak_instances, &metrics.scaling_decisions}) {
        *count = dice.below(1'000'000);
    }
    for (double* number :
         {&metrics.wait_p50_seconds, &metrics.wait_p90_seconds, &metrics.wait_p99_seconds,
          &metrics.wait_maximum_seconds, &metrics.wait_mean_seconds, &metrics.cost,
          &metrics.idle_cost, &metrics.unpriced_instance_hours}) {
        *number = static_cast<double>(dice.below(1000)) / 3;
    }
    if (dice.chance(50)) metrics.all_running_seconds = 0.001 * static_cast<double>(dice.below(99));
    if (dice.chance(50)) metrics.instance_hours = {{"", 0.1}, {"type \"x\"", 1.0 / 3}};
    if (dice.chance(50)) metrics.warnings = {"the group \"a\"", ""};
    return metrics;
}

ScenarioResult random_result(std::uint64_t seed) {
    tests::Dice dice(seed);
    ScenarioResult result;
    result.index = dice.below(std::size_t{1} << 53);
    ScenarioMetrics& metrics = result.metrics;
    for (std::uint64_t* count :
         {&metrics.requested, &metrics.placed, &metrics.failed, &metrics.failed_without_candidate,
          &metrics.instances, &metrics.instances_used, &metrics.instances_idle,
          &metrics.unpriced_instances}) {
        *count = dice.below(1'000'000'000'000);
    }
    for (std::uint64_t& count : metrics.failed_by_reason) count = dice.below(100);
    for (std::size_t r = dice.below(4); r > 0; --r) {
        metrics.requests.push_back({dice.below(10), 0, 0});
        metrics.requests.back().failed = dice.below(10);
    }
    for (ResourceUse& use : metrics.resources) {
        use.registered = dice.between(-5, 1'000'000);
        use.used = dice.between(-5, 1'000'000);
        use.stranded = dice.between(0, 1'000'000);
    }
    for (std::size_t z = dice.below(4); z > 0; --z) {
        metrics.zones["zone \"" + std::to_string(z)].tasks = dice.below(10);
    }
    metrics.largest_on_instance = random_share(dice);
    metrics.largest_in_zone = random_share(dice);
    metrics.cost_per_hour = 0.1 * static_cast<double>(dice.below(1000));
    metrics.idle_cost_per_hour = 1e-7 * static_cast<double>(dice.below(1000)) / 3;
    for (std::size_t d = dice.below(4); d > 0; --d) metrics.room.push_back(dice.below(room_limit));
    if (seed % 2 == 1) metrics.over_time = random_time_metrics(dice);
    return result;
}

TEST(Record, ReadsBackAsTheSameResult) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const ScenarioResult result = random_result(seed);
        const std::string line = to_record(result);
        EXPECT_EQ(line.find('\n'), std::string::npos);
        EXPECT_EQ(from_record(line), result) << line;
    }
}

TEST(Record, AChangeOfAnyMemberIsReadBack) {
    ScenarioResult result;
    std::set<std::string> lines{to_record(result)};
    const host::record::Type type{.shape = host::record::Shape::record,
                                  .record = &host::whatif::result_record()};
    test::change_each(type, &result, [&] {
        const std::string line = to_record(result);
        EXPECT_TRUE(lines.insert(line).second) << line;
        EXPECT_EQ(from_record(line), result) << line;
    });
    EXPECT_GT(lines.size(), 60u);
}

TEST(Record, ALineThatIsCutOffIsAlwaysRefused) {
    const std::string line = to_record(random_result(3));
    for (std::size_t length = 0; length < line.size(); ++length) {
        EXPECT_THROW(from_record(std::string_view(line).substr(0, length)), InputError)
            << "after " << length << " bytes";
    }
}

TEST(Record, AMissingADoubledOrASecondValueIsRefused) {
    const std::string line = to_record(random_result(4));
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string text = line;
        text.replace(text.find(from), from.size(), to);
        return text;
    };
    EXPECT_THROW(from_record("{}"), InputError);
    EXPECT_THROW(from_record("[]"), InputError);
    EXPECT_THROW(from_record(line + line), InputError);
    EXPECT_THROW(from_record(line + "x"), InputError);
    EXPECT_THROW(from_record(changed("\"placed\"", "\"plaqed\"")), InputError);
    EXPECT_THROW(from_record(changed("\"placed\"", "\"failed\"")), InputError);
    EXPECT_THROW(from_record(changed("\"index\":", "\"index\":-")), InputError);
    EXPECT_THROW(from_record(changed("\"index\":", "\"index\":1.5e300,\"x\":")), InputError);
    EXPECT_THROW(from_record(changed("\"room\":[", "\"room\":[null,")), InputError);
    EXPECT_THROW(from_record(changed("\"resources\":[[", "\"resources\":[[1,")), InputError);
    EXPECT_THROW(from_record(changed("\"failedByReason\":[", "\"failedByReason\":[0,")),
                 InputError);
}

TEST(Record, AMessageNamesTheFileAndTheMember) {
    std::string line = to_record(random_result(5));
    const std::string member = "\"costPerHour\":";
    line.replace(line.find(member), member.size(), member + "\"\",\"x\":");
    try {
        from_record(line, "results.jsonl line 7");
        FAIL() << "a price that is text";
    } catch (const InputError& error) {
        EXPECT_EQ(error.where().file, "results.jsonl line 7");
        EXPECT_EQ(error.where().pointer, "/costPerHour");
    }
}

// Whatever one byte becomes, the answer is a result or an InputError.
TEST(Record, SurvivesEveryByte) {
    const std::string line = to_record(random_result(6));
    for (std::size_t at = 0; at < line.size(); ++at) {
        for (const char byte : {'"', '\\', '{', ']', ',', '9', '\0', '\xff'}) {
            std::string changed = line;
            changed[at] = byte;
            try {
                from_record(changed);
            } catch (const InputError&) {
                continue;
            }
        }
    }
}

}  // namespace
}  // namespace berth
