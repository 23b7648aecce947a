// Every form that an instance takes in some scenario, built once and then referred to by number.
//
// Scenarios share most of their instances. An edit turns one form into another, always the same
// one, so a scenario is a list of numbers and tens of thousands of scenarios share the forms.
// Instances have `#` in their ARN where an edit changed them: it comes before every character that
// ECS uses there, so that they keep their place in instance order.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "berth/query.hpp"
#include "berth/snapshot.hpp"
#include "berth/what_if.hpp"
#include "model/new_instances.hpp"
#include "whatif/daemon_tasks.hpp"

namespace berth::host::whatif {

using InstanceId = std::uint32_t;

struct InstanceForm {
    ContainerInstance instance;
    std::vector<Task> tasks;  ///< of the snapshot or of DAEMON services, counting ones and others
};

/// Number of a name of a type or zone; 0 stands for none.
using NameId = std::uint32_t;

class InstancePool {
   public:
    /// Keeps references to both; they must outlive this.
    InstancePool(const Snapshot& base, const Sweep& sweep, std::vector<Warning>& warnings);

    /// The base's instances in instance order are the forms 0 to base_count() - 1.
    std::size_t base_count() const { return base_count_; }
    const InstanceForm& operator[](InstanceId id) const { return forms_[id]; }

    /// What edits read of every instance of every scenario, kept close together.
    NameId type(InstanceId id) const { return marks_[id].type; }
    NameId zone(InstanceId id) const { return marks_[id].zone; }
    NameId name(const std::string& text);

    /// The base instance whose tasks run on it; `no_base` = none.
    static constexpr InstanceId no_base = static_cast<InstanceId>(-1);
    InstanceId base_of(InstanceId id) const { return marks_[id].base; }

    InstanceId drained(InstanceId id);
    InstanceId swapped(InstanceId id, const std::string& to);

    /// Kind of instance that an edit of the sweep adds: equal for edits that add equal instances.
    std::size_t kind_of(const AddInstances& edit) const;

    /// The `number`th instance, from 0, of a kind in a zone. The text may be empty: no zone.
    InstanceId added(std::size_t kind, const std::string& zone, std::uint32_t number);

    /// Whether an expression holds for instances before the burst. Each is asked once.
    class Filter {
       public:
        bool holds(InstanceId id);

       private:
        friend class InstancePool;
        Filter(const InstancePool& pool, std::optional<Expression> expression)
            : pool_(&pool), expression_(std::move(expression)) {}

        const InstancePool* pool_;
        std::optional<Expression> expression_;  // absent = holds for all
        std::vector<std::int8_t> known_;        // [forms] -1 = not asked yet
    };

    /// Kept as long as the pool. The empty expression holds for every instance.
    Filter& filter(const std::string& expression);

    /// The base without its instances and their tasks.
    const Snapshot& frame() const { return frame_; }

    /// An ARN that none of the cluster's instances has.
    std::string unused_arn() const { return new_instances_.arn_prefix() + "what-if-none"; }

   private:
    // A kind of new instance, and how many kinds of the type come before it in the sweep.
    struct Kind {
        AddInstances like;
        std::size_t number = 0;
    };

    struct Marks {
        NameId type = 0;
        NameId zone = 0;
        InstanceId base = no_base;
    };

    void add_base(const Snapshot& base);
    void add_kind(const AddInstances& edit);
    std::string arn_of(const Kind& kind, const std::string& zone, std::uint32_t number) const;
    InstanceForm make_added(const Kind& kind, const std::string& zone) const;
    InstanceId add(InstanceForm form, InstanceId base = no_base);
    NameId name(const ContainerInstance& instance, std::string_view attribute);

    Snapshot frame_;
    model::NewInstances new_instances_;
    DaemonTasks daemon_tasks_;
    std::deque<InstanceForm> forms_;
    std::vector<Marks> marks_;  // [forms]
    std::unordered_map<std::string, NameId> names_ = {{"", 0}};
    std::size_t base_count_ = 0;
    std::unordered_map<InstanceId, InstanceId> drained_;
    std::map<std::pair<InstanceId, std::string>, InstanceId> swapped_;
    std::vector<Kind> kinds_;
    std::map<std::pair<std::size_t, std::string>, std::vector<InstanceId>> added_;
    std::map<std::string, Filter, std::less<>> filters_;
};

}  // namespace berth::host::whatif
