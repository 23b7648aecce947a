// What new instances register, in files written by hand.
#pragma once

#include <string>

#include "berth/catalogue.hpp"
#include "documents/placement_reader.hpp"
#include "record/field.hpp"

namespace berth::host::documents {

/// The type of that name. Throws InputError with names that begin the same way.
const InstanceType& require_instance_type(const std::string& name);

/// The same as a rule for texts.
void check_instance_type(const std::string& name);

/// The memory factor and the names of types. Throws InputError.
void check_registration(const Registration& registration);

}  // namespace berth::host::documents

namespace berth::host::record {

template <>
inline constexpr Definition definition<RegisteredAmounts>{"registeredAmounts",
                                                          "What an instance of the type registers"};
template <>
inline constexpr auto fields<RegisteredAmounts> = table<RegisteredAmounts>(
    field<&RegisteredAmounts::cpu_units>("cpu", form::whole(1, documents::largest_amount),
                                         "CPU units")
        .such_as("4096"),
    field<&RegisteredAmounts::memory_mib>("memory", form::whole(1, documents::largest_amount),
                                          "MiB")
        .such_as("15700"));

template <>
inline constexpr auto fields<Registration> = table<Registration>(
    field<&Registration::memory_factor>("registeredMemoryFactor", form::number_above(0, 1),
                                        "Part of its nominal memory that a new instance registers")
        .defaulted(),
    field<&Registration::types>("registered",
                                form::named("m5.xlarge").checked_by(documents::check_instance_type),
                                "By instance type, in place of what the catalogue and the factor "
                                "give"));

}  // namespace berth::host::record
