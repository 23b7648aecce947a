// Forms of values in files: what a member may be, as data. host/yaml/record_reader.hpp reads values
// by them, host/json/record_schema.hpp describes them.
//
// A folder has forms of its own where a value needs what it knows: whatever has such two functions
// is a form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace berth::host::record {

inline constexpr std::int64_t largest_whole = std::numeric_limits<std::int64_t>::max();

/// A member that no file has.
struct Unwritten {};

struct Text {
    bool may_be_empty = false;
};

/// Texts that are not empty.
struct Texts {
    std::size_t least = 0;  ///< for the description alone
};

struct Boolean {};

struct Whole {
    std::int64_t least = 0;
    std::int64_t most = largest_whole;
};

/// A map with the members of the record's table.
struct Part {};

/// A list of such maps.
struct Parts {
    std::size_t least = 0;
    std::size_t most = 0;            ///< for the description alone; 0 = any number
    std::string_view expected = "";  ///< where there are too few
};

/// The members of the record stand among those of the one that it is part of.
struct Inline {};

}  // namespace berth::host::record
