#include "simulate/arrival_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "berth/json.hpp"
#include "documents/placement_reader.hpp"
#include "simulate/duration.hpp"
#include "simulate/trace_reader.hpp"
#include "yaml/as_json.hpp"

namespace berth::host::simulate {

namespace {

using yaml::Member;
using yaml::Value;

constexpr std::uint64_t arrival_stream = 0x61727269;  // apart from the draws of the simulation
constexpr double most_per_hour = 1e9;

// The members of the requests (ECS API reference, RunTask and CreateService). What a simulation has
// no use for may stand there, but for a deploymentConfiguration.
constexpr std::string_view run_task_members[] = {"capacityProviderStrategy",
                                                 "clientToken",
                                                 "cluster",
                                                 "count",
                                                 "enableECSManagedTags",
                                                 "enableExecuteCommand",
                                                 "group",
                                                 "launchType",
                                                 "networkConfiguration",
                                                 "overrides",
                                                 "placementConstraints",
                                                 "placementStrategy",
                                                 "platformVersion",
                                                 "propagateTags",
                                                 "referenceId",
                                                 "startedBy",
                                                 "tags",
                                                 "taskDefinition",
                                                 "volumeConfigurations"};
constexpr std::string_view create_service_members[] = {"availabilityZoneRebalancing",
                                                       "capacityProviderStrategy",
                                                       "clientToken",
                                                       "cluster",
                                                       "deploymentController",
                                                       "desiredCount",
                                                       "enableECSManagedTags",
                                                       "enableExecuteCommand",
                                                       "healthCheckGracePeriodSeconds",
                                                       "launchType",
                                                       "loadBalancers",
                                                       "networkConfiguration",
                                                       "placementConstraints",
                                                       "placementStrategy",
                                                       "platformVersion",
                                                       "propagateTags",
                                                       "role",
                                                       "schedulingStrategy",
                                                       "serviceConnectConfiguration",
                                                       "serviceName",
                                                       "serviceRegistries",
                                                       "tags",
                                                       "taskDefinition",
                                                       "volumeConfigurations",
                                                       "vpcLatticeConfigurations"};

struct ArrivalDraft {
    std::optional<Value> run_task, create_service, burst, trace;
    SimulationTime at{0};
    std::optional<Duration> run_time;
    std::optional<SimulationTime> every, until;
    std::optional<std::uint64_t> times;
    std::optional<double> per_hour;

    bool repeats() const { return every || until || times || per_hour; }
};

constexpr Member<ArrivalDraft> arrival_members[] = {
    {"at", [](const Value& value, ArrivalDraft& draft) { draft.at = read_time(value); }},
    {"runTask", [](const Value& value, ArrivalDraft& draft) { draft.run_task = value; }},
    {"createService",
     [](const Value& value, ArrivalDraft& draft) { draft.create_service = value; }},
    {"burst", [](const Value& value, ArrivalDraft& draft) { draft.burst = value; }},
    {"trace", [](const Value& value, ArrivalDraft& draft) { draft.trace = value; }},
    {"runTime",
     [](const Value& value, ArrivalDraft& draft) { draft.run_time = read_duration(value); }},
    {"every", [](const Value& value,
                 ArrivalDraft& draft) { draft.every = read_span(value, SimulationTime(1)); }},
    {"until", [](const Value& value, ArrivalDraft& draft) { draft.until = read_time(value); }},
    {"times",
     [](const Value& value, ArrivalDraft& draft) {
         draft.times =
             static_cast<std::uint64_t>(value.integer(1, static_cast<std::int64_t>(most_tasks)));
     }},
    {"perHour",
     [](const Value& value, ArrivalDraft& draft) {
         draft.per_hour = value.number();
         if (!(*draft.per_hour > 0) || *draft.per_hour > most_per_hour) {
             value.fail_expected(fmt::format("a number above 0, at most {}", most_per_hour));
         }
     }},
};

// A request by all rules of bursts, which pass over members that they do not know.
Request read_request(const Value& value, std::span<const std::string_view> known) {
    for (const auto& [name, member] : value.members()) {
        if (std::ranges::find(known, name) == known.end()) {
            yaml::fail_unknown(member, name, {known.begin(), known.end()});
        }
    }
    Request request = yaml::read_as_json(
        value, [](const std::string& json) { return read_burst_text(json, "").at(0); });
    request.where = value.where();
    return request;
}

void check_what_arrives(const ArrivalDraft& draft, const Value& value) {
    const int kinds = static_cast<int>(draft.run_task || draft.trace) +
                      static_cast<int>(draft.create_service.has_value()) +
                      static_cast<int>(draft.burst.has_value());
    if (kinds != 1) {
        value.fail(
            "expected one of `runTask`, `createService`, `burst` and `trace`; with `trace`, "
            "`runTask` says what the table leaves open");
    }
    if (draft.create_service && (draft.run_time || draft.repeats())) {
        value.fail("a service is created once, and its tasks run until something stops them");
    }
    if (draft.trace && draft.repeats()) {
        value.fail(
            "a trace has its own times: `every`, `times`, `perHour` and `until` are for "
            "`runTask` and `burst`");
    }
}

void check_repetition(const ArrivalDraft& draft, const Value& value) {
    if (!draft.repeats()) return;
    if (draft.every.has_value() == draft.per_hour.has_value()) {
        value.fail("expected one of `every` and `perHour` where requests come again");
    }
    if (draft.per_hour && (draft.times || !draft.until)) {
        value.fail("`perHour` goes with `until`, and not with `times`");
    }
    if (draft.every && draft.until.has_value() == draft.times.has_value()) {
        value.fail("`every` goes with either `until` or `times`");
    }
    if (draft.until && *draft.until < draft.at) value.fail("`until` lies before `at`");
}

// Instants of a Poisson process: the gaps are exponential, and are added up before rounding.
template <class Function>
void for_each_random_time(const ArrivalDraft& draft, std::uint64_t seed, std::uint64_t number,
                          const Function& arrive) {
    model::Random random(seed, arrival_stream, number);
    const Duration gap{Duration::Kind::exponential, 3600 / *draft.per_hour, 0};
    const double until = std::chrono::duration<double>(*draft.until).count();
    double seconds = std::chrono::duration<double>(draft.at).count();
    for (seconds += draw_seconds(gap, random); seconds < until;
         seconds += draw_seconds(gap, random)) {
        arrive(SimulationTime(std::llround(seconds * 1000)));
    }
}

template <class Function>
void for_each_time(const ArrivalDraft& draft, std::uint64_t seed, std::uint64_t number,
                   const Function& arrive) {
    if (draft.per_hour) return for_each_random_time(draft, seed, number, arrive);
    if (!draft.every) return arrive(draft.at);
    SimulationTime at = draft.at;
    for (std::uint64_t k = 0; draft.times ? k < *draft.times : at <= *draft.until; ++k) {
        arrive(at);
        at += *draft.every;
    }
}

class ArrivalReader {
   public:
    ArrivalReader(const std::filesystem::path& folder, Simulation& simulation)
        : folder_(folder), loads_(simulation) {}

