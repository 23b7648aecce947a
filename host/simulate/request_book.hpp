// Every request that a simulation may place, known before it starts: the world compiles them once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/simulate.hpp"
#include "berth/snapshot.hpp"

namespace berth::host::simulate {

/// A service and the task definitions that it has over time.
struct ServiceEntry {
    std::string name;
    bool is_daemon = false;
    std::int64_t minimum_healthy_percent = 100;
    std::int64_t maximum_percent = 200;
    std::optional<std::int64_t> desired_count;  ///< at the start; absent = not created yet
    struct Version {
        std::string task_definition;  ///< as requests name it
        std::uint32_t request = 0;    ///< into RequestBook::requests
    };
    std::vector<Version> versions;  ///< the first is that of the start
};

/// A task of the snapshot that the simulation takes over.
struct TakenTask {
    std::size_t task = 0;       ///< into Snapshot::tasks
    std::uint32_t request = 0;  ///< into RequestBook::requests
};

struct RequestBook {
    /// Throws InputError for updates of unknown services and services that are created twice.
    RequestBook(const Snapshot& base, const Simulation& input);

    std::optional<std::uint32_t> find_service(std::string_view name) const;

    std::vector<Request> requests;
    std::vector<std::uint32_t> load_requests;     ///< [loads] into `requests`
    std::vector<std::uint32_t> request_loads;     ///< [requests] into loads, or no_index
    std::vector<std::uint32_t> request_services;  ///< [requests] into `services`, or no_index
    std::vector<ServiceEntry> services;
    std::vector<TakenTask> taken;
    std::vector<Warning> warnings;

   private:
    std::uint32_t add(Request request, std::uint32_t load, std::uint32_t service);
    void add_service(const Service& service);
    void add_loads(const Simulation& input);
    void add_updates(const Snapshot& base, const Simulation& input);
    void take_tasks(const Snapshot& base);
    std::uint32_t version(std::uint32_t service, const std::string& task_definition);
};

}  // namespace berth::host::simulate
