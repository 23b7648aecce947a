#include "user_data/agent_setting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "documents/placement_reader.hpp"
#include "json/text.hpp"
#include "json/value.hpp"
#include "model/amounts.hpp"

namespace berth::host::user_data {

namespace {

void warn(std::string_view name, const std::string& value, std::string_view problem,
          AgentSettings& settings) {
    settings.warnings.push_back({fmt::format("user data sets {} to '{}', {}; it is left out", name,
                                             json::shortened(value), problem),
                                 {}});
}

bool depends_on_run(std::string_view value) {
    return value.find_first_of("$`") != std::string_view::npos;
}

void read_cluster(std::string_view, const std::string& value, AgentSettings& settings) {
    settings.cluster = value;
}

void read_reserved_memory(std::string_view name, const std::string& value,
                          AgentSettings& settings) {
    const std::optional<std::int64_t> mib = model::parse_integer(value);
    if (!mib || *mib < 0 || *mib > documents::largest_amount) {
        warn(name, value, "which is no number of MiB", settings);
    } else {
        settings.reserved_memory_mib = *mib;
    }
}

void read_attributes(std::string_view name, const std::string& value, AgentSettings& settings) {
    std::vector<Attribute> attributes;
    std::vector<Warning> ignored;  // reading members gives none
    try {
        json::for_each_document(
            json::PaddedText(value), "", ignored, [&](json::Document& document) {
                document.root().for_each_member([&](const json::MemberName& member,
                                                    json::Value& text) {
                    attributes.push_back({std::string(member.text()), std::string(text.text())});
                });
            });
    } catch (const InputError&) {
        warn(name, value, "which is no JSON object of texts once the shell has read it", settings);
        return;
    }
    for (const Attribute& attribute : attributes) {
        set_attribute(attribute.name, attribute.value, settings);
    }
}

struct Setting {
    std::string_view name;
    void (*read)(std::string_view name, const std::string& value, AgentSettings& settings);
};
constexpr Setting known_settings[] = {
    {"ECS_CLUSTER", read_cluster},
    {"ECS_INSTANCE_ATTRIBUTES", read_attributes},
    {"ECS_RESERVED_MEMORY", read_reserved_memory},
};

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && json::is_blank(text.front())) text.remove_prefix(1);
    return json::without_trailing_blanks(text);
}

std::string without_quotes(std::string_view text) {
    const bool is_quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
                           text.back() == text.front();
    return std::string(is_quoted ? text.substr(1, text.size() - 2) : text);
}

void set_attribute(const std::string& name, const std::string& value, AgentSettings& settings) {
    const auto found = std::ranges::find(settings.attributes, name, &Attribute::name);
    if (found != settings.attributes.end()) {
        found->value = value;
    } else {
        settings.attributes.push_back({name, value});
    }
}

void apply_setting(std::string_view name, const std::string& value, AgentSettings& settings) {
    for (const Setting& setting : known_settings) {
        if (setting.name != name) continue;
        if (depends_on_run(value)) {
            warn(name, value, "which only the instance itself can work out", settings);
        } else {
            setting.read(name, value, settings);
        }
    }
}

}  // namespace berth::host::user_data
