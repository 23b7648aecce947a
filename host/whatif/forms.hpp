// The forms of values that only edits have, with the rules of clusters and of the catalogue.
#pragma once

#include <string>
#include <vector>

#include "berth/constraint.hpp"
#include "berth/query.hpp"
#include "documents/registration.hpp"
#include "record/field.hpp"
#include "simulate/forms.hpp"
#include "whatif/sweep_checks.hpp"

namespace berth::host::whatif {

/// An expression of the cluster query language; it may be empty.
inline constexpr record::Form expression_form =
    record::form::text_of(limits::expression_characters, true)
        .checked_by(simulate::check_expression);

inline constexpr record::Form type_form =
    record::form::text.checked_by(documents::check_instance_type);
inline constexpr record::Form types_form =
    record::form::texts_of(1, "at least one type").checked_by(documents::check_instance_type);
inline constexpr record::Form gpu_models_form =
    record::form::texts_of(1, "at least one model").checked_by(require_gpu_model);

/// Placement strategies and constraints as files have them: ECS's own form, by the rules of bursts.
struct StrategyInFile {
    std::string type;
    std::string field;
};
struct ConstraintInFile {
    std::string type;
    std::string expression;
};

void read_strategies(const record::Form& form, const yaml::Value& list,
                     std::vector<PlacementStrategy>& strategies);
void write_strategies(json::Writer& writer, const std::vector<PlacementStrategy>& strategies);
void read_constraints(const record::Form& form, const yaml::Value& list,
                      std::vector<PlacementConstraint>& constraints);
void write_constraints(json::Writer& writer, const std::vector<PlacementConstraint>& constraints);

}  // namespace berth::host::whatif

namespace berth::host::record {

template <>
inline constexpr Definition definition<whatif::StrategyInFile>{"placementStrategy"};
template <>
inline constexpr auto fields<whatif::StrategyInFile> = table<whatif::StrategyInFile>(
    field<&whatif::StrategyInFile::type>("type", form::any_text,
                                         "binpack, spread or random, in any case")
        .required()
        .such_as("binpack"),
    field<&whatif::StrategyInFile::field>("field", form::any_text,
                                          "cpu or memory; instanceId, host or attribute:NAME")
        .such_as("memory"));

template <>
inline constexpr Definition definition<whatif::ConstraintInFile>{"placementConstraint"};
template <>
inline constexpr auto fields<whatif::ConstraintInFile> = table<whatif::ConstraintInFile>(
    field<&whatif::ConstraintInFile::type>("type", form::any_text,
                                           "memberOf or distinctInstance, in any case")
        .required()
        .such_as("memberOf"),
    field<&whatif::ConstraintInFile::expression>("expression",
                                                 form::text_of(limits::expression_characters, true),
                                                 "Of memberOf: cluster query language")
        .such_as("attribute:stack == prod"));

}  // namespace berth::host::record

namespace berth::host::whatif {

inline constexpr record::Own strategies_functions =
    record::own_form<std::vector<PlacementStrategy>, read_strategies, write_strategies>(
        nullptr, {}, &record::record_of<StrategyInFile>, true);
inline constexpr record::Form strategies_form =
    record::form::own(strategies_functions, 0, limits::strategies_per_task);

inline constexpr record::Own constraints_functions =
    record::own_form<std::vector<PlacementConstraint>, read_constraints, write_constraints>(
        nullptr, {}, &record::record_of<ConstraintInFile>, true);
inline constexpr record::Form constraints_form =
    record::form::own(constraints_functions, 0, limits::constraints_per_task);

}  // namespace berth::host::whatif
