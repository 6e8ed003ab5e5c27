#include <dcc/base/overload.hpp>
#include <dcc/base/text.hpp>
#include <dcc/print/detail/formats.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace dcc::print {

namespace {

constexpr std::size_t gap = 2;           // blanks between columns
constexpr std::size_t least_width = 10;  // a shortened column keeps this much

struct TextColumn {
    std::size_t index;  // in the table
    std::size_t width;
    std::string title;
    bool right = false;
    bool shrinks = false;  // free text, which may be shortened
    std::vector<std::string> cells;
};

bool is_unknown(Cell const &cell) {
    return std::holds_alternative<std::monostate>(cell);
}

TextColumn lay_out(Table const &table, std::size_t index, Style const &style) {
    auto const title = translated(table.columns[index].title, style.language);
    TextColumn column{index, display_width(title), title, true, false, {}};
    bool all_unknown = true;
    for (auto const *rows : {&table.rows, &table.total})
        for (auto const &row : *rows) {
            Cell const cell = index < row.size() ? row[index] : Cell{};
            column.cells.push_back(text_of(cell, style));
            column.width = std::max(column.width, display_width(column.cells.back()));
            if (is_unknown(cell)) continue;
            all_unknown = false;
            if (!is_number(cell)) column.right = false;
            if (std::holds_alternative<std::string>(cell) || std::holds_alternative<Word>(cell) ||
                std::holds_alternative<Said>(cell) ||
                std::holds_alternative<std::vector<std::string>>(cell))
                column.shrinks = !table.columns[index].whole;
        }
    if (all_unknown) column.right = false;
    return column;
}

// The width that the columns need at least.
std::size_t least(std::vector<TextColumn> const &columns) {
    return std::accumulate(
        columns.begin(), columns.end(), gap * (columns.size() - 1),
        [](std::size_t sum, auto const &column) {
            return sum + (column.shrinks ? std::min(column.width, least_width) : column.width);
        });
}

// Removes columns that people can do without, those of one order together, while the line is too
// long. Gives their titles.
std::vector<std::string> leave_out(std::vector<TextColumn> &columns, Table const &table,
                                   std::size_t width) {
    std::vector<std::string> titles;
    auto const order = [&, first = columns.front().index](TextColumn const &column) {
        return column.index == first ? 0 : table.columns[column.index].spare;
    };
    while (least(columns) > width) {
        auto const most = order(*std::ranges::max_element(columns, {}, order));
        if (most == 0) break;
        for (auto const &column : columns)
            if (order(column) == most) titles.push_back(column.title);
        std::erase_if(columns, [&](TextColumn const &column) { return order(column) == most; });
    }
    return titles;
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

void write_line(Sink &sink, std::string line, bool heading = false) {
    line.erase(line.find_last_not_of(' ') + 1);
    sink.write((heading ? strong(line) : line) + "\n");
}

void write_notes(Sink &sink, Table const &table, Style const &style) {
    auto const lines = note_lines(table, style);
    if (lines.empty()) return;
    sink.write("\n");
    for (auto const &line : lines) sink.write(line + "\n");
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
bool write_fields(Sink &sink, Table const &head, Style const &style) {
    if (head.rows.empty()) return false;
    std::size_t width = 0;
    std::vector<std::string> titles;
    for (auto const &column : head.columns) {
        titles.push_back(translated(column.title, style.language));
        width = std::max(width, display_width(titles.back()));
    }
    if (width == 0) return false;
    auto const &row = head.rows.front();
    for (std::size_t i = 0; i < head.columns.size(); ++i) {
        auto const &title = titles[i];
        if (title.empty()) continue;
        auto const value = text_of(i < row.size() ? row[i] : Cell{}, style, true);
        auto label = title + ":";
        label.append(width - display_width(title) + gap, ' ');
        sink.write(style.color ? strong(label) : label);
        sink.write(indented(value, width + 1 + gap) + "\n");
    }
    return true;
}

}  // namespace

Cell const &cell_at(std::vector<Cell> const &row, std::size_t column) {
    static Cell const unknown;
    return column < row.size() ? row[column] : unknown;
}

bool is_number(Cell const &cell) {
    return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell) ||
           std::holds_alternative<Share>(cell) || std::holds_alternative<Seconds>(cell) ||
           std::holds_alternative<Worked>(cell);
}

std::vector<std::string> note_lines(Table const &table, Style const &style) {
    auto notes = table.notes;
    if (table.partial) notes.push_back(*table.partial);
    std::vector<std::string> lines;
    if (style.quiet) return lines;
    for (auto const &note : notes)
        lines.push_back(printable(style.words(note, style.language), true));
    return lines;
}

std::string text_of(Cell const &cell, Style const &style, bool multiline) {
    auto const language = style.language;
    return std::visit(
        Overload{
            [](std::monostate) -> std::string { return "–"; },
            [&](bool value) { return (value ? say("yes") : say("no")).in(language); },
            [](std::int64_t value) { return std::to_string(value); },
            [](double value) { return fmt::format("{:.2f}", value); },
            [](Share share) { return fmt::format("{:.1f} %", share.value * 100); },
            [&](std::string const &text) {
                auto clean = printable(text, multiline);
                while (clean.ends_with('\n')) clean.pop_back();
                return clean;
            },
            [&](Instant instant) { return style.zone.format(instant); },
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
            [&](Word word) { return Wording::word(word.text).in(language); },
            [&](Said const &said) { return printable(said.message->in(language), multiline); },
        },
        cell);
}

void write_text(Sink &sink, Table const &table, Style const &style) {
    if (table.rows.empty()) {
        if (!style.quiet && !table.empty.empty())
            sink.write(printable(table.empty.in(style.language)) + "\n");
        return write_notes(sink, table, style);
    }
    std::vector<TextColumn> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (!table.columns[i].title.empty()) columns.push_back(lay_out(table, i, style));
    if (columns.empty()) return;
    std::vector<std::string> left_out;
    if (style.width > 0) {
        left_out = leave_out(columns, table, style.width);
        fit(columns, style.width);
    }

    std::string line;
    if (style.heading) {
        for (auto const &column : columns) {
            if (&column != &columns.front()) line.append(gap, ' ');
            line += padded(column.title, column);
        }
        write_line(sink, line, style.color);
    }
    auto const rows = table.rows.size() + table.total.size();
    for (std::size_t row = 0; row < rows && !sink.closed(); ++row) {
        line.clear();
        for (auto const &column : columns) {
            if (&column != &columns.front()) line.append(gap, ' ');
            line += padded(column.cells[row], column);
        }
        write_line(sink, line, style.color && row >= table.rows.size());
    }
    if (!left_out.empty() && !style.quiet)
        sink.write(
            "\n" +
            say("Left out of the narrow line: {}.", fmt::format("{}", fmt::join(left_out, ", ")))
                .in(style.language) +
            "\n");
    write_notes(sink, table, style);
}

void write_text(Sink &sink, Sheet const &sheet, Style const &style) {
    bool below = write_fields(sink, sheet.head, style);
    for (auto const &part : sheet.parts) {
        if (part.table.rows.empty() && (style.quiet || part.table.empty.empty())) continue;
        if (std::exchange(below, true)) sink.write("\n");
        if (!part.title.empty()) write_line(sink, part.title.in(style.language), style.color);
        write_text(sink, part.table, style);
    }
    write_notes(sink, sheet.head, style);
}

}  // namespace dcc::print
