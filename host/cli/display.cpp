#include "cli/display.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "model/resource.hpp"
#include "query/vocabulary.hpp"

namespace berth::host::cli {

namespace {

std::string grouped_by_thousands(std::string digits) {
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

constexpr std::size_t edit_distance_limit = 3;

// Bytes of the UTF-8 sequence at the start of the text; 0 where it is malformed or a control.
std::size_t printable_sequence(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return lead >= 0x20 && lead != 0x7f ? 1 : 0;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return 0;
    }
    const bool is_c1_control = lead == 0xc2 && byte(1) < 0xa0;
    return is_c1_control ? 0 : length;
}

}  // namespace

std::string with_separators(std::uint64_t number) {
    return grouped_by_thousands(std::to_string(number));
}

std::string with_separators(std::int64_t number) {
    if (number >= 0) return with_separators(static_cast<std::uint64_t>(number));
    return "-" + with_separators(std::uint64_t{0} - static_cast<std::uint64_t>(number));
}

std::string decimals_with_separators(double value, int decimals) {
    const std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::uint64_t whole = std::stoull(digits.substr(0, point));
    return (value < 0 ? "-" : "") + with_separators(whole) + digits.substr(point);
}

std::string counted(std::uint64_t number, std::string_view noun) {
    return fmt::format("{} {}{}", with_separators(number), noun, number == 1 ? "" : "s");
}

std::string percent(std::int64_t part, std::int64_t whole) {
    if (whole <= 0) return "-";
    return fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string duration(double seconds) {
    if (seconds < 1e-3) return fmt::format("{:.0f} us", seconds * 1e6);
    if (seconds < 1.0) return fmt::format("{:.0f} ms", seconds * 1e3);
    if (seconds < 60.0) return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    return fmt::format("{} min {} s", whole / 60, whole % 60);
}

std::string age(std::chrono::seconds elapsed) {
    const std::int64_t seconds = std::max<std::int64_t>(elapsed.count(), 0);
    if (seconds < 60) return fmt::format("{} s", seconds);
    if (seconds < 3600) return fmt::format("{} min", seconds / 60);
    if (seconds < 2 * 86400) return fmt::format("{} h", seconds / 3600);
    return fmt::format("{} days", with_separators(seconds / 86400));
}

std::string amount(Reason reason, std::int64_t value) {
    const model::ReasonWords& words = model::words_of(reason);
    const std::string_view word = value == 1 ? words.unit : words.units;
    return word.empty() ? with_separators(value)
                        : fmt::format("{} {}", with_separators(value), word);
}

bool is_resource(Reason reason) {
    return model::words_of(reason).is_resource;
}

std::string attribute_or_dash(const ContainerInstance& instance, std::string_view name) {
    const std::string* value = instance.attribute(name);
    return value == nullptr || value->empty() ? "-" : *value;
}

std::string instance_with_place(const ContainerInstance& instance) {
    return fmt::format("{} ({}, {})", instance_name(instance),
                       attribute_or_dash(instance, attribute_names::instance_type),
                       attribute_or_dash(instance, attribute_names::availability_zone));
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = printable_sequence(text);
        if (length > 0) {
            out.append(text.substr(0, length));
        } else {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
    std::string best;
    std::size_t best_distance = std::min(edit_distance_limit, word.size());
    for (const std::string& candidate : candidates) {
        const std::size_t distance = query::edit_distance(word, candidate);
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines(1);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        if (!lines.back().empty() && columns(lines.back()) + 1 + columns(word) > width) {
            lines.emplace_back();
        }
        if (!lines.back().empty()) lines.back() += ' ';
        lines.back() += word;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string Style::bold(std::string_view text) const {
    return is_rich_ ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

void Table::add_row(std::vector<std::string> cells) {
    if (cells.size() != columns_.size()) {
        throw std::logic_error(
            fmt::format("a table row has {} cells for {} columns", cells.size(), columns_.size()));
    }
    for (std::string& cell : cells) cell = printable(cell);
    rows_.push_back(std::move(cells));
}

std::string Table::line(const std::vector<std::string>& cells,
                        const std::vector<std::size_t>& widths, std::size_t indent) const {
    std::string out(indent, ' ');
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string padding(widths[i] - cli::columns(cells[i]), ' ');
        if (i > 0) out += "  ";
        out += columns_[i].align == Align::right ? padding + cells[i] : cells[i] + padding;
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out;
}

std::string Table::to_text(const Style& style, std::size_t indent) const {
    std::vector<std::string> headings;
    std::vector<std::size_t> widths;
    for (const Column& column : columns_) {
        headings.push_back(column.heading);
        widths.push_back(cli::columns(column.heading));
    }
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], cli::columns(row[i]));
        }
    }
    std::string out = style.bold(line(headings, widths, indent)) + '\n';
    for (const auto& row : rows_) out += line(row, widths, indent) + '\n';
    return out;
}

}  // namespace berth::host::cli
