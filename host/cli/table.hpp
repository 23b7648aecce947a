// Aligned text tables.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace berth::host::cli {

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
