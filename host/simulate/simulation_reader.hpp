// What the reader of simulation files knows.
#pragma once

#include "simulate/time_reader.hpp"

namespace berth::host::simulate {

/// The members of every map of a simulation file, for the tests of its schema and skeleton.
KnownMembers known_members();

}  // namespace berth::host::simulate
