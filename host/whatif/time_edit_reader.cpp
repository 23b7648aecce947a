#include "whatif/time_edit_reader.hpp"

#include "simulate/scaling_members.hpp"
#include "whatif/placement_yaml.hpp"
#include "whatif/sweep_checks.hpp"
#include "whatif/time_edits.hpp"

namespace berth::host::whatif {

namespace {

using yaml::Member;
using yaml::Value;

constexpr Member<SetManagedScaling> set_managed_scaling_members[] = {
    {"capacityProviders",
     [](const Value& value, SetManagedScaling& edit) {
         edit.capacity_providers = yaml::read_texts(value);
     }},
    simulate::scaling_members<SetManagedScaling>[0],
    simulate::scaling_members<SetManagedScaling>[1],
    simulate::scaling_members<SetManagedScaling>[2],
    simulate::scaling_members<SetManagedScaling>[3],
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

}  // namespace berth::host::whatif
