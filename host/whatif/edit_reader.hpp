// One edit of a what-if file: a map with a single member that says which.
#pragma once

#include <string_view>
#include <vector>

#include "berth/what_if.hpp"
#include "yaml/value.hpp"

namespace berth::host::whatif {

using yaml::KnownMembers;

Edit read_edit(const yaml::Value& value);

/// Reads an edit that leaves out a number, for a range to set it.
class RangedEdit {
   public:
    explicit RangedEdit(const yaml::Value& value);

    /// Whether the range's numbers have to be whole: they count instances.
    bool counts() const { return counts_; }

    /// The edit with its count or factor; of `scaleSizes` with those of `cpu` and `memory` that the
    /// file leaves out.
    Edit at(double number) const;

   private:
    Edit edit_;
    bool counts_ = false;
    bool sets_cpu_ = false;
    bool sets_memory_ = false;
};

/// The kinds of edits, as files name them.
std::vector<std::string_view> edit_names();

void list_edit_members(KnownMembers& known);

}  // namespace berth::host::whatif
