#include "fleet/task_demand.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>

#include "berth/constraint.hpp"
#include "compile/compiled_problem.hpp"
#include "compile/run_builder.hpp"

namespace berth::host::fleet {

namespace {

using compile::CompiledProblem;
using compile::TaskClass;
using compile::TaskNeeds;

constexpr std::size_t ports_at = kernels::resource_count;
constexpr std::size_t most_shelves = 64;  // of the cluster's instances

// One instance as the relaxation sees it.
struct Instance {
    Amounts room{};
    std::vector<Amounts> needs;      // [demands]
    std::vector<std::int64_t> fits;  // [demands]

    friend bool operator==(const Instance&, const Instance&) = default;
};

class Reader {
   public:
    Reader(const CompiledProblem& problem, TaskDemand& demand)
        : problem_(problem), demand_(demand) {
        for (const compile::SnapshotTask& task : problem.snapshot_tasks) {
            running_.emplace(task.instance, task.group);
        }
    }

    Instance read(Ordinal ordinal) const {
        const auto i = static_cast<std::size_t>(ordinal);
        const compile::InstanceColumns& columns = problem_.columns;
        Instance instance;
        for (std::size_t r = 0; r < ports_at; ++r) instance.room[r] = columns.left[i].of[r];
        instance.room[ports_at] = limits::ports_per_instance - columns.ports_taken[i];
        for (std::size_t d = 0; d < demand_.classes.size(); ++d) {
            const TaskClass& task_class = problem_.classes[demand_.classes[d]];
            instance.needs.push_back(needs_on(task_class.needs, i));
            instance.fits.push_back(std::min(
                demand_.tasks[d], fits_alone(task_class, instance.room, instance.needs.back(), i)));
        }
        return instance;
    }

   private:
    Amounts needs_on(const TaskNeeds& needs, std::size_t i) const {
        Amounts amounts{};
        for (std::size_t r = 0; r < ports_at; ++r) {
            amounts[r] = needs.amount_on(kernels::Resource(r), problem_.columns.gpus_registered[i]);
        }
        amounts[ports_at] = static_cast<std::int64_t>(needs.ports.size());
        return amounts;
    }

    std::int64_t fits_alone(const TaskClass& task_class, const Amounts& room, const Amounts& needs,
                            std::size_t i) const {
        if (!problem_.planes[task_class.eligible].test(i)) return 0;
        const std::size_t instances = problem_.instance_count();
        for (std::size_t w = 0; w < task_class.port_bits.size(); ++w) {
            if ((task_class.port_bits[w] & problem_.port_bits[w * instances + i]) != 0) return 0;
        }
        const auto place = static_cast<Ordinal>(i);
        if (task_class.distinct_instance && running_.contains({place, task_class.group})) return 0;
        std::int64_t fits = unlimited;
        for (std::size_t r = 0; r < sum_resources; ++r) {
            if (needs[r] > 0) fits = std::min(fits, std::max<std::int64_t>(0, room[r]) / needs[r]);
        }
        const bool is_loner = task_class.distinct_instance || needs[ports_at] > 0;
        return is_loner ? std::min<std::int64_t>(1, fits) : fits;
    }

