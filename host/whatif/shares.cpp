#include "whatif/shares.hpp"

#include <span>

namespace berth::host::whatif {

namespace {

// Part of a whole, compared without rounding.
struct Best {
    std::uint64_t part = 0;
    std::uint64_t whole = 1;
    std::size_t group = npos;
    std::size_t place = 0;

    void offer(const MetricsContext& context, const Best& other) {
        const std::uint64_t mine = part * other.whole;
        const std::uint64_t theirs = other.part * whole;
        if (theirs < mine) return;
        if (theirs == mine && group != npos &&
            context.name_rank[group] <= context.name_rank[other.group]) {
            return;
        }
        *this = other;
    }

    LargestShare named(const MetricsContext& context, const std::string& place_name) const {
        return {static_cast<double>(part) / static_cast<double>(whole),
                context.problem.groups[group], place_name};
    }
};

// Counts the tasks of one group at a time; all counts are 0 in between.
class GroupCounter {
   public:
    GroupCounter(const MetricsContext& context, const PlacedState& state)
        : context_(context),
          state_(state),
          on_place_(context.zone.size(), 0),
          in_zone_(context.zones.size(), 0) {}

    void offer_group(std::size_t group, Best& on_instance, Best& in_zone) {
        std::uint64_t whole = 0;
        for_each_task(group, [&](std::uint32_t place) {
            ++on_place_[place];
            ++in_zone_[context_.zone[place]];
            ++whole;
        });
        if (whole >= 2) {
            if (const Best best = largest_instance(group, whole); best.part > 0) {
                on_instance.offer(context_, best);
            }
            in_zone.offer(context_, largest_zone(group, whole));
        }
        for_each_task(group, [&](std::uint32_t place) {
            on_place_[place] = 0;
            in_zone_[context_.zone[place]] = 0;
        });
    }

   private:
    template <typename Visit>
    void for_each_task(std::size_t group, const Visit& visit) const {
        const std::size_t n = context_.instance_count();
        for (const std::uint32_t place : context_.running[group]) {
            if (place >= n || state_.present.test(place)) visit(place);
        }
        for (const std::uint32_t place : state_.placed[group]) visit(place);
    }

    Best largest_instance(std::size_t group, std::uint64_t whole) const {
        Best best{0, whole, group, 0};
        for_each_task(group, [&](std::uint32_t place) {
            if (place >= context_.instance_count()) return;
            const std::uint64_t part = on_place_[place];
            if (part > best.part || (part == best.part && place < best.place)) {
                best.part = part;
                best.place = place;
            }
        });
        return best;
    }

    Best largest_zone(std::size_t group, std::uint64_t whole) const {
        Best best{0, whole, group, 0};
        for (std::size_t z = 0; z < in_zone_.size(); ++z) {
            if (in_zone_[z] <= best.part) continue;
            best.part = in_zone_[z];
            best.place = z;
        }
        return best;
    }

    const MetricsContext& context_;
    const PlacedState& state_;
    std::vector<std::uint64_t> on_place_;  // [N + Z]
    std::vector<std::uint64_t> in_zone_;   // [Z]
};

}  // namespace

LargestShares largest_shares(const MetricsContext& context, const PlacedState& state) {
    GroupCounter counter(context, state);
    Best on_instance;
    Best in_zone;
    for (std::size_t g = 0; g < context.problem.groups.size(); ++g) {
        if (!state.placed[g].empty()) counter.offer_group(g, on_instance, in_zone);
    }
    LargestShares shares;
    if (on_instance.group != npos) {
        shares.on_instance =
            on_instance.named(context, context.problem.instances[on_instance.place]->arn);
    }
    if (in_zone.group != npos)
        shares.in_zone = in_zone.named(context, context.zones[in_zone.place]);
    return shares;
}

}  // namespace berth::host::whatif
