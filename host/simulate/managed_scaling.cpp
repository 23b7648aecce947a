#include "berth/simulate.hpp"

namespace berth {

ManagedScaling ManagedScalingChange::applied_to(const ManagedScaling& settings) const {
    return {target_capacity.value_or(settings.target_capacity),
            minimum_step.value_or(settings.minimum_step),
            maximum_step.value_or(settings.maximum_step),
            instance_warmup_seconds.value_or(settings.instance_warmup_seconds)};
}

LaunchDelays LaunchDelaysChange::applied_to(const LaunchDelays& delays) const {
    return {launch.value_or(delays.launch), registration.value_or(delays.registration)};
}

}  // namespace berth
