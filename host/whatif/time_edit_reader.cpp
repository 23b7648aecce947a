#include "whatif/time_edit_reader.hpp"

#include <chrono>

#include "simulate/duration_text.hpp"
#include "whatif/placement_yaml.hpp"
#include "whatif/sweep_checks.hpp"
#include "whatif/time_edits.hpp"

namespace berth::whatif {

namespace {

using yaml::Member;
using yaml::Value;

// A time with a unit, as simulation files have it.
std::int64_t read_seconds(const Value& value) {
    SimulationTime time{0};
    const std::string text = value.text();
    value.located([&] { time = simulation::parse_duration(text); });
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    if (seconds != time) value.fail_expected("whole seconds");
    return seconds.count();
}

constexpr Member<SetManagedScaling> set_managed_scaling_members[] = {
    {"capacityProviders",
     [](const Value& value, SetManagedScaling& edit) {
         edit.capacity_providers = yaml::read_texts(value);
     }},
    {"targetCapacity",
     [](const Value& value, SetManagedScaling& edit) {
         edit.target_capacity = value.integer(1, 100);
     }},
    {"minimumScalingStepSize",
     [](const Value& value, SetManagedScaling& edit) {
         edit.minimum_step = value.integer(1, largest_scaling_step);
     }},
    {"maximumScalingStepSize",
     [](const Value& value, SetManagedScaling& edit) {
         edit.maximum_step = value.integer(1, largest_scaling_step);
     }},
    {"instanceWarmupPeriod",
     [](const Value& value, SetManagedScaling& edit) {
         edit.instance_warmup_seconds = read_seconds(value);
     }},
};

template <class Kind>
void read_group_names(const Value& value, Kind& edit) {
    edit.groups.auto_scaling_groups = yaml::read_texts(value);
}

template <class Kind>
void read_providers_of_groups(const Value& value, Kind& edit) {
    edit.groups.capacity_providers = yaml::read_texts(value);
}

template <std::optional<std::int64_t> SetGroupSize::*size>
void read_size(const Value& value, SetGroupSize& edit) {
    edit.*size = value.integer(0, most_added_instances);
}

constexpr Member<SetGroupSize> set_group_size_members[] = {
    {"autoScalingGroups", read_group_names},
    {"capacityProviders", read_providers_of_groups},
    {"minSize", read_size<&SetGroupSize::min_size>},
    {"maxSize", read_size<&SetGroupSize::max_size>},
    {"desiredCapacity", read_size<&SetGroupSize::desired_capacity>},
};

constexpr Member<SetInstanceTypes> set_instance_types_members[] = {
    {"autoScalingGroups", read_group_names},
    {"capacityProviders", read_providers_of_groups},
    {"instanceTypes",
     [](const Value& value, SetInstanceTypes& edit) {
         for (const Value& element : value.elements()) {
             edit.instance_types.push_back(read_instance_type(element));
         }
         if (edit.instance_types.empty()) value.fail_expected("at least one type");
     },
     true},
};

template <class Kind, std::size_t size>
Edit read_kind(const Value& value, const Member<Kind> (&members)[size],
               void (*check)(const Kind& edit)) {
    Kind edit;
    yaml::read_members(value, members, edit);
    value.located([&] { check(edit); });
    return edit;
}

}  // namespace

Edit read_set_managed_scaling(const Value& value) {
    return read_kind(value, set_managed_scaling_members, check_scaling);
}

Edit read_set_group_size(const Value& value) {
    return read_kind(value, set_group_size_members, check_group_size);
}

Edit read_set_instance_types(const Value& value) {
    SetInstanceTypes edit;
    yaml::read_members(value, set_instance_types_members, edit);
    return edit;
}

void list_time_edit_members(KnownMembers& known) {
    known["setManagedScaling"] = yaml::names_of(set_managed_scaling_members);
    known["setGroupSize"] = yaml::names_of(set_group_size_members);
    known["setInstanceTypes"] = yaml::names_of(set_instance_types_members);
}

}  // namespace berth::whatif
