#include "simulate/arrival_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "berth/json.hpp"
#include "documents/request_writer.hpp"
#include "json/record_writer.hpp"
#include "simulate/duration.hpp"
#include "simulate/load_builder.hpp"
#include "simulate/trace_reader.hpp"
#include "yaml/as_json.hpp"
#include "yaml/record_reader.hpp"

namespace berth::host::simulate {

namespace {

using yaml::Value;

constexpr std::uint64_t arrival_stream = 0x61727269;  // apart from the draws of the simulation

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

[[noreturn]] void fail(const char* problem) {
    throw InputError(problem);
}

void check_what_arrives(const ArrivalInFile& arrival) {
    const int kinds = static_cast<int>(arrival.run_task || !arrival.trace.empty()) +
                      static_cast<int>(arrival.create_service.has_value()) +
                      static_cast<int>(!arrival.burst.empty());
    if (kinds != 1) {
        fail(
            "expected one of `runTask`, `createService`, `burst` and `trace`; with `trace`, "
            "`runTask` says what the table leaves open");
    }
    if (arrival.create_service && (arrival.run_time || arrival.repeats())) {
        fail("a service is created once, and its tasks run until something stops them");
    }
    if (!arrival.trace.empty() && arrival.repeats()) {
        fail(
            "a trace has its own times: `every`, `times`, `perHour` and `until` are for "
            "`runTask` and `burst`");
    }
}

void check_repetition(const ArrivalInFile& arrival) {
    if (!arrival.repeats()) return;
    if (arrival.every.has_value() == arrival.per_hour.has_value()) {
        fail("expected one of `every` and `perHour` where requests come again");
    }
    if (arrival.per_hour && (arrival.times || !arrival.until)) {
        fail("`perHour` goes with `until`, and not with `times`");
    }
    if (arrival.every && arrival.until.has_value() == arrival.times.has_value()) {
        fail("`every` goes with either `until` or `times`");
    }
    if (arrival.until && *arrival.until < arrival.at) fail("`until` lies before `at`");
}

// Instants of a Poisson process: the gaps are exponential, and are added up before rounding.
template <class Function>
void for_each_random_time(const ArrivalInFile& arrival, std::uint64_t seed, std::uint64_t number,
                          const Function& arrive) {
    model::Random random(seed, arrival_stream, number);
    const Duration gap = Duration::exponential(3600 / *arrival.per_hour);
    const double until = std::chrono::duration<double>(*arrival.until).count();
    double seconds = std::chrono::duration<double>(arrival.at).count();
    for (seconds += draw_seconds(gap, random); seconds < until;
         seconds += draw_seconds(gap, random)) {
        arrive(SimulationTime(std::llround(seconds * 1000)));
    }
}

template <class Function>
void for_each_time(const ArrivalInFile& arrival, std::uint64_t seed, std::uint64_t number,
                   const Function& arrive) {
    if (arrival.per_hour) return for_each_random_time(arrival, seed, number, arrive);
    if (!arrival.every) return arrive(arrival.at);
    SimulationTime at = arrival.at;
    for (std::uint64_t k = 0; arrival.times ? k < *arrival.times : at <= *arrival.until; ++k) {
        arrive(at);
        at += *arrival.every;
    }
}

class ArrivalReader {
   public:
    ArrivalReader(const std::filesystem::path& folder, Simulation& simulation)
        : folder_(folder), loads_(simulation) {}

    void read(const ArrivalInFile& arrival, std::uint64_t number) {
        if (!arrival.trace.empty()) {
            read_trace_file(arrival);
            return;
        }
        const std::vector<Request> requests = requests_of(arrival);
        arrival.place->located([&] { add(requests, arrival, number); });
    }

   private:
    std::vector<Request> requests_of(const ArrivalInFile& arrival) const {
        if (arrival.run_task) return {*arrival.run_task};
        if (arrival.create_service) return {*arrival.create_service};
        std::vector<Request> requests = read_burst(path_of(arrival.burst));
        if (arrival.repeats() && std::ranges::any_of(requests, &Request::is_service)) {
            arrival.place->fail("the burst creates services, which cannot come again");
        }
        return requests;
    }

    void read_trace_file(const ArrivalInFile& arrival) {
        TraceTemplate base;
        base.at = arrival.at;
        base.run_time = arrival.run_time;
        if (arrival.run_task) base.request = *arrival.run_task;
        read_trace(path_of(arrival.trace), base, loads_);
    }

    std::string path_of(const std::string& name) const { return (folder_ / name).string(); }

    void add(const std::vector<Request>& requests, const ArrivalInFile& arrival,
             std::uint64_t number) {
        std::vector<Arrival> arrivals;
        for (const Request& request : requests) {
            Arrival& one = arrivals.emplace_back();
            const bool is_daemon = request.scheduling == SchedulingStrategy::daemon;
            one.count = static_cast<std::uint32_t>(is_daemon ? 1 : request.count);
            one.load =
                loads_.add_load({request, request.is_service() ? std::nullopt : arrival.run_time});
        }
        for_each_time(arrival, loads_.seed(), number, [&](SimulationTime at) {
            for (Arrival& one : arrivals) {
                one.at = at;
                loads_.add_arrival(one);
            }
        });
    }

    const std::filesystem::path& folder_;
    LoadBuilder loads_;
};

}  // namespace

void check_arrival(const ArrivalInFile& arrival) {
    check_what_arrives(arrival);
    check_repetition(arrival);
}

void add_arrivals(const std::vector<ArrivalInFile>& arrivals, const std::filesystem::path& folder,
                  Simulation& simulation) {
    ArrivalReader reader(folder, simulation);
    std::uint64_t number = 0;
    for (const ArrivalInFile& arrival : arrivals) reader.read(arrival, number++);
}

void read_run_task(const record::Form&, const Value& value, Request& request) {
    request = read_request(value, run_task_members);
}

void read_create_service(const record::Form&, const Value& value, Request& request) {
    request = read_request(value, create_service_members);
    if (!request.is_service()) value.fail("expected the member `serviceName`");
}

void read_arrival(const record::Form&, const Value& value, ArrivalInFile& arrival) {
    arrival.place = value;
    yaml::read_record(value, arrival);
}

void write_arrival(json::Writer& writer, const ArrivalInFile& arrival) {
    writer.raw(json::text_of_record(arrival));
}

void write_request(json::Writer& writer, const Request& request) {
    documents::write_request(writer, request);
}

void describe_request(json::Writer& writer) {
    writer.member("type", "object");
}

}  // namespace berth::host::simulate
