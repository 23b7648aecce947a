#include "cli/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "cli/text.hpp"

namespace berth::host::cli {

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
