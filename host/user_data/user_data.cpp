// User data, in the forms that ECS's images take: a shell script, several parts in MIME's form
// (cloud-init), Bottlerocket's TOML, a PowerShell script.
#include "user_data/user_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "json/base64.hpp"
#include "user_data/agent_settings.hpp"
#include "user_data/shell_script.hpp"

namespace berth::host::user_data {

namespace {

constexpr std::size_t most_nested_parts = 4;

void read_part(std::string_view text, std::size_t depth, AgentSettings& settings);

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

// NAME=value lines of /etc/ecs/ecs.config.
void read_config(std::string_view config, AgentSettings& settings) {
    while (!config.empty()) {
        const std::string_view line = trimmed(take_line(config));
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos || line.starts_with('#')) continue;
        apply_setting(trimmed(line.substr(0, equals)),
                      without_quotes(trimmed(line.substr(equals + 1))), settings);
    }
}

// The word behind `at`, without quotes.
std::string word_after(std::string_view text, std::size_t at) {
    const std::string_view rest = trimmed(text.substr(at));
    const bool is_quoted = rest.starts_with('"') || rest.starts_with('\'');
    if (!is_quoted) return std::string(rest.substr(0, rest.find_first_of(" \t\r\n;,)")));
    const std::size_t end = rest.find(rest.front(), 1);
    return std::string(rest.substr(1, std::min(end, rest.size()) - 1));
}

// ECS developer guide, "Bootstrapping Amazon ECS Windows container instances": Initialize-ECSAgent
// -Cluster NAME, other settings as variables of the environment.
void read_powershell(std::string_view script, AgentSettings& settings) {
    const std::string lower = lower_case(script);
    if (const std::size_t start = lower.find("initialize-ecsagent"); start != std::string::npos) {
        const std::size_t end = std::min(lower.find('\n', start), lower.size());
        constexpr std::string_view option = "-cluster";
        const std::size_t at = lower.find(option, start);
        if (at < end)
            apply_setting("ECS_CLUSTER", word_after(script, at + option.size()), settings);
    }
    constexpr std::string_view call = "setenvironmentvariable(";
    for (std::size_t at = lower.find(call); at != std::string::npos; at = lower.find(call, at)) {
        at += call.size();
        const std::size_t comma = std::min(script.find(',', at), script.size() - 1);
        apply_setting(word_after(script, at), word_after(script, comma + 1), settings);
    }
}

struct MimeHeaders {
    std::string boundary;
    bool is_base64 = false;
};

// Reads up to the empty line behind the headers.
MimeHeaders take_headers(std::string_view& text) {
    MimeHeaders headers;
    while (!text.empty()) {
        const std::string_view line = trimmed(take_line(text));
        if (line.empty()) break;
        const std::string lower = lower_case(line);
        constexpr std::string_view boundary = "boundary=";
        const std::size_t at = lower.find(boundary);
        if (at != std::string::npos) headers.boundary = word_after(line, at + boundary.size());
        if (lower.starts_with("content-transfer-encoding:") && lower.ends_with("base64")) {
            headers.is_base64 = true;
        }
    }
    return headers;
}

void read_body(std::string_view body, bool is_base64, std::size_t depth, AgentSettings& settings) {
    if (!is_base64) return read_part(body, depth, settings);
    std::string digits;
    std::ranges::copy_if(body, std::back_inserter(digits),
                         [](char c) { return std::isspace(static_cast<unsigned char>(c)) == 0; });
    const std::optional<std::string> decoded = json::decode_base64(digits);
    if (decoded) {
        read_part(*decoded, depth, settings);
    } else {
        settings.warnings.push_back({"user data: a part is no base64; it is left out", {}});
    }
}

// RFC 2046, section 5.1: parts between lines that begin with two hyphens and the boundary.
void read_multipart(std::string_view text, std::size_t depth, AgentSettings& settings) {
    const MimeHeaders whole = take_headers(text);
    const std::string delimiter = "--" + whole.boundary;
    bool in_parts = false;
    const char* begin = text.data();
    const auto end_part = [&](const char* end) {
        std::string_view part(begin, static_cast<std::size_t>(end - begin));
        if (!in_parts) return;
        const MimeHeaders headers = take_headers(part);
        if (headers.boundary.empty()) {
            read_body(part, headers.is_base64, depth + 1, settings);
        } else {
            read_part({begin, static_cast<std::size_t>(end - begin)}, depth + 1, settings);
        }
    };
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (!line.starts_with(delimiter)) continue;
        end_part(line.data());
        begin = text.data();
        in_parts = !line.substr(delimiter.size()).starts_with("--");
    }
    end_part(text.data());
}

bool is_multipart(std::string_view text) {
    const std::string head = lower_case(text.substr(0, 2000));
    return (head.starts_with("content-type:") || head.starts_with("mime-version:")) &&
           head.find("multipart/") != std::string::npos &&
           head.find("boundary=") != std::string::npos;
}

void read_part(std::string_view text, std::size_t depth, AgentSettings& settings) {
    const std::string_view plain = trimmed(text);
    const std::string lower = lower_case(plain.substr(0, 4000));
    if (depth > most_nested_parts || plain.starts_with("\x1F\x8B")) {
        settings.warnings.push_back(
            {"user data: a part is compressed or nested too deeply; its settings are not known",
             {}});
    } else if (is_multipart(plain)) {
        read_multipart(plain, depth, settings);
    } else if (lower.find("initialize-ecsagent") != std::string::npos ||
               lower.starts_with("<powershell>")) {
        read_powershell(plain, settings);
    } else if (is_bottlerocket(plain)) {
        read_bottlerocket(plain, settings);
    } else {
        read_config(text_written_to("ecs.config", plain), settings);
    }
}

}  // namespace

AgentSettings read_user_data(const std::string& user_data) {
    AgentSettings settings;
    read_part(user_data, 0, settings);
    return settings;
}

}  // namespace berth::host::user_data
