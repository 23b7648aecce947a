// The forms of values that only simulation files have.
#pragma once

#include "berth/simulate.hpp"
#include "json/writer.hpp"
#include "simulate/time_reader.hpp"
#include "yaml/value.hpp"

namespace berth::host::simulate {

/// A time since the start, or between two things.
struct TimeForm {
    SimulationTime least{0};

    void read(const yaml::Value& value, SimulationTime& time) const;
    void describe(json::Writer& writer) const;
    void write_default(json::Writer& writer, SimulationTime time) const;
};

struct DurationForm {
    void read(const yaml::Value& value, Duration& duration) const;
    void describe(json::Writer& writer) const;
};

/// Whole seconds, as a time with a unit.
struct WarmupTimeForm {
    void read(const yaml::Value& value, std::int64_t& seconds) const;
    void describe(json::Writer& writer) const;
};

/// A number above 0, at most 1.
struct ShareForm {
    void read(const yaml::Value& value, double& share) const;
    void describe(json::Writer& writer) const;
};

}  // namespace berth::host::simulate