    void read(const Value& value, std::uint64_t number) {
        ArrivalDraft draft;
        yaml::read_members(value, arrival_members, draft);
        check_what_arrives(draft, value);
        check_repetition(draft, value);
        if (draft.trace) {
            read_trace_file(draft);
            return;
        }
        const std::vector<Request> requests = requests_of(draft);
        value.located([&] { add(requests, draft, number); });
    }

   private:
    std::vector<Request> requests_of(const ArrivalDraft& draft) const {
        if (draft.run_task) return {read_request(*draft.run_task, run_task_members)};
        if (draft.create_service) return {read_service_request(*draft.create_service)};
        std::vector<Request> requests = read_burst(path_of(*draft.burst));
        if (draft.repeats() && std::ranges::any_of(requests, &Request::is_service)) {
            draft.burst->fail("the burst creates services, which cannot come again");
        }
        return requests;
    }

    static Request read_service_request(const Value& value) {
        Request request = read_request(value, create_service_members);
        if (!request.is_service()) value.fail("expected the member `serviceName`");
        return request;
    }

    void read_trace_file(const ArrivalDraft& draft) {
        TraceTemplate base;
        base.at = draft.at;
        base.run_time = draft.run_time;
        if (draft.run_task) base.request = read_request(*draft.run_task, run_task_members);
        read_trace(path_of(*draft.trace), base, loads_);
    }

    std::string path_of(const Value& value) const {
        return (folder_ / value.text_not_empty()).string();
    }

    void add(const std::vector<Request>& requests, const ArrivalDraft& draft,
             std::uint64_t number) {
        std::vector<Arrival> arrivals;
        for (const Request& request : requests) {
            Arrival& arrival = arrivals.emplace_back();
            const bool is_daemon = request.scheduling == SchedulingStrategy::daemon;
            arrival.count = static_cast<std::uint32_t>(is_daemon ? 1 : request.count);
            arrival.load =
                loads_.add_load({request, request.is_service() ? std::nullopt : draft.run_time});
        }
        for_each_time(draft, loads_.seed(), number, [&](SimulationTime at) {
            for (Arrival& arrival : arrivals) {
                arrival.at = at;
                loads_.add_arrival(arrival);
            }
        });
    }

    const std::filesystem::path& folder_;
    LoadBuilder loads_;
};

}  // namespace

void read_arrivals(const Value& list, const std::filesystem::path& folder, Simulation& simulation) {
    ArrivalReader reader(folder, simulation);
    std::uint64_t number = 0;
    for (const Value& element : list.elements()) reader.read(element, number++);
}

void list_arrival_members(KnownMembers& known) {
    known["arrival"] = yaml::names_of(arrival_members);
}

}  // namespace berth::host::simulate
