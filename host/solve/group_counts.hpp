// Tasks per group and instance.
//
// Most groups run on few instances, so a group starts as a short sorted list and becomes a column
// only when it is on many: a burst of 100,000 families on 10,000 instances stays small, and a
// service on every instance is read in O(1).
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "compile/compiled_problem.hpp"

namespace berth::host::solve {

class GroupCounts {
   public:
    GroupCounts(std::size_t groups, std::size_t instances)
        : instances_(instances), groups_(groups) {}

    /// From now on, tasks of groups that nothing asks about are not counted.
    void ignore(compile::GroupId group) { groups_[group].is_ignored = true; }

    std::int32_t get(compile::GroupId group, std::size_t instance) const {
        const Entry& entry = groups_[group];
        if (!entry.column.empty()) return entry.column[instance];
        const auto found = std::ranges::lower_bound(entry.few, instance, {}, &Few::first);
        return found != entry.few.end() && found->first == instance ? found->second : 0;
    }

    void add(compile::GroupId group, std::size_t instance) {
        Entry& entry = groups_[group];
        if (entry.is_ignored) return;
        if (!entry.column.empty()) {
            ++entry.column[instance];
            return;
        }
        const auto found = std::ranges::lower_bound(entry.few, instance, {}, &Few::first);
        if (found != entry.few.end() && found->first == instance) {
            ++found->second;
            return;
        }
        entry.few.insert(found, {static_cast<std::uint32_t>(instance), 1});
        if (entry.few.size() > few_at_most) make_column(entry);
    }

    /// One task of the group, which runs there, has ended.
    void remove(compile::GroupId group, std::size_t instance) {
        Entry& entry = groups_[group];
        if (entry.is_ignored) return;
        if (!entry.column.empty()) {
            --entry.column[instance];
            return;
        }
        const auto found = std::ranges::lower_bound(entry.few, instance, {}, &Few::first);
        if (--found->second == 0) entry.few.erase(found);
    }

   private:
    using Few = std::pair<std::uint32_t, std::int32_t>;
    static constexpr std::size_t few_at_most = 32;

    struct Entry {
        std::vector<Few> few;              // sorted by instance; empty once there is a column
        std::vector<std::int32_t> column;  // [instance]
        bool is_ignored = false;
    };

    void make_column(Entry& entry) {
        entry.column.assign(instances_, 0);
        for (const auto& [instance, count] : entry.few) entry.column[instance] = count;
        entry.few = {};
    }

    std::size_t instances_;
    std::vector<Entry> groups_;
};

}  // namespace berth::host::solve
