// The minutes as comma-separated values.
#include <fmt/format.h>

#include "json/csv_line.hpp"
#include "simulate/seconds.hpp"

namespace berth {

namespace host::simulate {

namespace {

using json::CsvLine;

void write_header(std::string& out, const SimulationResult& result) {
    CsvLine line(out);
    for (const std::string_view name :
         {"seconds", "provisioning", "pending", "running", "stopped", "refused"}) {
        line.text(name);
    }
    for (const SimulatedProvider& provider : result.providers) {
        for (const std::string_view name :
             {"launching", "active", "draining", "desired", "metric"}) {
            line.text(fmt::format("{}:{}", provider.name, name));
        }
    }
    // No provider has a name with a blank in it.
    line.text("no provider:active");
    line.text("no provider:draining");
    line.end();
}

void write_minute(std::string& out, const SimulationMinute& minute, std::size_t providers) {
    CsvLine line(out);
    line.text(seconds_text(minute.at));
    for (const std::uint64_t count :
         {minute.provisioning, minute.pending, minute.running, minute.stopped, minute.refused}) {
        line.count(count);
    }
    for (std::size_t p = 0; p < providers; ++p) {
        const SimulationMinute::OfProvider& provider = minute.providers.at(p);
        line.count(provider.launching);
        line.count(provider.active);
        line.count(provider.draining);
        line.text(std::to_string(provider.desired));
        line.number(provider.metric);
    }
    line.count(minute.providers.at(providers).active);
    line.count(minute.providers.at(providers).draining);
    line.end();
}

}  // namespace

}  // namespace host::simulate

void write_simulation_csv(std::string& out, const SimulationResult& result) {
    host::simulate::write_header(out, result);
    for (const SimulationMinute& minute : result.minutes) {
        host::simulate::write_minute(out, minute, result.providers.size());
    }
}

}  // namespace berth
