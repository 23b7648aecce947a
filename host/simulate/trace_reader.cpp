#include "simulate/trace_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <tuple>

#include "model/csv.hpp"
#include "simulate/limits.hpp"

namespace berth::host::simulate {

namespace {

constexpr std::array<std::string_view, 6> known_columns = {"at",      "taskDefinition",   "count",
                                                           "runTime", "capacityProvider", "group"};

class TraceReader {
   public:
    TraceReader(const std::string& path, const TraceTemplate& base, LoadBuilder& loads)
        : table_(model::read_text_file(path), path), base_(base), loads_(loads) {
        for (const std::string& name : table_.header()) {
            if (std::ranges::find(known_columns, name) != known_columns.end()) continue;
            throw InputError(fmt::format("the column '{}' is unknown in a trace; known are: {}",
                                         name, fmt::join(known_columns, ", ")),
                             {path, "line 1"});
        }
        table_.required_column("at");
        if (base.request.task_definition.empty()) table_.required_column("taskDefinition");
    }

    void read() {
        while (table_.next()) read_row();
    }

   private:
    // What the requests of a trace differ in.
    using Key = std::tuple<std::string, std::string, std::string>;

    // The column of a field that is there and not empty.
    std::optional<std::size_t> given(std::string_view name) const {
        const std::optional<std::size_t> column = table_.column(name);
        return column && !table_.field(*column).empty() ? column : std::nullopt;
    }

    std::string text(std::string_view name) const {
        const std::optional<std::size_t> column = given(name);
        return column ? table_.field(*column) : "";
    }

    SimulationTime seconds(std::size_t column) const {
        const std::string& field = table_.field(column);
        const char* const end = field.data() + field.size();
        double seconds = 0;
        const auto [stopped, error] = std::from_chars(field.data(), end, seconds);
        const double most = std::chrono::duration<double>(longest_simulation).count();
        if (error != std::errc() || stopped != end || !(seconds >= 0 && seconds <= most)) {
            table_.fail(column,
                        fmt::format("expected seconds from 0 to {}, found '{}'", most, field));
        }
        return SimulationTime(std::llround(seconds * 1000));
    }

    void read_row() {
        const std::optional<std::size_t> at = given("at");
        if (!at) table_.fail(table_.required_column("at"), "expected seconds, found nothing");
        Arrival arrival;
        arrival.at = base_.at + seconds(*at);
        if (const auto count = given("count")) {
            arrival.count = static_cast<std::uint32_t>(table_.integer(*count, 0, most_tasks));
        }
        if (const auto run_time = given("runTime")) arrival.run_time = seconds(*run_time);
        arrival.load = load();
        try {
            loads_.add_arrival(arrival);
        } catch (const InputError& error) {
            throw InputError(error.problem(), table_.where());
        }
    }

    std::uint32_t load() {
        const Key key{text("taskDefinition"), text("capacityProvider"), text("group")};
        const auto found = load_of_.find(key);
        if (found != load_of_.end()) return found->second;
        const auto& [definition, provider, group] = key;
        TaskLoad load{base_.request, base_.run_time};
        if (!definition.empty()) load.request.task_definition = definition;
        if (load.request.task_definition.empty()) {
            table_.fail(table_.required_column("taskDefinition"),
                        "expected a task definition, found nothing");
        }
        if (!group.empty()) load.request.group = group;
        if (!provider.empty()) {
            load.request.launch_type.reset();
            load.request.capacity_providers = {{provider, 0, 1}};
        }
        load.request.where = table_.where();
        return load_of_[key] = loads_.add_load(std::move(load));
    }

    model::CsvReader table_;
    const TraceTemplate& base_;
    LoadBuilder& loads_;
    std::map<Key, std::uint32_t> load_of_;
};

}  // namespace

void read_trace(const std::string& path, const TraceTemplate& base, LoadBuilder& loads) {
    TraceReader(path, base, loads).read();
}

}  // namespace berth::host::simulate
