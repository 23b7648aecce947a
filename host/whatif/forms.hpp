// The forms of values that only edits have, with the rules of clusters and of the catalogue.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "berth/constraint.hpp"
#include "json/record_schema.hpp"
#include "yaml/value.hpp"

namespace berth::host::whatif {

/// An expression of the cluster query language; it may be empty.
struct ExpressionForm {
    void read(const yaml::Value& value, std::string& expression) const;
    void describe(json::Writer& writer) const;
};

/// An instance type that the catalogue has.
struct TypeForm {
    void read(const yaml::Value& value, std::string& type) const;
    void describe(json::Writer& writer) const;
};

/// At least one of them.
struct TypesForm {
    void read(const yaml::Value& value, std::vector<std::string>& types) const;
    void describe(json::Writer& writer) const;
};

/// At least one GPU model that the catalogue knows.
struct GpuModelsForm {
    void read(const yaml::Value& value, std::vector<std::string>& models) const;
    void describe(json::Writer& writer) const;
};

struct FactorForm {
    bool may_be_zero;

    void read(const yaml::Value& value, double& factor) const;
    void describe(json::Writer& writer) const;
};

/// Whole seconds, as a time with a unit.
struct WarmupForm {
    void read(const yaml::Value& value, std::int64_t& seconds) const;
    void describe(json::Writer& writer) const;
};

/// Placement constraints and strategies have ECS's own form, which the reader of bursts knows.
struct ConstraintsForm {
    void read(const yaml::Value& value, std::vector<PlacementConstraint>& constraints) const;
    void describe(json::Writer& writer) const;
};
struct StrategiesForm {
    void read(const yaml::Value& value, std::vector<PlacementStrategy>& strategies) const;
    void describe(json::Writer& writer) const;
};

}  // namespace berth::host::whatif
