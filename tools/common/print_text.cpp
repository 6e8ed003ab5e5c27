#include "common/output.hpp"
#include "common/overload.hpp"
#include "common/remedies.hpp"
#include <dcc/base/text.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace dcc::cli {

namespace {

constexpr std::size_t gap = 2;           // blanks between columns
constexpr std::size_t least_width = 10;  // a shortened column keeps this much

struct TextColumn {
    std::size_t index;  // in the table
    std::size_t width;
    bool right = false;
    bool shrinks = false;  // free text, which may be shortened
    std::vector<std::string> cells;
};

bool is_number(Cell const &cell) {
    return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell) ||
           std::holds_alternative<Share>(cell) || std::holds_alternative<Seconds>(cell) ||
           std::holds_alternative<Worked>(cell);
}

bool is_unknown(Cell const &cell) {
    return std::holds_alternative<std::monostate>(cell);
}

TextColumn lay_out(Table const &table, std::size_t index, Zone const &zone) {
    TextColumn column{index, display_width(table.columns[index].title), true, false, {}};
    bool all_unknown = true;
    for (auto const &row : table.rows) {
        Cell const cell = index < row.size() ? row[index] : Cell{};
        column.cells.push_back(text_of(cell, zone));
        column.width = std::max(column.width, display_width(column.cells.back()));
        if (is_unknown(cell)) continue;
        all_unknown = false;
        if (!is_number(cell)) column.right = false;
        if (std::holds_alternative<std::string>(cell) ||
            std::holds_alternative<std::vector<std::string>>(cell))
            column.shrinks = !table.columns[index].whole;
    }
    if (all_unknown) column.right = false;
    return column;
}

// Narrows the widest free texts until the line fits or none can be narrowed further.
void fit(std::vector<TextColumn> &columns, std::size_t width) {
    auto const total = [&] {
        return std::accumulate(columns.begin(), columns.end(), gap * (columns.size() - 1),
                               [](std::size_t sum, auto const &c) { return sum + c.width; });
    };
    for (auto excess = total(); excess > width; --excess) {
        TextColumn *widest = nullptr;
        for (auto &column : columns)
            if (column.shrinks && column.width > least_width &&
                (!widest || column.width > widest->width))
                widest = &column;
        if (!widest) return;
        --widest->width;
    }
}

std::string padded(std::string const &text, TextColumn const &column) {
    auto const cut = shorten(text, column.width);
    auto const blanks = std::string(column.width - std::min(column.width, display_width(cut)), ' ');
    return column.right ? blanks + cut : cut + blanks;
}

std::string strong(std::string const &text) {
    return "\033[1m" + text + "\033[0m";
}

void write_line(Output &output, std::string line, bool heading = false) {
    line.erase(line.find_last_not_of(' ') + 1);
    output.write((heading ? strong(line) : line) + "\n");
}

void print_notes(Output &output, Table const &table, Style const &style) {
    auto notes = table.notes;
    if (table.partial) notes.push_back(*table.partial);
    if (style.quiet || notes.empty()) return;
    output.write("\n");
    for (auto const &note : notes) output.write(printable(text_of(note), true) + "\n");
}

// Indents the lines of a value after the first.
std::string indented(std::string const &text, std::size_t columns) {
    std::string result;
    for (char const c : text) {
        result += c;
        if (c == '\n') result.append(columns, ' ');
    }
    return result;
}

// Prints the fields of a sheet, one per line. Gives whether there were any.
bool print_fields(Output &output, Table const &head, Style const &style) {
    if (head.rows.empty()) return false;
    std::size_t width = 0;
    for (auto const &column : head.columns) width = std::max(width, display_width(column.title));
    if (width == 0) return false;
    auto const &row = head.rows.front();
    for (std::size_t i = 0; i < head.columns.size(); ++i) {
        auto const &title = head.columns[i].title;
        if (title.empty()) continue;
        auto const value = text_of(i < row.size() ? row[i] : Cell{}, style.zone, true);
        auto label = title + ":";
        label.append(width - display_width(title) + gap, ' ');
        output.write(style.color ? strong(label) : label);
        output.write(indented(value, width + 1 + gap) + "\n");
    }
    return true;
}

}  // namespace

std::string text_of(Cell const &cell, Zone const &zone, bool multiline) {
    return std::visit(Overload{
                          [](std::monostate) -> std::string { return "–"; },
                          [](bool value) -> std::string { return value ? "yes" : "no"; },
                          [](std::int64_t value) { return std::to_string(value); },
                          [](double value) { return fmt::format("{:.2f}", value); },
                          [](Share share) { return fmt::format("{:.1f} %", share.value * 100); },
                          [&](std::string const &text) {
                              auto clean = printable(text, multiline);
                              while (clean.ends_with('\n')) clean.pop_back();
                              return clean;
                          },
                          [&](Instant instant) { return zone.format(instant); },
                          [](Seconds span) { return format_span(span); },
                          [](Worked span) { return format_worked(span.value); },
                          [](std::vector<std::string> const &words) -> std::string {
                              if (words.empty()) return "–";
                              std::string list;
                              for (auto const &word : words) {
                                  if (!list.empty()) list += ", ";
                                  list += printable(word);
                              }
                              return list;
                          },
                          [](JsonText const &json) { return json.text; },
                      },
                      cell);
}

void print_text(Output &output, Table const &table, Style const &style) {
    if (table.rows.empty()) {
        if (!style.quiet && !table.empty.empty()) output.write(printable(table.empty) + "\n");
        return print_notes(output, table, style);
    }
    std::vector<TextColumn> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (!table.columns[i].title.empty()) columns.push_back(lay_out(table, i, style.zone));
    if (columns.empty()) return;
    if (style.width > 0) fit(columns, style.width);

    std::string line;
    for (auto const &column : columns) {
        if (&column != &columns.front()) line.append(gap, ' ');
        line += padded(table.columns[column.index].title, column);
    }
    write_line(output, line, style.color);
    for (std::size_t row = 0; row < table.rows.size() && !output.closed(); ++row) {
        line.clear();
        for (auto const &column : columns) {
            if (&column != &columns.front()) line.append(gap, ' ');
            line += padded(column.cells[row], column);
        }
        write_line(output, line);
    }
    print_notes(output, table, style);
}

void print_text(Output &output, Sheet const &sheet, Style const &style) {
    bool below = print_fields(output, sheet.head, style);
    for (auto const &part : sheet.parts) {
        if (part.table.rows.empty() && (style.quiet || part.table.empty.empty())) continue;
        if (std::exchange(below, true)) output.write("\n");
        if (!part.title.empty()) write_line(output, part.title, style.color);
        print_text(output, part.table, style);
    }
    print_notes(output, sheet.head, style);
}

}  // namespace dcc::cli
