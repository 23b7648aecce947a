#include "capacity/binding_reason.hpp"

#include <utility>

#include "model/resource.hpp"

namespace berth::host::capacity {

std::optional<Reason> binding_reason(const ReasonTally& tally) {
    std::optional<Reason> best;
    const auto weight = [&](Reason reason) {
        return std::pair(model::words_of(reason).is_resource,
                         tally[static_cast<std::size_t>(reason)]);
    };
    for (std::size_t r = 0; r < reason_count; ++r) {
        const auto reason = static_cast<Reason>(r);
        if (tally[r] > 0 && (!best || weight(reason) >= weight(*best))) best = reason;
    }
    return best;
}

}  // namespace berth::host::capacity
