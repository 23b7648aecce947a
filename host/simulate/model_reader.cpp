#include "simulate/model_reader.hpp"

#include "documents/registration.hpp"
#include "simulate/fields.hpp"
#include "yaml/record_reader.hpp"

namespace berth::host::simulate {

namespace {

using yaml::Member;
using yaml::Value;

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

}  // namespace

void read_instances(const Value& map, Simulation& simulation) {
    InstancesDraft draft{simulation, {}};
    yaml::read_members(map, instances_members, draft);
    for (const Value& types : draft.types) {
        for (const auto& [type, delays] : types.members()) {
            delays.located([&type = type] { documents::require_instance_type(type); });
            LaunchDelays& own = simulation.delays_of_type[type];
            own = simulation.delays;
            yaml::read_record(delays, own);
        }
    }
}

void read_tasks(const Value& map, Simulation& simulation) {
    yaml::read_members(map, tasks_members, simulation);
}

void read_managed_scaling(const Value& map, Simulation& simulation) {
    for (const auto& [provider, settings] : map.members()) {
        ManagedScalingChange& change = simulation.managed_scaling[provider];
        yaml::read_record(settings, change);
        if (change.minimum_step && change.maximum_step &&
            *change.minimum_step > *change.maximum_step) {
            settings.fail("`minimumScalingStepSize` is larger than `maximumScalingStepSize`");
        }
    }
}

void read_model(const Value& map, Simulation& simulation) {
    yaml::read_record(map, simulation.model);
}

void list_model_members(KnownMembers& known) {
    yaml::list_members<LaunchDelays>(known);
    known["instances"] = yaml::names_of(instances_members);
    known["registeredAmounts"] = documents::registered_members();
    known["tasks"] = yaml::names_of(tasks_members);
    yaml::list_members<ManagedScalingChange>(known);
    yaml::list_members<ScalingModel>(known);
}

}  // namespace berth::host::simulate
