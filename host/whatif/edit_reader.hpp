// An edit of a what-if file that leaves out a number, for a range to set it.
#pragma once

#include "berth/what_if.hpp"
#include "yaml/value.hpp"

namespace berth::host::whatif {

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

}  // namespace berth::host::whatif
