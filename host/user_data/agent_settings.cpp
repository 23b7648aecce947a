// Of TOML the part that such settings are written in: tables, dotted and quoted keys, texts and
// numbers in one line, inline tables of texts.
#include "user_data/agent_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

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

using Key = std::vector<std::string>;

const Key ecs_key = {"settings", "ecs"};

// Reads one line; what is not of the form leaves it where it is.
class TomlLine {
   public:
    explicit TomlLine(std::string_view text) : rest_(trimmed(text)) {}

    bool take(char c) {
        skip_blanks();
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool at_end() {
        skip_blanks();
        return rest_.empty() || rest_.front() == '#';
    }

    std::optional<Key> take_key() {
        Key key;
        do {
            const std::optional<std::string> part = take_key_part();
            if (!part) return std::nullopt;
            key.push_back(*part);
        } while (take('.'));
        return key;
    }

    // A text in quotes, or a bare word such as a number.
    std::optional<std::string> take_value() {
        skip_blanks();
        if (rest_.starts_with('"') || rest_.starts_with('\'')) return take_text();
        return take_bare("+-_.");
    }

   private:
    void skip_blanks() {
        rest_ = rest_.substr(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    }

    std::optional<std::string> take_key_part() {
        skip_blanks();
        if (rest_.starts_with('"') || rest_.starts_with('\'')) return take_text();
        return take_bare("-_");
    }

    std::optional<std::string> take_bare(std::string_view others) {
        const auto is_bare = [&](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                   others.find(c) != std::string_view::npos;
        };
        std::size_t size = 0;
        while (size < rest_.size() && is_bare(rest_[size])) ++size;
        if (size == 0) return std::nullopt;
        std::string text(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return text;
    }

    std::optional<std::string> take_text() {
        const char quote = rest_.front();
        std::string text;
        for (std::size_t i = 1; i < rest_.size(); ++i) {
            if (rest_[i] == quote) {
                rest_.remove_prefix(i + 1);
                return text;
            }
            const bool is_escape = quote == '"' && rest_[i] == '\\' && i + 1 < rest_.size();
            if (is_escape && rest_[++i] != '"' && rest_[i] != '\\') return std::nullopt;
            text += rest_[i];
        }
        return std::nullopt;
    }

    std::string_view rest_;
};

Key operator+(Key front, const Key& back) {
    front.insert(front.end(), back.begin(), back.end());
    return front;
}

bool begins_with(const Key& key, const Key& front) {
    return key.size() >= front.size() && std::equal(front.begin(), front.end(), key.begin());
}

void apply(const Key& key, const std::string& value, AgentSettings& settings) {
    if (!begins_with(key, ecs_key)) return;
    if (key.size() == 3 && key[2] == "cluster") apply_setting("ECS_CLUSTER", value, settings);
    if (key.size() == 3 && key[2] == "reserved-memory") {
        apply_setting("ECS_RESERVED_MEMORY", value, settings);
    }
    if (key.size() == 4 && key[2] == "instance-attributes") {
        set_attribute(key[3], value, settings);
    }
}

// KEY = VALUE or KEY = {KEY = VALUE, ...}. False where it is neither.
bool read_assignment(TomlLine& line, const Key& table, AgentSettings& settings) {
    const std::optional<Key> key = line.take_key();
    if (!key || !line.take('=')) return false;
    if (!line.take('{')) {
        const std::optional<std::string> value = line.take_value();
        if (!value || !line.at_end()) return false;
        apply(table + *key, *value, settings);
        return true;
    }
    while (!line.take('}')) {
        const std::optional<Key> inner = line.take_key();
        const std::optional<std::string> value =
            inner && line.take('=') ? line.take_value() : std::nullopt;
        if (!value) return false;
        apply(table + *key + *inner, *value, settings);
        line.take(',');
    }
    return line.at_end();
}

std::optional<Key> read_table(TomlLine& line) {
    const std::optional<Key> key = line.take_key();
    return key && line.take(']') && line.at_end() ? key : std::nullopt;
}

bool concerns_ecs(const Key& table, std::string_view line) {
    return begins_with(table, ecs_key) || line.find("ecs") != std::string_view::npos;
}

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

bool is_bottlerocket(std::string_view user_data) {
    return user_data.starts_with("[settings") ||
           user_data.find("\n[settings") != std::string_view::npos ||
           user_data.starts_with("settings.") ||
           user_data.find("\nsettings.") != std::string_view::npos;
}

void read_bottlerocket(std::string_view user_data, AgentSettings& settings) {
    Key table;
    while (!user_data.empty()) {
        const std::size_t end = std::min(user_data.find('\n'), user_data.size());
        const std::string_view text = user_data.substr(0, end);
        user_data.remove_prefix(std::min(end + 1, user_data.size()));
        TomlLine line(text);
        if (line.at_end()) continue;
        bool is_read = false;
        if (line.take('[')) {
            const std::optional<Key> key = read_table(line);
            is_read = key.has_value();
            table = key.value_or(Key());
        } else {
            is_read = read_assignment(line, table, settings);
        }
        if (is_read || !concerns_ecs(table, text)) continue;
        settings.warnings.push_back(
            {fmt::format("user data: the line '{}' is not understood; it is left out",
                         json::shortened(trimmed(text), 80)),
             {}});
    }
}

}  // namespace berth::host::user_data