    const CompiledProblem& problem_;
    TaskDemand& demand_;
    std::set<std::pair<Ordinal, compile::GroupId>> running_;
};

void read_demands(const FleetSpace& space, TaskDemand& demand) {
    std::map<std::uint32_t, std::size_t> number_of;
    demand.of_request.resize(space.requests().size());
    for (const compile::TaskRun& run :
         compile::make_runs(space.problem().compiled(), space.requests())) {
        if (run.kind != kernels::RunKind::replica) continue;
        const auto [entry, is_new] = number_of.emplace(run.task_class, demand.classes.size());
        if (is_new) {
            demand.classes.push_back(run.task_class);
            demand.tasks.push_back(0);
        }
        demand.tasks[entry->second] += run.count;
        std::vector<DemandShare>& own = demand.of_request[run.request_index];
        const auto share = std::ranges::find(own, entry->second, &DemandShare::demand);
        if (share == own.end()) {
            own.push_back({entry->second, run.count});
        } else {
            share->tasks += run.count;
        }
    }
}

void collect_loners(const CompiledProblem& problem, TaskDemand& demand) {
    std::map<HostPort, std::vector<std::size_t>> by_port;
    std::map<compile::GroupId, std::vector<std::size_t>> by_group;
    for (std::size_t d = 0; d < demand.classes.size(); ++d) {
        const TaskClass& task_class = problem.classes[demand.classes[d]];
        for (const HostPort& port : task_class.needs.ports) by_port[port].push_back(d);
        if (task_class.distinct_instance) by_group[task_class.group].push_back(d);
    }
    for (auto& [port, users] : by_port) demand.loners.push_back(std::move(users));
    for (auto& [group, users] : by_group) demand.loners.push_back(std::move(users));
}

std::int64_t takes_one_of(const Instance& instance, const std::vector<std::size_t>& loners) {
    return std::ranges::any_of(loners, [&](std::size_t d) { return instance.fits[d] > 0; }) ? 1 : 0;
}

// Of each zone, one new instance per type that may be there.
std::vector<std::vector<Instance>> new_instances(const FleetSpace& space,
                                                 const std::vector<std::size_t>& types,
                                                 const Reader& reader) {
    std::vector<std::vector<Instance>> instances(space.zones().size());
    for (std::size_t z = 0; z < instances.size(); ++z) {
        for (const std::size_t type : types) {
            instances[z].push_back(reader.read(space.added(type, z).front()));
        }
    }
    return instances;
}

Shelf new_shelf(const Instance& instance, std::size_t type, std::size_t zone_group,
                const TaskDemand& demand) {
    Shelf shelf;
    shelf.is_new = true;
    shelf.type = type;
    shelf.zone_group = zone_group;
    shelf.room = instance.room;
    shelf.needs = instance.needs;
    shelf.fits = instance.fits;
    for (const std::vector<std::size_t>& loners : demand.loners) {
        shelf.lone_places.push_back(takes_one_of(instance, loners));
    }
    return shelf;
}

void add_new_shelves(const FleetSpace& space, const Reader& reader, TaskDemand& demand) {
    std::vector<std::size_t> types;
    for (std::size_t t = 0; t < space.type_count(); ++t) {
        if (space.options().types[t].max > 0) types.push_back(t);
    }
    const std::vector<std::vector<Instance>> instances = new_instances(space, types, reader);
    for (std::size_t z = 0; z < instances.size(); ++z) {
        const auto group = std::ranges::find_if(demand.zone_groups, [&](const auto& zones) {
            return instances[zones.front()] == instances[z];
        });
        if (group != demand.zone_groups.end()) {
            group->push_back(z);
            continue;
        }
        for (std::size_t i = 0; i < types.size(); ++i) {
            demand.shelves.push_back(
                new_shelf(instances[z][i], types[i], demand.zone_groups.size(), demand));
        }
        demand.zone_groups.push_back({z});
    }
}

Shelf empty_shelf(const TaskDemand& demand) {
    Shelf shelf;
    shelf.fits.assign(demand.classes.size(), 0);
    shelf.lone_places.assign(demand.loners.size(), 0);
    return shelf;
}

void add(const Instance& instance, const TaskDemand& demand, Shelf& shelf) {
    if (shelf.needs.empty()) shelf.needs = instance.needs;
    for (std::size_t r = 0; r < sum_resources; ++r) {
        const std::int64_t room = std::max<std::int64_t>(0, instance.room[r]);
        shelf.room[r] = std::min(unlimited, shelf.room[r] + room);
    }
    for (std::size_t d = 0; d < shelf.fits.size(); ++d) {
        shelf.fits[d] = std::min(demand.tasks[d], shelf.fits[d] + instance.fits[d]);
        for (std::size_t r = 0; r < sum_resources; ++r) {
            shelf.needs[d][r] = std::min(shelf.needs[d][r], instance.needs[d][r]);
        }
    }
    for (std::size_t l = 0; l < demand.loners.size(); ++l) {
        shelf.lone_places[l] += takes_one_of(instance, demand.loners[l]);
    }
}

// Instances that take tasks of the same demands share a shelf. Where there are too many kinds of
// them, the last shelf takes all the others.
std::vector<Shelf> existing_shelves(const FleetSpace& space, const Reader& reader,
                                    const TaskDemand& demand) {
    std::vector<Shelf> shelves;
    std::map<std::vector<bool>, std::size_t> shelf_of;
    for (const Ordinal ordinal : space.existing()) {
        const Instance instance = reader.read(ordinal);
        std::vector<bool> pattern;
        for (const std::int64_t fits : instance.fits) pattern.push_back(fits > 0);
        if (std::ranges::none_of(pattern, [](bool fits) { return fits; })) continue;
        const std::size_t next = std::min(shelves.size(), most_shelves - 1);
        const auto [entry, is_new] = shelf_of.emplace(std::move(pattern), next);
        if (is_new && next == shelves.size()) shelves.push_back(empty_shelf(demand));
        add(instance, demand, shelves[entry->second]);
    }
    return shelves;
}

struct Candidate {
    std::size_t request = 0;
    DemandShare share;
};

std::vector<Candidate> without_a_place(const TaskDemand& demand) {
    std::vector<Candidate> candidates;
    for (std::size_t r = 0; r < demand.of_request.size(); ++r) {
        for (const DemandShare& share : demand.of_request[r]) {
            if (!fits_somewhere(demand, share.demand)) candidates.push_back({r, share});
        }
    }
    return candidates;
}

std::string type_of(const ContainerInstance& instance) {
    const std::string* const type = instance.attribute(attribute_names::instance_type);
    return type == nullptr ? std::string() : *type;
}

HopelessRequest explained(const FleetSpace& space, const Candidate& candidate,
                          std::uint32_t task_class, const Plan& plan) {
    HopelessRequest hopeless;
    hopeless.request_index = candidate.request;
    hopeless.tasks = static_cast<std::uint64_t>(candidate.share.tasks);
    const auto failure =
        std::ranges::find(plan.failures, static_cast<std::int32_t>(task_class),
                          [](const FailedTasks& failed) { return failed.task_class; });
    if (failure == plan.failures.end()) return hopeless;
    hopeless.reasons = failure->reasons;
    if (!failure->closest) return hopeless;
    hopeless.instance_type = type_of(space.problem().instance(failure->closest->instance));
    hopeless.reason = failure->closest->reason;
    hopeless.shortfall = failure->closest->shortfall;
    return hopeless;
}

}  // namespace

TaskDemand task_demand(const FleetSpace& space) {
    const CompiledProblem& problem = space.problem().compiled();
    TaskDemand demand;
    read_demands(space, demand);
    collect_loners(problem, demand);
    const Reader reader(problem, demand);
    add_new_shelves(space, reader, demand);
    std::ranges::move(existing_shelves(space, reader, demand), std::back_inserter(demand.shelves));
    return demand;
}

bool fits_somewhere(const TaskDemand& demand, std::size_t d) {
    return std::ranges::any_of(demand.shelves,
                               [d](const Shelf& shelf) { return shelf.fits[d] > 0; });
}

std::vector<HopelessRequest> hopeless_requests(const FleetSpace& space, const TaskDemand& demand) {
    const std::vector<Candidate> candidates = without_a_place(demand);
    if (candidates.empty()) return {};
    std::vector<Scenario> scenarios;
    for (const Candidate& candidate : candidates) {
        scenarios.push_back(space.one_of_each(static_cast<std::uint32_t>(candidate.request)));
    }
    const std::vector<ScenarioAnswer> answers = space.solve(scenarios, true);
    std::vector<HopelessRequest> hopeless;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const std::uint32_t task_class = demand.classes[candidates[i].share.demand];
        hopeless.push_back(explained(space, candidates[i], task_class, answers[i].plan));
    }
    return hopeless;
}

}  // namespace berth::host::fleet
