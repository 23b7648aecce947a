// How the event log and the answers name events and reasons.
#include <array>
#include <cstddef>

#include "berth/simulate.hpp"

namespace berth {

namespace {

// In the order of EventKind.
constexpr std::array<std::string_view, static_cast<std::size_t>(EventKind::ended) + 1> event_names =
    {
        "taskRefused",
        "taskProvisioning",
        "taskPending",
        "taskRunning",
        "taskStopping",
        "taskStopped",
        "instanceLaunching",
        "instanceInService",
        "instanceRegistered",
        "instanceDraining",
        "instanceTerminated",
        "instanceLost",
        "metric",
        "scaleOut",
        "scaleIn",
        "serviceUnplaced",
        "deploymentStarted",
        "deploymentCompleted",
        "ended",
};

// In the order of StopReason.
constexpr std::array<std::string_view, static_cast<std::size_t>(StopReason::simulation_ended) + 1>
    reason_names = {
        "none",
        "finished",
        "asked",
        "noCapacity",
        "noInstances",
        "provisioningLimit",
        "provisioningTimeout",
        "instanceGone",
        "serviceScaledIn",
        "simulationEnded",
};

}  // namespace

std::string_view to_string(EventKind kind) {
    return event_names[static_cast<std::size_t>(kind)];
}

std::string_view to_string(StopReason reason) {
    return reason_names[static_cast<std::size_t>(reason)];
}

}  // namespace berth
