#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "berth/error.hpp"
#include "berth/what_if.hpp"
#include "whatif/sweep_checks.hpp"

namespace berth {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

Sweep read(const std::string& text) {
    return read_sweep_text(text, "file.yaml");
}

// A sweep of one option with one edit.
template <class Kind>
Kind read_edit(const std::string& edit) {
    const Sweep sweep = read("axes: [{name: a, options: [{name: o, edits: [" + edit + "]}]}]");
    return std::get<Kind>(sweep.axes.at(0).options.at(0).edits.at(0));
}

std::string refusal(const std::string& text) {
    try {
        read(text);
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

TEST(SweepReader, ReadsWhatASweepIs) {
    const Sweep sweep = read(R"(
title: Growth
trials: 3
seed: 42
replaceDisplaced: true
registeredMemoryFactor: 0.95
registered: {m5.large: {cpu: 2000, memory: 7000}}
axes:
  - name: order
    options:
      - name: as is
      - {name: shuffled, edits: [setOrder: {order: shuffled}]}
)");
    EXPECT_EQ(sweep.title, "Growth");
    EXPECT_EQ(sweep.mode, SweepMode::grid);
    EXPECT_EQ(sweep.trials, 3u);
    EXPECT_EQ(sweep.seed, 42u);
    EXPECT_TRUE(sweep.replace_displaced);
    EXPECT_EQ(sweep.registration.memory_factor, 0.95);
    EXPECT_EQ(sweep.registration.types.at("m5.large").memory_mib, 7000);
    ASSERT_THAT(sweep.axes, SizeIs(1));
    EXPECT_EQ(sweep.axes[0].name, "order");
    ASSERT_THAT(sweep.axes[0].options, SizeIs(2));
    EXPECT_THAT(sweep.axes[0].options[0].edits, SizeIs(0));
    EXPECT_EQ(std::get<SetOrder>(sweep.axes[0].options[1].edits.at(0)).order,
              RequestOrder::shuffled);
}

TEST(SweepReader, ReadsJsonByTheSameRules) {
    const Sweep sweep = read(
        "{\n\t\"trials\": 2,\n\t\"axes\": [{\"name\": \"a\\/b\", "
        "\"options\": [{\"name\": \"o\\u00e9\", \"edits\": []}]}]\n}\n");
    EXPECT_EQ(sweep.trials, 2u);
    EXPECT_EQ(sweep.axes.at(0).name, "a/b");
    EXPECT_EQ(sweep.axes.at(0).options.at(0).name, "o\xc3\xa9");
    EXPECT_THAT(refusal("{\"trials\": \"2\"}"), HasSubstr("a whole number"));
}

TEST(SweepReader, ReadsEditsOfTheCluster) {
    const auto add = read_edit<AddInstances>(
        "addInstances: {instanceType: m5.large, count: 2, availabilityZones: [a, b], "
        "attributes: [{name: stack, value: prod}, {name: flag}], capacityProvider: cp}");
    EXPECT_EQ(add.instance_type, "m5.large");
    EXPECT_EQ(add.count, 2);
    EXPECT_THAT(add.zones, ElementsAre("a", "b"));
    EXPECT_THAT(add.attributes, ElementsAre(Attribute{"stack", "prod"}, Attribute{"flag", ""}));
    EXPECT_EQ(add.capacity_provider, "cp");
    const auto remove =
        read_edit<RemoveInstances>("removeInstances: {expression: 'attribute:a == b', count: 0}");
    EXPECT_EQ(remove.expression, "attribute:a == b");
    EXPECT_EQ(remove.count, 0);
    EXPECT_FALSE(read_edit<DrainInstances>("drainInstances: {}").count.has_value());
    const auto swap =
        read_edit<SwapInstances>("swapInstances: {from: x9.imaginary, to: m5.large, count: 3}");
    EXPECT_EQ(swap.from, "x9.imaginary");
    EXPECT_EQ(swap.to, "m5.large");
    EXPECT_EQ(swap.count, 3);
    EXPECT_EQ(read_edit<LoseZone>("loseZone: {availabilityZone: z}").zone, "z");
    const auto lose = read_edit<LoseInstances>("loseInstances: {count: 4, seed: 5}");
    EXPECT_EQ(lose.count, 4);
    EXPECT_EQ(lose.seed, 5u);
}

TEST(SweepReader, ReadsEditsOfTheBurst) {
    const auto counts = read_edit<ScaleCounts>(
        "scaleCounts: {factor: 1.5, requests: {taskDefinitions: [web], services: [api]}}");
    EXPECT_EQ(counts.factor, 1.5);
    EXPECT_EQ(counts.requests, (RequestSelector{{"web"}, {"api"}}));
    const auto sizes = read_edit<ScaleSizes>("scaleSizes: {cpu: 2, memory: 0.5}");
    EXPECT_EQ(sizes.cpu, 2);
    EXPECT_EQ(sizes.memory, 0.5);
    const auto strategies = read_edit<SetStrategies>(
        "setStrategies: {placementStrategy: [{type: SPREAD, field: 'attribute:rack'}, "
        "{type: binpack, field: MEMORY}, {type: random}]}");
    EXPECT_THAT(
        strategies.strategies,
        ElementsAre(PlacementStrategy{StrategyType::spread, StrategyField::attribute, "rack"},
                    PlacementStrategy{StrategyType::binpack, StrategyField::memory, ""},
                    PlacementStrategy{StrategyType::random, StrategyField::none, ""}));
    const auto constraints = read_edit<SetConstraints>(
        "setConstraints: {keep: true, placementConstraints: [{type: distinctInstance}, "
        "{type: memberOf, expression: 'attribute:a == b'}]}");
    EXPECT_TRUE(constraints.keep);
    EXPECT_THAT(constraints.constraints,
                ElementsAre(PlacementConstraint{ConstraintType::distinct_instance, ""},
                            PlacementConstraint{ConstraintType::member_of, "attribute:a == b"}));
    EXPECT_THAT(read_edit<UseGpuModels>("useGpuModels: {models: [T4, A10G]}").models,
                ElementsAre("T4", "A10G"));
    EXPECT_EQ(read_edit<SetOrder>("setOrder: {order: largestFirst}").order,
              RequestOrder::largest_first);
}

TEST(SweepReader, ReadsEditsOverTime) {
    const auto scaling = read_edit<SetManagedScaling>(
        "setManagedScaling: {capacityProviders: [spot], targetCapacity: 80, "
        "minimumScalingStepSize: 2, maximumScalingStepSize: 5, instanceWarmupPeriod: 2m}");
    EXPECT_THAT(scaling.capacity_providers, ElementsAre("spot"));
    EXPECT_EQ(scaling.target_capacity, 80);
    EXPECT_EQ(scaling.minimum_step, 2);
    EXPECT_EQ(scaling.maximum_step, 5);
    EXPECT_EQ(scaling.instance_warmup_seconds, 120);
    const auto size = read_edit<SetGroupSize>(
        "setGroupSize: {autoScalingGroups: [g], capacityProviders: [p], minSize: 0, maxSize: 9, "
        "desiredCapacity: 4}");
    EXPECT_EQ(size.groups, (GroupSelector{{"g"}, {"p"}}));
    EXPECT_EQ(size.min_size, 0);
    EXPECT_EQ(size.max_size, 9);
    EXPECT_EQ(size.desired_capacity, 4);
    EXPECT_THAT(
        read_edit<SetInstanceTypes>("setInstanceTypes: {instanceTypes: [m5.large, c5.large]}")
            .instance_types,
        ElementsAre("m5.large", "c5.large"));
    EXPECT_THAT(read_edit<SetProviderStrategy>("setCapacityProviderStrategy: "
                                               "{capacityProviderStrategy: [{capacityProvider: a, "
                                               "base: 2, weight: 3}, {capacityProvider: b}]}")
                    .capacity_providers,
                ElementsAre(CapacityProviderStrategyItem{"a", 2, 3},
                            CapacityProviderStrategyItem{"b", 0, 0}));
}

TEST(SweepReader, EditsOverTimeThatAwsWouldRefuseAreErrors) {
    const auto problem = [](const std::string& edit) {
        return refusal("axes: [{name: a, options: [{name: o, edits: [" + edit + "]}]}]");
    };
    EXPECT_THAT(problem("setManagedScaling: {targetCapacity: 101}"), HasSubstr("targetCapacity"));
    EXPECT_THAT(problem("setManagedScaling: {instanceWarmupPeriod: 300}"),
                HasSubstr("instanceWarmupPeriod"));
    EXPECT_THAT(problem("setManagedScaling: {capacityProviders: [a]}"), HasSubstr("sets nothing"));
    EXPECT_THAT(problem("setGroupSize: {autoScalingGroups: [g]}"), HasSubstr("sets nothing"));
    EXPECT_THAT(problem("setInstanceTypes: {instanceTypes: []}"), HasSubstr("at least one type"));
    EXPECT_THAT(problem("setInstanceTypes: {instanceTypes: [m5.lrge]}"), HasSubstr("m5.lrge"));
    EXPECT_THAT(problem("setCapacityProviderStrategy: {capacityProviderStrategy: []}"),
                HasSubstr("at least one provider"));
}

std::vector<std::string> names_of(const Axis& axis) {
    std::vector<std::string> names;
    for (const Option& option : axis.options) names.push_back(option.name);
    return names;
}

TEST(SweepReader, ARangeIsAnOptionPerNumber) {
    const Axis axis = read(
                          "axes: [{name: n, options: [{name: none}], range: {from: 5, to: 16, "
                          "step: 5}, edit: {addInstances: {instanceType: m5.large}}}]")
                          .axes.at(0);
    EXPECT_THAT(names_of(axis), ElementsAre("none", "5", "10", "15"));
    EXPECT_EQ(std::get<AddInstances>(axis.options[2].edits.at(0)).count, 10);
}

TEST(SweepReader, ARangeOfFactorsHasTheDecimalsThatItSeemsToHave) {
    const Axis axis = read(
                          "axes: [{name: n, range: {from: 0.1, to: 0.7, step: 0.1}, "
                          "edit: {scaleCounts: {}}}]")
                          .axes.at(0);
    EXPECT_THAT(names_of(axis), ElementsAre("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"));
    EXPECT_EQ(std::get<ScaleCounts>(axis.options[2].edits.at(0)).factor, 0.3);
}

TEST(SweepReader, ARangeOfSizesSetsTheFactorsThatAreLeftOut) {
    const std::string head = "axes: [{name: n, range: {from: 2, to: 2}, edit: {scaleSizes: ";
    const auto both = std::get<ScaleSizes>(read(head + "{}}}]").axes[0].options[0].edits[0]);
    EXPECT_EQ(both.cpu, 2);
    EXPECT_EQ(both.memory, 2);
    const auto one = std::get<ScaleSizes>(read(head + "{cpu: 1.5}}}]").axes[0].options[0].edits[0]);
    EXPECT_EQ(one.cpu, 1.5);
    EXPECT_EQ(one.memory, 2);
    EXPECT_THAT(refusal(head + "{cpu: 1, memory: 1}}}]"), HasSubstr("leaves out no number"));
}

TEST(SweepReader, APointNamesOptionsByAxis) {
    const Sweep sweep = read(
        "mode: list\npoints: [{b: y}, {a: '2', b: x}]\naxes:\n"
        "  - {name: a, range: {from: 1, to: 2}, edit: {loseInstances: {}}}\n"
        "  - {name: b, options: [{name: x}, {name: y}]}\n");
    EXPECT_THAT(sweep.list, ElementsAre(ElementsAre(0, 1), ElementsAre(1, 0)));
}

TEST(SweepReader, LosingEachZoneWaitsForTheCluster) {
    const Axis axis = read("axes: [{name: z, loseEachZone: true}]").axes.at(0);
    EXPECT_TRUE(axis.lose_each_zone);
    EXPECT_THAT(refusal("mode: list\npoints: [{z: a}]\naxes: [{name: z, loseEachZone: true}]"),
                HasSubstr("name the zones"));
}

TEST(SweepReader, ErrorsNameFileLineAndPath) {
    EXPECT_THAT(
        refusal("axes:\n  - name: a\n    options:\n      - name: x\n"
                "        edits:\n          - addInstances: {instanceType: m5.large, cuont: 3}\n"),
        AllOf(StartsWith("file.yaml: line 6, /axes/0/options/0/edits/0/addInstances/cuont"),
              HasSubstr("the member `cuont` is unknown here; known are: instanceType, "
                        "count, availabilityZones")));
}

TEST(SweepReader, ErrorsSayWhatWasExpected) {
    const auto edit = [](const std::string& text) {
        return refusal("axes:\n- name: a\n  options:\n  - name: o\n    edits:\n    - " + text);
    };
    EXPECT_THAT(refusal("trials: 0"), HasSubstr("a whole number from 1 to 1000000, found 0"));
    EXPECT_THAT(refusal("seed: -1"), HasSubstr("found -1"));
    EXPECT_THAT(refusal("seed:"), HasSubstr("found nothing"));
    EXPECT_THAT(refusal("mode: all"), HasSubstr("one of grid, sample, list"));
    EXPECT_THAT(refusal("replaceDisplaced: yes"), HasSubstr("true or false, found yes"));
    EXPECT_THAT(refusal("registeredMemoryFactor: 2"), HasSubstr("at most 1"));
    EXPECT_THAT(refusal("registered: {m5.lagre: {}}"), HasSubstr("m5.large"));
    EXPECT_THAT(refusal("axes: {}"), HasSubstr("a list, found a map"));
    EXPECT_THAT(refusal("axes: [{name: a}]"), HasSubstr("expected `options`"));
    EXPECT_THAT(refusal("axes: [{name: a, range: {from: 1, to: 2}}]"),
                HasSubstr("belong together"));
    EXPECT_THAT(refusal("mode: sample"), HasSubstr("needs a `sampleSize`"));
    EXPECT_THAT(refusal("sampleSize: 3"), HasSubstr("is for `mode: sample`"));
    EXPECT_THAT(refusal("mode: sample\nsampleSize: 3"),
                HasSubstr("no more than the 1 of the grid"));
    EXPECT_THAT(edit("addInstances: {}"), HasSubstr("the member `instanceType`"));
    EXPECT_THAT(edit("addInstances: {instanceType: m5.lagre}"), HasSubstr("m5.large, m5.metal"));
    EXPECT_THAT(edit("{loseZone: {availabilityZone: a}, setOrder: {order: given}}"),
                HasSubstr("expected one edit"));
    EXPECT_THAT(edit("scaleSizes: {cpu: 0}"), HasSubstr("above 0"));
    EXPECT_THAT(edit("scaleCounts: {factor: .inf}"), HasSubstr("a number, found .inf"));
    EXPECT_THAT(edit("useGpuModels: {models: [T5]}"), HasSubstr("known are: A10"));
    EXPECT_THAT(edit("setOrder: {order: random}"), HasSubstr("roundRobin"));
    EXPECT_THAT(edit("removeInstances: {expression: 'attribute:a = b'}"),
                AllOf(HasSubstr("line 6"), HasSubstr("==")));
}

TEST(SweepReader, EditsThatAProgramMakesAreHeldToTheSameRules) {
    const auto problem = [](const Edit& edit) -> std::string {
        try {
            host::whatif::check_edit(edit);
        } catch (const InputError& error) {
            return error.problem();
        }
        return "none";
    };
    EXPECT_EQ(problem(AddInstances{"m5.large", 3, {}, {}, ""}), "none");
    EXPECT_THAT(problem(AddInstances{"m5.large", -1, {}, {}, ""}), HasSubstr("`count`: -1"));
    EXPECT_THAT(problem(AddInstances{"", 1, {}, {}, ""}), HasSubstr("`instanceType`"));
    EXPECT_THAT(problem(SwapInstances{"a", "b", {}}), HasSubstr("`to`"));
    EXPECT_THAT(problem(RemoveInstances{"==", {}}), HasSubstr("`expression`"));
    EXPECT_THAT(problem(ScaleSizes{0, 1, {}}), HasSubstr("`cpu`: 0; expected more than 0"));
    EXPECT_THAT(problem(UseGpuModels{{}, {}}), HasSubstr("at least one model"));
    EXPECT_THAT(problem(SetConstraints{{{ConstraintType::member_of, "=="}}, false, {}}),
                HasSubstr("=="));
    EXPECT_THAT(problem(SetManagedScaling{}), HasSubstr("sets nothing"));
}

TEST(SweepReader, ErrorsOfStrategiesAndConstraintsAreThoseOfABurst) {
    EXPECT_THAT(refusal("axes:\n- name: a\n  options:\n  - name: o\n    edits:\n"
                        "    - setStrategies:\n        placementStrategy:\n"
                        "        - {type: random}\n        - {type: binpack, field: gpu}\n"),
                AllOf(HasSubstr("line 9"), HasSubstr("cpu or memory as the field of binpack")));
    EXPECT_THAT(refusal("axes:\n- name: a\n  options:\n  - name: o\n    edits:\n"
                        "    - setConstraints:\n        placementConstraints:\n"
                        "        - {type: memberOf, expresion: x}\n"),
                AllOf(HasSubstr("line 8"), HasSubstr("known are: type, expression")));
}

TEST(SweepReader, RepeatedNamesAreErrors) {
    EXPECT_THAT(refusal("seed: 1\nseed: 2"), HasSubstr("the member `seed` is given twice"));
    EXPECT_THAT(refusal("axes: [{name: a, options: [{name: o}]}, {name: a, options: [{name: o}]}]"),
                HasSubstr("two axes have the name 'a'"));
    EXPECT_THAT(refusal("axes: [{name: a, options: [{name: o}, {name: o}]}]"),
                HasSubstr("two options have the name 'o'"));
}

TEST(SweepReader, RangesHaveBounds) {
    const auto range = [](const std::string& numbers) {
        return refusal("axes: [{name: a, range: " + numbers +
                       ", edit: {addInstances: {instanceType: m5.large}}}]");
    };
    EXPECT_THAT(range("{from: 0, to: 1e18}"), HasSubstr("from 0 to 1000000"));
    EXPECT_THAT(range("{from: 0, to: 1000000}"), HasSubstr("may have 10000 options"));
    EXPECT_THAT(range("{from: 0, to: 1, step: 1e-300}"), HasSubstr("may have 10000 options"));
    EXPECT_THAT(range("{from: 0, to: 1, step: 0}"), HasSubstr("a number above 0"));
    EXPECT_THAT(range("{from: 3, to: 1}"), HasSubstr("`to` not below `from`"));
    EXPECT_THAT(range("{from: 0, to: 1, step: 0.5}"), HasSubstr("whole numbers"));
    EXPECT_THAT(refusal("axes: [{name: a, range: {from: 0, to: 1}, "
                        "edit: {loseZone: {availabilityZone: z}}}]"),
                HasSubstr("`loseZone` leaves out no number"));
}

TEST(SweepReader, WhatIsNoYamlIsAnErrorWithLineAndColumn) {
    EXPECT_THAT(refusal("axes: [\n  }"), AllOf(StartsWith("file.yaml: line 2, column "),
                                               HasSubstr("neither YAML nor JSON")));
    EXPECT_THAT(refusal(""), HasSubstr("found"));
    EXPECT_THAT(refusal("a: 1\n---\nb: 2\n"), HasSubstr("found text behind the first one"));
    EXPECT_THAT(refusal("? [a, b]\n: c\n"), HasSubstr("text as the name of a member"));
}

TEST(SweepReader, HostileFilesAreErrorsBeforeLong) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_THAT(refusal(std::string(200'000, '[')), HasSubstr("nested too deeply"));
    EXPECT_THAT(refusal("axes: " + std::string(100'000, '{')), HasSubstr("text as the name"));
    EXPECT_THAT(refusal(std::string(5'000'000, ' ')), HasSubstr("bytes"));
    std::string bomb =
        "axes:\n- name: a\n  options:\n  - {name: o, edits: &many [&s1 {setOrder: {order: given}}";
    for (int i = 0; i < 2000; ++i) bomb += ", *s1";
    bomb += "]}\n";
    for (int i = 0; i < 2000; ++i) bomb += "  - {name: o" + std::to_string(i) + ", edits: *many}\n";
    EXPECT_THAT(refusal(bomb), HasSubstr("each alias counted as often as it is used"));
    EXPECT_THAT(refusal("axes: &a [*a]"), HasSubstr("stands within what it stands for"));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    EXPECT_LT(seconds.count(), 60);
}

TEST(SweepReader, AliasesStandForWhatTheyName) {
    const Sweep sweep = read(
        "axes:\n- name: a\n  options:\n  - {name: x, edits: &e [setOrder: {order: shuffled}]}\n"
        "  - {name: y, edits: *e}\n");
    EXPECT_THAT(sweep.axes.at(0).options.at(1).edits, SizeIs(1));
}

}  // namespace
}  // namespace berth
