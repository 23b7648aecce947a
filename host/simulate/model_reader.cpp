#include "simulate/model_reader.hpp"

#include "documents/registration.hpp"
#include "json/choice.hpp"
#include "simulate/scaling_members.hpp"

namespace berth::host::simulate {

namespace {

using yaml::Member;
using yaml::Value;

constexpr std::int64_t most_provisioning_tasks = 10'000'000;
constexpr std::int64_t most_datapoints = 20'160;  // of a minute each, in 14 days
constexpr std::int64_t most_instances = 10'000;   // that one step starts
constexpr SimulationTime shortest_period = std::chrono::seconds(1);

constexpr Member<LaunchDelays> delay_members[] = {
    {"launch",
     [](const Value& value, LaunchDelays& delays) { delays.launch = read_duration(value); }},
    {"registration",
     [](const Value& value, LaunchDelays& delays) { delays.registration = read_duration(value); }},
};

// Types are read once the delays are known that they differ from.
struct InstancesDraft {
    Simulation& simulation;
    std::vector<Value> types;
};

constexpr Member<InstancesDraft> instances_members[] = {
    {"launch",
     [](const Value& value, InstancesDraft& draft) {
         draft.simulation.delays.launch = read_duration(value);
     }},
    {"registration",
     [](const Value& value, InstancesDraft& draft) {
         draft.simulation.delays.registration = read_duration(value);
     }},
    {"types", [](const Value& value, InstancesDraft& draft) { draft.types.push_back(value); }},
    {"registeredMemoryFactor",
     [](const Value& value, InstancesDraft& draft) {
         Registration& registration = draft.simulation.registration;
         registration.memory_factor = value.number();
         value.located([&] { documents::check_registration(registration); });
     }},
    {"registered",
     [](const Value& value, InstancesDraft& draft) {
         documents::read_registered_types(value, draft.simulation.registration);
     }},
};

constexpr Member<Simulation> tasks_members[] = {
    {"start", [](const Value& value,
                 Simulation& simulation) { simulation.task_start = read_duration(value); }},
    {"stop", [](const Value& value,
                Simulation& simulation) { simulation.task_stop = read_duration(value); }},
    {"runningTasksEnd",
     [](const Value& value, Simulation& simulation) {
         simulation.running_tasks_end = read_duration(value);
     }},
};

std::uint32_t read_datapoints(const Value& value) {
    return static_cast<std::uint32_t>(value.integer(1, most_datapoints));
}

constexpr Member<ScalingModel> model_members[] = {
    {"provisioningLimit",
     [](const Value& value, ScalingModel& model) {
         model.provisioning_limit =
             static_cast<std::uint64_t>(value.integer(0, most_provisioning_tasks));
     }},
    {"provisioningTimeout",
     [](const Value& value, ScalingModel& model) {
         model.provisioning_timeout = read_time(value);
     }},
    {"metricPeriod",
     [](const Value& value, ScalingModel& model) {
         model.metric_period = read_span(value, shortest_period);
     }},
    {"scaleOutDatapoints",
     [](const Value& value, ScalingModel& model) {
         model.scale_out_datapoints = read_datapoints(value);
     }},
    {"scaleInDatapoints",
     [](const Value& value, ScalingModel& model) {
         model.scale_in_datapoints = read_datapoints(value);
     }},
    {"scaleInShare",
     [](const Value& value, ScalingModel& model) {
         model.scale_in_share = value.number();
         if (!(model.scale_in_share > 0) || model.scale_in_share > 1) {
             value.fail_expected("a number above 0, at most 1");
         }
     }},
    {"fromZero", [](const Value& value,
                    ScalingModel& model) { model.from_zero = value.integer(1, most_instances); }},
    {"estimateBase",
     [](const Value& value, ScalingModel& model) {
         using Base = ScalingModel::EstimateBase;
         static constexpr json::Choice<Base> choices[] = {{"usedInstances", Base::used_instances},
                                                          {"allInstances", Base::all_instances}};
         model.estimate_base = json::read_choice(value, choices);
     }},
    {"estimateGroups",
     [](const Value& value, ScalingModel& model) {
         using Groups = ScalingModel::EstimateGroups;
         static constexpr json::Choice<Groups> choices[] = {{"largest", Groups::largest},
                                                            {"sum", Groups::sum}};
         model.estimate_groups = json::read_choice(value, choices);
     }},
    {"serviceRetry",
     [](const Value& value, ScalingModel& model) {
         model.service_retry = read_span(value, shortest_period);
     }},
    {"drainLimit",
     [](const Value& value, ScalingModel& model) { model.drain_limit = read_time(value); }},
};

}  // namespace

void read_instances(const Value& map, Simulation& simulation) {
    InstancesDraft draft{simulation, {}};
    yaml::read_members(map, instances_members, draft);
    for (const Value& types : draft.types) {
        for (const auto& [type, delays] : types.members()) {
            delays.located([&type = type] { documents::require_instance_type(type); });
            LaunchDelays& own = simulation.delays_of_type[type];
            own = simulation.delays;
            yaml::read_members(delays, delay_members, own);
        }
    }
}

void read_tasks(const Value& map, Simulation& simulation) {
    yaml::read_members(map, tasks_members, simulation);
}

void read_managed_scaling(const Value& map, Simulation& simulation) {
    for (const auto& [provider, settings] : map.members()) {
        ManagedScalingChange& change = simulation.managed_scaling[provider];
        yaml::read_members(settings, scaling_members<ManagedScalingChange>, change);
        if (change.minimum_step && change.maximum_step &&
            *change.minimum_step > *change.maximum_step) {
            settings.fail("`minimumScalingStepSize` is larger than `maximumScalingStepSize`");
        }
    }
}

void read_model(const Value& map, Simulation& simulation) {
    yaml::read_members(map, model_members, simulation.model);
}

void list_model_members(KnownMembers& known) {
    known["launchDelays"] = yaml::names_of(delay_members);
    known["instances"] = yaml::names_of(instances_members);
    known["registeredAmounts"] = documents::registered_members();
    known["tasks"] = yaml::names_of(tasks_members);
    known["managedScaling"] = yaml::names_of(scaling_members<ManagedScalingChange>);
    known["model"] = yaml::names_of(model_members);
}

}  // namespace berth::host::simulate
