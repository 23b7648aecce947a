#include "simulate/simulation_reader.hpp"

#include <filesystem>
#include <limits>
#include <optional>

#include "model/amounts.hpp"
#include "simulate/arrival_reader.hpp"
#include "simulate/intervention_reader.hpp"
#include "simulate/model_reader.hpp"

namespace berth {

namespace host::simulate {

namespace {

using yaml::Member;
using yaml::Value;

// Arrivals are read once the seed is known, which draws the random ones.
struct SimulationDraft {
    Simulation simulation;
    std::optional<Value> arrivals;
};

template <void (*read)(const Value&, Simulation&)>
void read_part(const Value& value, SimulationDraft& draft) {
    read(value, draft.simulation);
}

constexpr Member<SimulationDraft> simulation_members[] = {
    {"title",
     [](const Value& value, SimulationDraft& draft) { draft.simulation.title = value.text(); }},
    {"seed",
     [](const Value& value, SimulationDraft& draft) {
         draft.simulation.seed =
             static_cast<std::uint64_t>(value.integer(0, std::numeric_limits<std::int64_t>::max()));
     }},
    {"start",
     [](const Value& value, SimulationDraft& draft) {
         draft.simulation.start = model::parse_instant(value.text());
         if (!draft.simulation.start) {
             value.fail_expected("a time such as 2026-03-01T08:00:00Z");
         }
     }},
    {"end",
     [](const Value& value, SimulationDraft& draft) { draft.simulation.end = read_time(value); }},
    {"arrivals", [](const Value& value, SimulationDraft& draft) { draft.arrivals = value; }},
    {"stops", read_part<read_stops>},
    {"services", read_part<read_service_updates>},
    {"losses", read_part<read_losses>},
    {"instances", read_part<read_instances>},
    {"tasks", read_part<read_tasks>},
    {"capacityProviders", read_part<read_managed_scaling>},
    {"model", read_part<read_model>},
};

Simulation read_root(const Value& root, const std::filesystem::path& folder) {
    SimulationDraft draft;
    yaml::read_members(root, simulation_members, draft);
    if (draft.arrivals) read_arrivals(*draft.arrivals, folder, draft.simulation);
    return std::move(draft.simulation);
}

}  // namespace

KnownMembers known_members() {
    KnownMembers known;
    known["simulation"] = yaml::names_of(simulation_members);
    list_duration_members(known);
    list_arrival_members(known);
    list_intervention_members(known);
    list_model_members(known);
    return known;
}

}  // namespace host::simulate

Simulation read_simulation(const std::string& path) {
    return host::simulate::read_root(host::yaml::load_file(path),
                                     std::filesystem::path(path).parent_path());
}

Simulation read_simulation_text(std::string_view text, const std::string& name) {
    return host::simulate::read_root(host::yaml::load(text, name),
                                     std::filesystem::path(name).parent_path());
}

}  // namespace berth
