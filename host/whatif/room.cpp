#include "whatif/room.hpp"

#include <algorithm>
#include <limits>

#include "solve/cpu/vectors.hpp"

namespace berth::host::whatif {

namespace {

using compile::BitPlane;
using compile::TaskClass;
using kernels::Resource;

// The shapes that a scenario's requests have.
struct WantedShapes {
    std::vector<std::size_t> asked;          // distinct, of requests that ask for a task
    std::vector<std::size_t> of_definition;  // [D] npos = none
};

WantedShapes wanted_shapes(const MetricsContext& context, const Scenario& scenario) {
    const std::size_t positions =
        scenario.requests ? scenario.requests->size() : context.problem.burst.size();
    WantedShapes wanted;
    wanted.of_definition.assign(context.definition_count, npos);
    std::vector<std::size_t> best_request(context.definition_count, npos);
    std::vector<bool> seen(context.shapes.size(), false);
    for (std::size_t p = 0; p < positions; ++p) {
        const std::size_t request = context.request_at(scenario, p);
        const std::size_t shape = context.problem.request_shapes[request];
        const std::size_t outcome = context.batch.outcomes[request];
        if (outcome < context.definition_of_request.size()) {
            const std::size_t definition = context.definition_of_request[outcome];
            if (outcome < best_request[definition]) {
                best_request[definition] = outcome;
                wanted.of_definition[definition] = shape;
            }
        }
        const auto count = scenario.requests ? std::int64_t{(*scenario.requests)[p].count}
                                             : context.problem.burst[request].count;
        if (count == 0 || seen[shape]) continue;
        seen[shape] = true;
        wanted.asked.push_back(shape);
    }
    return wanted;
}

class RoomCounter {
   public:
    RoomCounter(const MetricsContext& context, const PlacedState& state)
        : context_(context), state_(state), fitting_(context.instance_count()) {}

    // The instances that take one more task of the shape, valid until the next call.
    const BitPlane& fitting(const ShapeFacts& shape) {
        BitPlane within = *shape.eligible;
        within &= state_.present;
        solve::cpu::vectors::covering(state_.left, shape.asked, within.data(), fitting_.data());
        const TaskClass& task_class = *shape.task_class;
        if (task_class.needs.gpus_all > 0 || !task_class.needs.ports.empty()) {
            drop_if([&](std::size_t i) {
                return gpus_asked(task_class, i) > gpus_left(i) ||
                       !state_.has_ports(context_, task_class, i);
            });
        }
        if (task_class.distinct_instance) drop_those_with(task_class.group);
        return fitting_;
    }

    // Sum over instances of how many more fit, at most room_limit.
    std::uint64_t count(const ShapeFacts& shape, const BitPlane& plane) const {
        std::uint64_t sum = 0;
        for (std::size_t w = 0; w < plane.word_count(); ++w) {
            compile::for_each_bit(plane.word(w), w, [&](std::size_t i) {
                sum = std::min(sum + fits_on(*shape.task_class, i), room_limit);
            });
        }
        return sum;
    }

   private:
    std::int64_t gpus_left(std::size_t i) const {
        return state_.left[i / 64][Resource::gpu][i % 64];
    }
    std::int64_t gpus_asked(const TaskClass& task_class, std::size_t i) const {
        return task_class.needs.gpus_on(context_.problem.columns.gpus_registered[i]);
    }

    template <typename Drop>
    void drop_if(const Drop& drop) {
        for (std::size_t w = 0; w < fitting_.word_count(); ++w) {
            compile::for_each_bit(fitting_.word(w), w, [&](std::size_t i) {
                if (drop(i)) fitting_.clear(i);
            });
        }
    }

    void drop_those_with(compile::GroupId group) {
        for (const auto places : {context_.running[group], state_.placed[group]}) {
            for (const std::uint32_t place : places) {
                if (place < context_.instance_count()) fitting_.clear(place);
            }
        }
    }

    // On an instance that takes at least one.
    std::uint64_t fits_on(const TaskClass& task_class, std::size_t i) const {
        if (task_class.distinct_instance || !task_class.needs.ports.empty()) return 1;
        const kernels::Amounts left = state_.left[i / 64].get(i % 64);
        // 32 bits, since most of the time of a scenario's metrics goes into these quotients.
        std::uint32_t fits = room_limit;
        const auto bound = [&](std::int32_t has, std::int64_t asked) {
            if (asked <= 0) return;
            fits =
                std::min(fits, static_cast<std::uint32_t>(has) / static_cast<std::uint32_t>(asked));
        };
        const std::int32_t gpus = context_.problem.columns.gpus_registered[i];
        for (std::uint32_t r = 0; r < kernels::resource_count; ++r) {
            const auto resource = Resource(r);
            if (!left.is_limited(resource)) continue;
            bound(left[resource], task_class.needs.amount_on(resource, gpus));
        }
        return fits;
    }

    const MetricsContext& context_;
    const PlacedState& state_;
    BitPlane fitting_;
};

void add(BitPlane& all, const BitPlane& more) {
    for (std::size_t w = 0; w < all.word_count(); ++w) all.word(w) |= more.word(w);
}

}  // namespace

Room room_after(const MetricsContext& context, const Scenario& scenario, const PlacedState& state) {
    const WantedShapes wanted = wanted_shapes(context, scenario);
    RoomCounter counter(context, state);
    Room room{std::vector<std::uint64_t>(context.definition_count, 0),
              BitPlane(context.instance_count()), false};
    for (const std::size_t s : wanted.asked) {
        const ShapeFacts& shape = context.shapes[s];
        if (shape.fargate || shape.daemon) continue;
        room.has_requests = true;
        add(room.takes_more, counter.fitting(shape));
    }
    for (std::size_t d = 0; d < context.definition_count; ++d) {
        if (wanted.of_definition[d] == npos) continue;
        const ShapeFacts& shape = context.shapes[wanted.of_definition[d]];
        if (shape.daemon) continue;
        room.fits[d] = shape.fargate ? room_limit : counter.count(shape, counter.fitting(shape));
    }
    return room;
}

}  // namespace berth::host::whatif
