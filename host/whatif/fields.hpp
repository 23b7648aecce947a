// The field tables of a sweep: its edits, options and axes.
//
// A new edit has its struct and its place in Edit (berth/what_if.hpp), its table here, and its
// meaning where edits are applied.
#pragma once

#include "berth/what_if.hpp"
#include "documents/placement_reader.hpp"
#include "model/fields.hpp"
#include "whatif/axis_reader.hpp"
#include "whatif/forms.hpp"
#include "whatif/sweep_checks.hpp"

namespace berth::host::whatif {

/// A point of `mode: list`: names of options by names of axes.
struct PointInFile {
    std::map<std::string, std::string, std::less<>> options;
    std::optional<yaml::Value> place;
};

/// A sweep as a file has it.
struct SweepInFile {
    Sweep sweep;
    std::vector<PointInFile> points;
};

void check_points(const SweepInFile& file);

void read_named_options(const record::Form& form, const yaml::Value& value, PointInFile& point);
void write_named_options(json::Writer& writer, const PointInFile& point);
void describe_named_options(json::Writer& writer);
inline constexpr record::Own point_functions =
    record::own_form<PointInFile, read_named_options, write_named_options>(describe_named_options);

}  // namespace berth::host::whatif

namespace berth::host::record {

inline constexpr std::string_view of_catalogue = "An EC2 type of berth's catalogue";
inline constexpr std::string_view which_instances =
    "Cluster query language, at most 2,000 characters; empty or absent: all instances";
inline constexpr std::string_view which_requests = "Which requests; absent: all";

template <>
inline constexpr Definition definition<RequestSelector>{
    "requests", "The requests that have one of the task definitions or are one of the services"};
template <>
inline constexpr auto fields<RequestSelector> = table<RequestSelector>(
    field<&RequestSelector::task_definitions>("taskDefinitions", form::texts,
                                              "ARN, family:revision or family")
        .such_as("[web]"),
    field<&RequestSelector::services>("services", form::texts, "Service names").such_as("[api]"));

template <>
inline constexpr Definition definition<AddInstances>{
    "addInstances", "New instances, empty but for the tasks of DAEMON services"};
template <>
inline constexpr auto fields<AddInstances> = table<AddInstances>(
    field<&AddInstances::instance_type>("instanceType", whatif::type_form, of_catalogue)
        .required()
        .such_as("m5.large"),
    field<&AddInstances::count>("count", form::whole(0, whatif::most_added_instances)).defaulted(),
    field<&AddInstances::zones>("availabilityZones", form::texts,
                                "In turn; absent: balanced over the zones of the cluster")
        .such_as("[us-west-2a, us-west-2b]"),
    field<&AddInstances::attributes>("attributes", form::parts,
                                     "Over those that the type and the cluster bring"),
    field<&AddInstances::capacity_provider>("capacityProvider", form::text).such_as("my-provider"));

template <>
inline constexpr Definition definition<RemoveInstances>{
    "removeInstances", "Takes instances away, with what runs there"};
template <>
inline constexpr auto fields<RemoveInstances> = table<RemoveInstances>(
    field<&RemoveInstances::expression>("expression", whatif::expression_form, which_instances)
        .such_as("attribute:stack == dev"),
    field<&RemoveInstances::count>(
        "count", form::whole(0, documents::largest_amount),
        "The first ones in instance order; absent: all that satisfy the expression")
        .such_as("1"));

template <>
inline constexpr Definition definition<DrainInstances>{
    "drainInstances", "Sets instances to DRAINING: what runs there stays, nothing new comes"};
template <>
inline constexpr auto fields<DrainInstances> = table<DrainInstances>(
    field<&DrainInstances::expression>("expression", whatif::expression_form, which_instances)
        .such_as("attribute:stack == prod"),
    field<&DrainInstances::count>(
        "count", form::whole(0, documents::largest_amount),
        "The first ones in instance order; absent: all that satisfy the expression")
        .such_as("1"));

template <>
inline constexpr Definition definition<SwapInstances>{
    "swapInstances", "Replaces instances by new ones of another type in the same zone"};
template <>
inline constexpr auto fields<SwapInstances> = table<SwapInstances>(
    field<&SwapInstances::from>("from", form::text, "The type that goes")
        .required()
        .such_as("m5.large"),
    field<&SwapInstances::to>("to", whatif::type_form, of_catalogue)
        .required()
        .such_as("m6i.large"),
    field<&SwapInstances::count>("count", form::whole(0, documents::largest_amount),
                                 "The first ones in instance order; absent: all of the type")
        .such_as("1"));

template <>
inline constexpr Definition definition<LoseZone>{"loseZone", "A zone is gone with its instances"};
template <>
inline constexpr auto fields<LoseZone> = table<LoseZone>(
    field<&LoseZone::zone>("availabilityZone", form::text).required().such_as("us-west-2a"));

template <>
inline constexpr Definition definition<LoseInstances>{"loseInstances",
                                                      "Instances drawn at random are gone"};
template <>
inline constexpr auto fields<LoseInstances> = table<LoseInstances>(
    field<&LoseInstances::count>("count", form::whole(0, documents::largest_amount)).defaulted(),
    field<&LoseInstances::expression>("expression", whatif::expression_form, which_instances)
        .such_as("attribute:ecs.cpu-architecture == x86_64"),
    field<&LoseInstances::seed>("seed", form::whole(0), "Of the draw; each trial draws anew")
        .such_as("7"));

template <>
inline constexpr Definition definition<ScaleCounts>{"scaleCounts",
                                                    "Numbers of tasks times a factor, rounded up"};
template <>
inline constexpr auto fields<ScaleCounts> = table<ScaleCounts>(
    field<&ScaleCounts::factor>("factor", form::number(0, whatif::largest_factor))
        .defaulted()
        .such_as("1.5"),
    field<&ScaleCounts::requests>("requests", form::part, which_requests));

template <>
inline constexpr Definition definition<ScaleSizes>{
    "scaleSizes", "CPU and memory of each task times a factor, rounded up to CPU units and MiB"};
template <>
inline constexpr auto fields<ScaleSizes> = table<ScaleSizes>(
    field<&ScaleSizes::cpu>("cpu", form::number_above(0, whatif::largest_factor))
        .defaulted()
        .such_as("1.25"),
    field<&ScaleSizes::memory>("memory", form::number_above(0, whatif::largest_factor))
        .defaulted()
        .such_as("1.1"),
    field<&ScaleSizes::requests>("requests", form::part, which_requests));

template <>
inline constexpr Definition definition<SetStrategies>{
    "setStrategies", "Other placement strategies; requests that take none are left alone"};
template <>
inline constexpr auto fields<SetStrategies> = table<SetStrategies>(
    field<&SetStrategies::strategies>("placementStrategy", whatif::strategies_form,
                                      "As in RunTask and CreateService; empty: ECS's default")
        .required(),
    field<&SetStrategies::requests>("requests", form::part, which_requests));

template <>
inline constexpr Definition definition<SetConstraints>{
    "setConstraints", "Other placement constraints; Fargate requests are left alone",
    rule_of<SetConstraints, whatif::check_constraints>};
template <>
inline constexpr auto fields<SetConstraints> = table<SetConstraints>(
    field<&SetConstraints::constraints>("placementConstraints", whatif::constraints_form,
                                        "As in RunTask and CreateService")
        .required(),
    field<&SetConstraints::keep>("keep", form::boolean,
                                 "Add to the request's own constraints in place of replacing them")
        .defaulted(),
    field<&SetConstraints::requests>("requests", form::part, which_requests));

template <>
inline constexpr Definition definition<UseGpuModels>{
    "useGpuModels", "Tasks that ask for GPUs run on instance types with these models alone"};
template <>
inline constexpr auto fields<UseGpuModels> = table<UseGpuModels>(
    field<&UseGpuModels::models>("models", whatif::gpu_models_form,
                                 "As the catalogue names them, such as T4 or A10G")
        .required()
        .such_as("[T4, A10G]"),
    field<&UseGpuModels::requests>("requests", form::part, which_requests));

inline constexpr Choice<RequestOrder> request_orders[] = {
    {"given", RequestOrder::given},
    {"shuffled", RequestOrder::shuffled},
    {"largestFirst", RequestOrder::largest_first},
    {"roundRobin", RequestOrder::round_robin}};

template <>
inline constexpr Definition definition<SetOrder>{
    "setOrder", "The order in which the tasks of the burst are placed"};
template <>
inline constexpr auto fields<SetOrder> = table<SetOrder>(
    field<&SetOrder::order>("order", form::choice<request_orders>).required().such_as("shuffled"));

template <>
inline constexpr Definition definition<SetProviderStrategy>{
    "setCapacityProviderStrategy",
    "Another capacity provider strategy, in place of the launch type, too"};
template <>
inline constexpr auto fields<SetProviderStrategy> = table<SetProviderStrategy>(
    field<&SetProviderStrategy::capacity_providers>("capacityProviderStrategy",
                                                    form::parts_of(1, 20, "at least one provider"),
                                                    "As in RunTask and CreateService")
        .required(),
    field<&SetProviderStrategy::requests>("requests", form::part, which_requests));

template <>
inline constexpr Definition definition<SetManagedScaling>{
    "setManagedScaling", "Over time: managed scaling of capacity providers; what is left out stays",
    rule_of<SetManagedScaling, whatif::check_scaling>};
template <>
inline constexpr auto fields<SetManagedScaling> = table<SetManagedScaling>(
    field<&SetManagedScaling::capacity_providers>("capacityProviders", form::texts,
                                                  "Names; absent: all that have managed scaling")
        .such_as("[my-provider]"),
    field<&SetManagedScaling::target_capacity>("targetCapacity", form::whole(1, 100), "Percent")
        .such_as("90"),
    field<&SetManagedScaling::minimum_step>("minimumScalingStepSize",
                                            form::whole(1, simulate::largest_scaling_step),
                                            "Instances")
        .such_as("1"),
    field<&SetManagedScaling::maximum_step>("maximumScalingStepSize",
                                            form::whole(1, simulate::largest_scaling_step),
                                            "Instances")
        .such_as("10"),
    field<&SetManagedScaling::instance_warmup_seconds>(
        "instanceWarmupPeriod", simulate::warmup_form,
        "A time with a unit, whole seconds up to 10,000: 300s, 5m")
        .such_as("300s"));

template <>
inline constexpr auto fields<GroupSelector> = table<GroupSelector>(
    field<&GroupSelector::auto_scaling_groups>(
        "autoScalingGroups", form::texts,
        "Names; with capacityProviders both are meant, with neither all groups")
        .such_as("[my-group]"),
    field<&GroupSelector::capacity_providers>("capacityProviders", form::texts,
                                              "Names of providers whose groups are meant")
        .such_as("[my-provider]"));

template <>
inline constexpr Definition definition<SetGroupSize>{
    "setGroupSize", "Over time: sizes of Auto Scaling groups; what is left out stays",
    rule_of<SetGroupSize, whatif::check_group_size>};
template <>
inline constexpr auto fields<SetGroupSize> = table<SetGroupSize>(
    field<&SetGroupSize::groups>("groups", form::inlined),
    field<&SetGroupSize::min_size>("minSize", form::whole(0, whatif::most_added_instances))
        .such_as("0"),
    field<&SetGroupSize::max_size>("maxSize", form::whole(0, whatif::most_added_instances))
        .such_as("20"),
    field<&SetGroupSize::desired_capacity>("desiredCapacity",
                                           form::whole(0, whatif::most_added_instances),
                                           "At the start")
        .such_as("2"));

template <>
inline constexpr Definition definition<SetInstanceTypes>{
    "setInstanceTypes", "Over time: what Auto Scaling groups launch"};
template <>
inline constexpr auto fields<SetInstanceTypes> =
    table<SetInstanceTypes>(field<&SetInstanceTypes::groups>("groups", form::inlined),
                            field<&SetInstanceTypes::instance_types>(
                                "instanceTypes", whatif::types_form,
                                "EC2 types of berth's catalogue; the first one is launched")
                                .required()
                                .such_as("[c6i.xlarge, m6i.xlarge]"));

template <>
inline constexpr Definition definition<Edit>{"edit", "One change of the cluster or of the burst"};

template <>
inline constexpr Definition definition<Option>{"option", "One answer to the question of an axis"};
template <>
inline constexpr auto fields<Option> =
    table<Option>(field<&Option::name>("name", form::text, "Unique within the axis")
                      .required()
                      .such_as("every edit"),
                  field<&Option::edits>(
                      "edits", form::parts,
                      "In the order in which they are applied; absent: everything stays as it is"));

template <>
inline constexpr Definition definition<whatif::Range>{
    "range",
    "Options that are named after numbers, both ends included; counts of instances are whole",
    rule_of<whatif::Range, whatif::check_range>};
template <>
inline constexpr auto fields<whatif::Range> = table<whatif::Range>(
    field<&whatif::Range::from>("from", form::number(0, whatif::largest_of_range))
        .required()
        .such_as("0"),
    field<&whatif::Range::to>("to", form::number(0, whatif::largest_of_range))
        .required()
        .such_as("10"),
    field<&whatif::Range::step>("step", form::number_above(0)).defaulted().such_as("5"));

template <>
inline constexpr Definition definition<whatif::AxisInFile>{
    "axis", "One question of the sweep: options that exclude each other",
    rule_of<whatif::AxisInFile, whatif::check_axis>,
    R"("dependentRequired": {"range": ["edit"], "edit": ["range"]})"};
template <>
inline constexpr auto fields<whatif::AxisInFile> = table<whatif::AxisInFile>(
    field<&whatif::AxisInFile::name>("name", form::text, "Unique within the file")
        .required()
        .such_as("fleet"),
    field<&whatif::AxisInFile::options>("options", form::parts,
                                        "At least one, unless a range or loseEachZone gives them"),
    field<&whatif::AxisInFile::range>("range", form::part),
    field<&whatif::AxisInFile::edit, Effect::never>(
        "edit", form::own(whatif::ranged_edit_functions),
        "Of every number of the range: it leaves out the count or factor")
        .such_as("{addInstances: {instanceType: m5.xlarge}}"),
    field<&whatif::AxisInFile::lose_each_zone>(
        "loseEachZone", form::boolean,
        "An option per availability zone of the cluster, named as the zone, after `options`"));

// An expanded sweep has an option for each zone that is lost.
template <>
inline constexpr auto fields<Axis> =
    table<Axis>(field<&Axis::name>("name"), field<&Axis::options>("options"),
                field<&Axis::lose_each_zone, Effect::never>("loseEachZone"));

inline constexpr Own axes_functions =
    own_form<std::vector<Axis>, whatif::read_axes, whatif::write_axes>(
        nullptr, {}, &record_of<whatif::AxisInFile>, true);

inline constexpr Choice<SweepMode> sweep_modes[] = {
    {"grid", SweepMode::grid}, {"sample", SweepMode::sample}, {"list", SweepMode::list}};

template <>
inline constexpr auto fields<Sweep> = table<Sweep>(
    field<&Sweep::title, Effect::never>("title", form::any_text)
        .such_as("Every member of a what-if file"),
    field<&Sweep::mode>(
        "mode", form::choice<sweep_modes>,
        "Every combination of options, a random sample of them, or those of `points`")
        .defaulted(),
    field<&Sweep::axes>("axes", form::own(axes_functions, 0, whatif::most_axes),
                        "The last one turns fastest"),
    field<&Sweep::sample_size>("sampleSize", form::whole(1, whatif::most_sampled_points),
                               "Of `mode: sample`")
        .alternative()
        .such_as("100"),
    field<&Sweep::sample_seed>("sampleSeed", form::whole(0)).defaulted(),
    field<&Sweep::list>("list"),
    field<&Sweep::trials>("trials", form::whole(1, whatif::most_trials),
                          "How often each point is solved, each time with another seed")
        .defaulted(),
    field<&Sweep::seed>("seed", form::whole(0), "Of the first trial").such_as("42"),
    field<&Sweep::replace_displaced>("replaceDisplaced", form::boolean,
                                     "Tasks of instances that are gone join the burst, first")
        .defaulted(),
    field<&Sweep::registration>("registration", form::inlined));

template <>
inline constexpr Definition definition<whatif::SweepInFile>{
    "sweep",
    "Edits of a cluster and of a burst along axes, solved for every combination. Written as YAML "
    "or JSON.",
    rule_of<whatif::SweepInFile, whatif::check_points>};
template <>
inline constexpr auto fields<whatif::SweepInFile> = table<whatif::SweepInFile>(
    field<&whatif::SweepInFile::sweep>("sweep", form::inlined),
    field<&whatif::SweepInFile::points, Effect::never>(
        "points", form::parts_by(whatif::point_functions),
        "Of `mode: list`: the name of an option by the name of an axis; an axis that is left out "
        "has its first option")
        .alternative()
        .such_as("[{fleet: every edit}]"));

}  // namespace berth::host::record
