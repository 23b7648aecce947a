// Why a scaling decision was taken, in sentences. External interface is just explain_decision().
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "berth/simulate.hpp"

namespace berth {

namespace host::simulate {

namespace {

using Bound = ScalingDecision::Bound;

std::string counted(std::int64_t number, std::string_view noun) {
    return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string listed(const std::vector<std::string>& parts) {
    if (parts.size() < 2) return parts.empty() ? "" : parts.front();
    const auto last = parts.end() - 1;
    return fmt::format("{} and {}", fmt::join(parts.begin(), last, ", "), *last);
}

class Explanation {
   public:
    Explanation(const SimulationResult& result, const ScalingDecision& decision)
        : decision_(decision),
          model_(result.simulation.model),
          kinds_(result.task_kinds),
          provider_(result.providers.at(decision.provider)),
          scaling_(provider_.managed_scaling.value_or(ManagedScaling{})) {}

    std::string text() const { return wanted() + left_out() + ' ' + metric() + ' ' + action(); }

   private:
    bool counts_all() const {
        return model_.estimate_base == ScalingModel::EstimateBase::all_instances &&
               decision_.estimate > 0;
    }

    std::int64_t base_count() const {
        return counts_all() ? decision_.instances : decision_.used_instances;
    }

    std::string base() const {
        const std::int64_t count = base_count();
        if (counts_all()) {
            return count == 0 ? "the group has no instance"
                              : fmt::format("the group has {}", counted(count, "instance"));
        }
        if (count == 0) return "no instance runs a task";
        return fmt::format("{} run{}", counted(count, "instance"),
                           count == 1 ? "s a task" : " tasks");
    }

    std::string waiting(const ScalingEstimate& part) const {
        return fmt::format("{} of {}",
                           counted(static_cast<std::int64_t>(part.tasks), "waiting task"),
                           kinds_.at(part.kind).task_definition);
    }

    // "M = 7 because 5 instances run tasks and 12 waiting tasks of web:3 need 2 more (on m5.large)"
    std::string wanted() const {
        std::vector<std::string> reasons = {base()};
        std::int64_t sum = 0;
        std::int64_t largest = 0;
        for (const ScalingEstimate& part : decision_.estimates) {
            const auto instances = static_cast<std::int64_t>(part.instances);
            if (instances == 0) continue;
            reasons.push_back(fmt::format("{} need{} {} more (on {})", waiting(part),
                                          part.tasks == 1 ? "s" : "", instances,
                                          part.largest_type));
            sum += instances;
            largest = std::max(largest, instances);
        }
        if (decision_.estimates.empty()) reasons.emplace_back("no task waits");
        std::string text = fmt::format("M = {} because {}", decision_.wanted, listed(reasons));
        if (decision_.estimate != sum) {
            text += decision_.estimate == largest
                        ? "; only the largest of these needs counts"
                        : fmt::format("; together {} more", decision_.estimate);
        }
        return text + step() + '.';
    }

    // What made M another number than its parts add up to.
    std::string step() const {
        const std::int64_t added = decision_.wanted - base_count();
        if (decision_.estimate == 0 || added == decision_.estimate) return {};
        if (model_.from_zero && decision_.instances == 0 && decision_.wanted == *model_.from_zero) {
            return fmt::format("; from an empty group the model starts {}", *model_.from_zero);
        }
        if (added > decision_.estimate) {
            return fmt::format("; a step is of {} at least",
                               counted(scaling_.minimum_step, "instance"));
        }
        return fmt::format("; a step is of {} at most", counted(scaling_.maximum_step, "instance"));
    }

    std::string left_out() const {
        std::string text;
        for (const ScalingEstimate& part : decision_.estimates) {
            if (part.unfit_type.empty()) continue;
            text +=
                fmt::format(" {} {} left out: the smallest type of the group, {}, cannot hold one.",
                            waiting(part), part.tasks == 1 ? "is" : "are", part.unfit_type);
        }
        return text;
    }

    std::string metric() const {
        const std::string value = fmt::format("{:.4g} %", decision_.metric);
        const std::string target = fmt::format("target {} %", scaling_.target_capacity);
        if (decision_.instances > 0) {
            return fmt::format("N = {}, so the metric is {} ({}).", decision_.instances, value,
                               target);
        }
        return fmt::format("N = 0, where the metric is {} by definition ({}).",
                           decision_.metric > 100 ? "200 % with M > 0" : "100 % with M = 0",
                           target);
    }

    std::string action() const {
        const std::int64_t before = decision_.desired_before;
        const std::int64_t after = decision_.desired_after;
        if (after == before) return rest();
        return fmt::format("The group {} from {} to {}{}.", after > before ? "grows" : "shrinks",
                           before, after, bound_clause());
    }

    // Why the group went just so far.
    std::string bound_clause() const {
        switch (decision_.bound) {
            case Bound::none:
                return {};
            case Bound::minimum_step:
                return fmt::format(", by the minimum step of {}",
                                   counted(scaling_.minimum_step, "instance"));
            case Bound::maximum_step:
                return fmt::format(", by the maximum step of {}",
                                   counted(scaling_.maximum_step, "instance"));
            case Bound::group_maximum:
                return ", its maximum size";
            case Bound::group_minimum:
                return ", its minimum size";
            case Bound::share:
                return fmt::format(", as a step takes away less than {:.4g} % of it",
                                   100 * model_.scale_in_share);
            case Bound::protection:
                return ", as instances that run tasks are protected";
            case Bound::warmup:
                return ", as instances are warming up";
        }
        return {};
    }

    // Why nothing changed.
    std::string rest() const {
        const auto target = static_cast<double>(scaling_.target_capacity);
        if (decision_.metric == target) return "That is the target, so the group stays as it is.";
        const bool is_above = decision_.metric > target;
        const std::uint32_t needed =
            is_above ? model_.scale_out_datapoints : model_.scale_in_datapoints;
        if (decision_.datapoints < needed) {
            return fmt::format("{} of {} {} the target so far.", decision_.datapoints,
                               counted(needed, "datapoint"), is_above ? "above" : "below");
        }
        return fmt::format("The group stays at {}{}.", decision_.desired_before, bound_clause());
    }

    const ScalingDecision& decision_;
    const ScalingModel& model_;
    const std::vector<TaskKind>& kinds_;
    const SimulatedProvider& provider_;
    const ManagedScaling scaling_;
};

}  // namespace

}  // namespace host::simulate

std::string explain_decision(const SimulationResult& result, const ScalingDecision& decision) {
    return host::simulate::Explanation(result, decision).text();
}

}  // namespace berth
