#include "model/amounts.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace berth {
namespace {

using namespace std::chrono_literals;

constexpr Instant june_18 =
    std::chrono::sys_days(std::chrono::year(2018) / 6 / 18) + 22h + 28min + 28s;

TEST(CpuUnits, ReadsWholeUnits) {
    EXPECT_EQ(host::model::parse_cpu_units("512"), 512);
    EXPECT_EQ(host::model::parse_cpu_units("0"), 0);
}

TEST(CpuUnits, ReadsVcpusInAnyCaseWithOrWithoutABlank) {
    EXPECT_EQ(host::model::parse_cpu_units("1 vCPU"), 1024);
    EXPECT_EQ(host::model::parse_cpu_units("1vcpu"), 1024);
    EXPECT_EQ(host::model::parse_cpu_units(".5 vcpu"), 512);
    EXPECT_EQ(host::model::parse_cpu_units("0.25 VCPU"), 256);
    EXPECT_EQ(host::model::parse_cpu_units("2. vCPU"), 2048);
}

TEST(CpuUnits, RoundsToTheNearestUnit) {
    EXPECT_EQ(host::model::parse_cpu_units("0.001 vcpu"), 1);   // 1.024
    EXPECT_EQ(host::model::parse_cpu_units("0.0004 vcpu"), 0);  // 0.41
}

TEST(CpuUnits, RefusesWhatIsNoAmount) {
    for (const char* text : {"",           " ",
                             "vCPU",       ".",
                             "-1",         "-1 vCPU",
                             "+1 vCPU",    "1.5",
                             "1 GB",       "1 vCPUs",
                             "1e3 vCPU",   "0x10",
                             "inf vCPU",   "nan vCPU",
                             "1 vCPU ",    " 1 vCPU",
                             "1,5 vCPU",   "99999999999999999999",
                             "1e400 vCPU", "99999999999999999999 vCPU"}) {
        EXPECT_EQ(host::model::parse_cpu_units(text), std::nullopt) << '"' << text << '"';
    }
}

TEST(MemoryMib, ReadsMibAndGb) {
    EXPECT_EQ(host::model::parse_memory_mib("512"), 512);
    EXPECT_EQ(host::model::parse_memory_mib("1GB"), 1024);
    EXPECT_EQ(host::model::parse_memory_mib("0.5 GB"), 512);
    EXPECT_EQ(host::model::parse_memory_mib("30 gb"), 30720);
    EXPECT_EQ(host::model::parse_memory_mib("1 vCPU"), std::nullopt);
    EXPECT_EQ(host::model::parse_memory_mib("1 MB"), std::nullopt);
}

TEST(ParseInstant, ReadsZonesInTheirForms) {
    EXPECT_EQ(host::model::parse_instant("2018-06-18T22:28:28+00:00"), june_18);
    EXPECT_EQ(host::model::parse_instant("2018-06-18T22:28:28Z"), june_18);
    EXPECT_EQ(host::model::parse_instant("2018-06-18T22:28:28"), june_18);
    EXPECT_EQ(host::model::parse_instant("2018-06-18T15:28:28-07:00"), june_18);
    EXPECT_EQ(host::model::parse_instant("2018-06-19T03:58:28+0530"), june_18);
}

TEST(ParseInstant, ReadsFractionsToTheMicrosecond) {
    EXPECT_EQ(host::model::parse_instant("2018-06-18T22:28:28.5Z"), june_18 + 500ms);
    EXPECT_EQ(host::model::parse_instant("2018-06-18T22:28:28.123456789+00:00"),
              june_18 + 123456us);
}

TEST(ParseInstant, ReadsADateAsMidnight) {
    EXPECT_EQ(host::model::parse_instant("2018-06-18"),
              Instant(std::chrono::sys_days(std::chrono::year(2018) / 6 / 18)));
}

TEST(ParseInstant, RefusesWhatIsNoTime) {
    for (const char* text :
         {"", "2018", "2018-06", "2018-6-18", "2018-13-01", "2018-02-29", "2018-06-18T",
          "2018-06-18T22", "2018-06-18T22:28", "2018-06-18T24:00:00", "2018-06-18T22:60:00",
          "2018-06-18T22:28:60Z", "2018-06-18T22:28:28.", "2018-06-18T22:28:28+",
          "2018-06-18T22:28:28+1", "2018-06-18T22:28:28ZZ", "2018-06-18T22:28:28 UTC", "18-06-2018",
          "-018-06-18"}) {
        EXPECT_EQ(host::model::parse_instant(text), std::nullopt) << '"' << text << '"';
    }
}

TEST(EpochSeconds, KeepsMicroseconds) {
    EXPECT_EQ(host::model::instant_from_epoch_seconds(1529360908.25), june_18 + 250ms);
    EXPECT_EQ(host::model::instant_from_epoch_seconds(0), Instant());
}

TEST(EpochSeconds, RefusesWhatIsNoTimeOfOurs) {
    EXPECT_EQ(host::model::instant_from_epoch_seconds(1e18), std::nullopt);
    EXPECT_EQ(host::model::instant_from_epoch_seconds(-1e18), std::nullopt);
    EXPECT_EQ(host::model::instant_from_epoch_seconds(std::numeric_limits<double>::quiet_NaN()),
              std::nullopt);
    EXPECT_EQ(host::model::instant_from_epoch_seconds(std::numeric_limits<double>::infinity()),
              std::nullopt);
}

TEST(ToIso8601, ShowsMicrosecondsOnlyWhereThereAreAny) {
    EXPECT_EQ(host::model::to_iso8601(june_18), "2018-06-18T22:28:28+00:00");
    EXPECT_EQ(host::model::to_iso8601(june_18 + 1500us), "2018-06-18T22:28:28.001500+00:00");
    EXPECT_EQ(host::model::to_iso8601(Instant(-1s)), "1969-12-31T23:59:59+00:00");
}

TEST(ToIso8601, ReadsBackToTheSameInstant) {
    for (const Instant instant : {june_18, june_18 + 1us, Instant(), Instant(-1us)}) {
        EXPECT_EQ(host::model::parse_instant(host::model::to_iso8601(instant)), instant)
            << host::model::to_iso8601(instant);
    }
}

TEST(DottedVersion, ComparesNumbersAndTakesMissingPartsAsZero) {
    const auto version = [](const char* text) {
        return host::model::parse_dotted_version(text).value();
    };
    EXPECT_LT(version("1.9.0"), version("1.75.0"));
    EXPECT_EQ(version("1.75"), version("1.75.0"));
    EXPECT_GT(version("1.75.0.1"), version("1.75"));
    EXPECT_LT(version("1"), version("2.0"));
}

TEST(DottedVersion, RefusesWhatIsNotDottedNumbers) {
    for (const char* text : {"", ".", "1.", ".1", "1..2", "v1.2", "1.2-rc1", "-1", "1. 2",
                             "99999999999999999999999"}) {
        EXPECT_EQ(host::model::parse_dotted_version(text), std::nullopt) << '"' << text << '"';
    }
}

TEST(ParseInteger, TakesASignAndNothingElse) {
    EXPECT_EQ(host::model::parse_integer("42"), 42);
    EXPECT_EQ(host::model::parse_integer("+42"), 42);
    EXPECT_EQ(host::model::parse_integer("-42"), -42);
    EXPECT_EQ(host::model::parse_integer("9223372036854775807"),
              std::numeric_limits<std::int64_t>::max());
    for (const char* text :
         {"", "+", "-", "+-1", "++1", "1.0", " 1", "1 ", "0x1", "9223372036854775808"}) {
        EXPECT_EQ(host::model::parse_integer(text), std::nullopt) << '"' << text << '"';
    }
}

}  // namespace
}  // namespace berth
