// The field tables of a sweep: its edits, options and axes.
//
// A new edit has its struct and its place in Edit (berth/what_if.hpp), its table here, and its
// meaning where edits are applied.
#pragma once

#include "berth/what_if.hpp"
#include "documents/placement_reader.hpp"
#include "json/choice.hpp"
#include "model/fields.hpp"
#include "simulate/scaling_members.hpp"
#include "whatif/forms.hpp"
#include "whatif/sweep_checks.hpp"

namespace berth::host::record {

inline constexpr std::string_view of_catalogue = "An EC2 type of berth's catalogue";
inline constexpr std::string_view which_instances =
    "Cluster query language, at most 2,000 characters; empty or absent: all instances";
inline constexpr std::string_view which_requests = "Which requests; absent: all";

template <>
inline constexpr Definition definition<RequestSelector>{
    "requests", "The requests that have one of the task definitions or are one of the services"};
template <>
inline constexpr auto fields<RequestSelector> =
    table<RequestSelector>(field("taskDefinitions", &RequestSelector::task_definitions, Texts{},
                                 "ARN, family:revision or family"),
                           field("services", &RequestSelector::services, Texts{}, "Service names"));

template <>
inline constexpr Definition definition<AddInstances>{
    "addInstances", "New instances, empty but for the tasks of DAEMON services"};
template <>
inline constexpr auto fields<AddInstances> =
    table<AddInstances>(field("instanceType", &AddInstances::instance_type, whatif::TypeForm{},
                              of_catalogue, Presence::required),
                        field("count", &AddInstances::count, Whole{0, whatif::most_added_instances},
                              "", Presence::defaulted),
                        field("availabilityZones", &AddInstances::zones, Texts{},
                              "In turn; absent: balanced over the zones of the cluster"),
                        field("attributes", &AddInstances::attributes, Parts{},
                              "Over those that the type and the cluster bring"),
                        field("capacityProvider", &AddInstances::capacity_provider, Text{}));

template <>
inline constexpr Definition definition<RemoveInstances>{
    "removeInstances", "Takes instances away, with what runs there"};
template <>
inline constexpr auto fields<RemoveInstances> = table<RemoveInstances>(
    field("expression", &RemoveInstances::expression, whatif::ExpressionForm{}, which_instances),
    field("count", &RemoveInstances::count, Whole{0, documents::largest_amount},
          "The first ones in instance order; absent: all that satisfy the expression"));

template <>
inline constexpr Definition definition<DrainInstances>{
    "drainInstances", "Sets instances to DRAINING: what runs there stays, nothing new comes"};
template <>
inline constexpr auto fields<DrainInstances> = table<DrainInstances>(
    field("expression", &DrainInstances::expression, whatif::ExpressionForm{}, which_instances),
    field("count", &DrainInstances::count, Whole{0, documents::largest_amount},
          "The first ones in instance order; absent: all that satisfy the expression"));

template <>
inline constexpr Definition definition<SwapInstances>{
    "swapInstances", "Replaces instances by new ones of another type in the same zone"};
template <>
inline constexpr auto fields<SwapInstances> = table<SwapInstances>(
    field("from", &SwapInstances::from, Text{}, "The type that goes", Presence::required),
    field("to", &SwapInstances::to, whatif::TypeForm{}, of_catalogue, Presence::required),
    field("count", &SwapInstances::count, Whole{0, documents::largest_amount},
          "The first ones in instance order; absent: all of the type"));

template <>
inline constexpr Definition definition<LoseZone>{"loseZone", "A zone is gone with its instances"};
template <>
inline constexpr auto fields<LoseZone> = table<LoseZone>(field("availabilityZone", &LoseZone::zone,
                                                               Text{}, "", Presence::required));

template <>
inline constexpr Definition definition<LoseInstances>{"loseInstances",
                                                      "Instances drawn at random are gone"};
template <>
inline constexpr auto fields<LoseInstances> = table<LoseInstances>(
    field("count", &LoseInstances::count, Whole{0, documents::largest_amount}, "",
          Presence::defaulted),
    field("expression", &LoseInstances::expression, whatif::ExpressionForm{}, which_instances),
    field("seed", &LoseInstances::seed, Whole{}, "Of the draw; each trial draws anew"));

template <>
inline constexpr Definition definition<ScaleCounts>{"scaleCounts",
                                                    "Numbers of tasks times a factor, rounded up"};
template <>
inline constexpr auto fields<ScaleCounts> = table<ScaleCounts>(
    field("factor", &ScaleCounts::factor, whatif::FactorForm{true}, "", Presence::defaulted),
    field("requests", &ScaleCounts::requests, Part{}, which_requests));

template <>
inline constexpr Definition definition<ScaleSizes>{
    "scaleSizes", "CPU and memory of each task times a factor, rounded up to CPU units and MiB"};
template <>
inline constexpr auto fields<ScaleSizes> = table<ScaleSizes>(
    field("cpu", &ScaleSizes::cpu, whatif::FactorForm{false}, "", Presence::defaulted),
    field("memory", &ScaleSizes::memory, whatif::FactorForm{false}, "", Presence::defaulted),
    field("requests", &ScaleSizes::requests, Part{}, which_requests));

template <>
inline constexpr Definition definition<SetStrategies>{
    "setStrategies", "Other placement strategies; requests that take none are left alone"};
template <>
inline constexpr auto fields<SetStrategies> = table<SetStrategies>(
    field("placementStrategy", &SetStrategies::strategies, whatif::StrategiesForm{},
          "As in RunTask and CreateService; empty: ECS's default", Presence::required),
    field("requests", &SetStrategies::requests, Part{}, which_requests));

template <>
inline constexpr Definition definition<SetConstraints>{
    "setConstraints", "Other placement constraints; Fargate requests are left alone"};
template <>
inline constexpr auto fields<SetConstraints> = table<SetConstraints>(
    field("placementConstraints", &SetConstraints::constraints, whatif::ConstraintsForm{},
          "As in RunTask and CreateService", Presence::required),
    field("keep", &SetConstraints::keep, Boolean{},
          "Add to the request's own constraints in place of replacing them", Presence::defaulted),
    field("requests", &SetConstraints::requests, Part{}, which_requests));

template <>
inline constexpr Definition definition<UseGpuModels>{
    "useGpuModels", "Tasks that ask for GPUs run on instance types with these models alone"};
template <>
inline constexpr auto fields<UseGpuModels> = table<UseGpuModels>(
    field("models", &UseGpuModels::models, whatif::GpuModelsForm{},
          "As the catalogue names them, such as T4 or A10G", Presence::required),
    field("requests", &UseGpuModels::requests, Part{}, which_requests));

inline constexpr json::Choice<RequestOrder> request_orders[] = {
    {"given", RequestOrder::given},
    {"shuffled", RequestOrder::shuffled},
    {"largestFirst", RequestOrder::largest_first},
    {"roundRobin", RequestOrder::round_robin}};

template <>
inline constexpr Definition definition<SetOrder>{
    "setOrder", "The order in which the tasks of the burst are placed"};
template <>
inline constexpr auto fields<SetOrder> = table<SetOrder>(field("order", &SetOrder::order,
                                                               json::ChoiceForm<request_orders>{},
                                                               "", Presence::required));

template <>
inline constexpr Definition definition<SetProviderStrategy>{
    "setCapacityProviderStrategy",
    "Another capacity provider strategy, in place of the launch type, too"};
template <>
inline constexpr auto fields<SetProviderStrategy> = table<SetProviderStrategy>(
    field("capacityProviderStrategy", &SetProviderStrategy::capacity_providers,
          Parts{1, 20, "at least one provider"}, "As in RunTask and CreateService",
          Presence::required),
    field("requests", &SetProviderStrategy::requests, Part{}, which_requests));

template <>
inline constexpr Definition definition<SetManagedScaling>{
    "setManagedScaling",
    "Over time: managed scaling of capacity providers; what is left out stays"};
template <>
inline constexpr auto fields<SetManagedScaling> = table<SetManagedScaling>(
    field("capacityProviders", &SetManagedScaling::capacity_providers, Texts{},
          "Names; absent: all that have managed scaling"),
    field("targetCapacity", &SetManagedScaling::target_capacity, Whole{1, 100}, "Percent"),
    field("minimumScalingStepSize", &SetManagedScaling::minimum_step,
          Whole{1, simulate::largest_scaling_step}, "Instances"),
    field("maximumScalingStepSize", &SetManagedScaling::maximum_step,
          Whole{1, simulate::largest_scaling_step}, "Instances"),
    field("instanceWarmupPeriod", &SetManagedScaling::instance_warmup_seconds, whatif::WarmupForm{},
          "A time with a unit, whole seconds up to 10,000: 300s, 5m"));

template <>
inline constexpr auto fields<GroupSelector> = table<GroupSelector>(
    field("autoScalingGroups", &GroupSelector::auto_scaling_groups, Texts{},
          "Names; with capacityProviders both are meant, with neither all groups"),
    field("capacityProviders", &GroupSelector::capacity_providers, Texts{},
          "Names of providers whose groups are meant"));

template <>
inline constexpr Definition definition<SetGroupSize>{
    "setGroupSize", "Over time: sizes of Auto Scaling groups; what is left out stays"};
template <>
inline constexpr auto fields<SetGroupSize> = table<SetGroupSize>(
    field("groups", &SetGroupSize::groups, Inline{}),
    field("minSize", &SetGroupSize::min_size, Whole{0, whatif::most_added_instances}),
    field("maxSize", &SetGroupSize::max_size, Whole{0, whatif::most_added_instances}),
    field("desiredCapacity", &SetGroupSize::desired_capacity,
          Whole{0, whatif::most_added_instances}, "At the start"));

template <>
inline constexpr Definition definition<SetInstanceTypes>{
    "setInstanceTypes", "Over time: what Auto Scaling groups launch"};
template <>
inline constexpr auto fields<SetInstanceTypes> = table<SetInstanceTypes>(
    field("groups", &SetInstanceTypes::groups, Inline{}),
    field("instanceTypes", &SetInstanceTypes::instance_types, whatif::TypesForm{},
          "EC2 types of berth's catalogue; the first one is launched", Presence::required));

template <>
inline constexpr auto fields<Option> = table<Option>(field("name", &Option::name),
                                                     field("edits", &Option::edits));

// An expanded sweep has an option for each zone that is lost.
template <>
inline constexpr auto fields<Axis> = table<Axis>(field("name", &Axis::name),
                                                 field("options", &Axis::options),
                                                 field<Effect::never>("loseEachZone",
                                                                      &Axis::lose_each_zone));

template <>
inline constexpr auto fields<Sweep> =
    table<Sweep>(field<Effect::never>("title", &Sweep::title), field("mode", &Sweep::mode),
                 field("axes", &Sweep::axes), field("sampleSize", &Sweep::sample_size),
                 field("sampleSeed", &Sweep::sample_seed), field("points", &Sweep::list),
                 field("trials", &Sweep::trials), field("seed", &Sweep::seed),
                 field("replaceDisplaced", &Sweep::replace_displaced),
                 field("registration", &Sweep::registration));

}  // namespace berth::host::record
