// Numbers, amounts, ages, names and tables as people read them. Every text that came from the input
// goes through printable() before it reaches a terminal.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "berth/instance.hpp"
#include "berth/plan.hpp"
#include "explain/phrases.hpp"

namespace berth::host::cli {

/// "9,403"
std::string with_separators(std::int64_t number);
std::string with_separators(std::uint64_t number);

/// "9,403.50" with two decimals
std::string decimals_with_separators(double value, int decimals);

/// "1 task", "9,403 tasks"
std::string counted(std::uint64_t number, std::string_view noun);

/// "61.3 %"; "-" where there is no whole.
std::string percent(std::int64_t part, std::int64_t whole);

/// "850 us", "12 ms", "3.4 s", "2 min 5 s"
std::string duration(double seconds);

/// "40 s", "5 min", "3 h", "12 days"; what lies in the future is "0 s".
std::string age(std::chrono::seconds elapsed);

/// An amount in the unit that the reason speaks of: "512 MiB", "1 GPU", "2 ports".
std::string amount(Reason reason, std::int64_t value);

/// Whether the reason compares an amount that the task asks for with one that is left.
bool is_resource(Reason reason);

using explain::id_of_arn;
using explain::instance_name;

/// The value of an attribute, "-" where the instance lacks it.
std::string attribute_or_dash(const ContainerInstance& instance, std::string_view name);

/// "i-0f3a (m5.large, us-west-2a)"
std::string instance_with_place(const ContainerInstance& instance);

/// The text with control characters and malformed UTF-8 made visible ("\x1b"), so that names from
/// the input cannot steer a terminal.
std::string printable(std::string_view text);

/// Number of terminal columns of a printable text: its code points.
std::size_t columns(std::string_view text);

/// The candidate nearest to the word, if it is near enough to be meant; else empty.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// The text broken into lines of at most `width` columns, at blanks.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// How the text is dressed: bold headings on a terminal, nothing elsewhere.
class Style {
   public:
    explicit Style(bool is_rich) : is_rich_(is_rich) {}

    std::string bold(std::string_view text) const;

   private:
    bool is_rich_;
};

enum class Align { left, right };

struct Column {
    std::string heading;
    Align align = Align::left;
};

/// Rows of text under headings. Columns are as wide as their widest cell, two blanks apart; no
/// row is wrapped or cut.
class Table {
   public:
    explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

    /// One cell per column.
    void add_row(std::vector<std::string> cells);

    bool empty() const noexcept { return rows_.empty(); }

    /// The headings and the rows, each line indented by `indent` blanks and ended.
    std::string to_text(const Style& style, std::size_t indent = 2) const;

   private:
    std::string line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
                     std::size_t indent) const;

    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace berth::host::cli
