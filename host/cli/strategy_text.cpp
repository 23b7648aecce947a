#include "cli/strategy_text.hpp"

#include <fmt/format.h>

#include "berth/error.hpp"
#include "berth/json.hpp"
#include "json/writer.hpp"

namespace berth::host::cli {

// The option is turned into the request member that it abbreviates and goes through the reader of
// requests, so that both accept the same and complain alike.
std::vector<PlacementStrategy> parse_strategies(const std::vector<std::string>& texts) {
    if (texts.size() > static_cast<std::size_t>(limits::strategies_per_task)) {
        throw InputError(fmt::format("--strategy: {} were given; ECS takes at most {}",
                                     texts.size(), limits::strategies_per_task));
    }
    std::string request;
    json::Writer writer(request);
    writer.begin_object();
    writer.member("taskDefinition", "any");
    writer.key("placementStrategy");
    writer.begin_list();
    for (const std::string& text : texts) {
        const std::size_t colon = text.find(':');
        writer.begin_object();
        writer.member("type", text.substr(0, colon));
        if (colon != std::string::npos) writer.member("field", text.substr(colon + 1));
        writer.end_object();
    }
    writer.end_list();
    writer.end_object();
    return read_burst_text(request, "--strategy")
        .front()
        .strategies.value_or(std::vector<PlacementStrategy>{});
}

}  // namespace berth::host::cli
