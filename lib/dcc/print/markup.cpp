#include <dcc/base/text.hpp>
#include <dcc/print/detail/formats.hpp>

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace dcc::print {
namespace {

// A text that means nothing but itself in GitHub Flavored Markdown, within a line.
std::string markdown(std::string_view text) {
    std::string result;
    for (char const c : text) {
        if (c == '\n') {
            result += "<br>";
            continue;
        }
        if (std::string_view{"\\`*_[]<>|~&$#"}.find(c) != std::string_view::npos) result += '\\';
        result += c;
    }
    return result;
}

// A text that means nothing but itself in HTML, between tags and in attributes.
std::string html(std::string_view text) {
    std::string result;
    for (char const c : text) {
        switch (c) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            case '\'': result += "&#39;"; break;
            case '\n': result += "<br>"; break;
            default: result += c;
        }
    }
    return result;
}

// The columns that people see.
std::vector<std::size_t> shown(Table const &table) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (!table.columns[i].title.empty()) columns.push_back(i);
    return columns;
}

// Whether all known cells of a column are numbers, and there are any.
bool has_numbers(Table const &table, std::size_t column) {
    bool any = false;
    for (auto const *rows : {&table.rows, &table.total})
        for (auto const &row : *rows) {
            auto const cell = cell_at(row, column);
            if (std::holds_alternative<std::monostate>(cell)) continue;
            if (!is_number(cell)) return false;
            any = true;
        }
    return any;
}

void write_html_row(Sink &sink, Table const &table, std::vector<Cell> const &row,
                    Style const &style) {
    sink.write("<tr>");
    for (auto const column : shown(table)) {
        auto const cell = cell_at(row, column);
        sink.write(fmt::format("<td{}>{}</td>", is_number(cell) ? " class=\"number\"" : "",
                               html(text_of(cell, style, true))));
    }
    sink.write("</tr>\n");
}

void write_html_notes(Sink &sink, Table const &table, Style const &style) {
    for (auto const &line : note_lines(table, style))
        sink.write("<p class=\"note\">" + html(line) + "</p>\n");
}

}  // namespace

void write_markdown(Sink &sink, Table const &table, Style const &style) {
    auto const columns = shown(table);
    if (columns.empty()) return;
    if (table.rows.empty()) {
        if (!style.quiet && !table.empty.empty())
            sink.write(markdown(table.empty.in(style.language)) + "\n");
    } else {
        for (auto const column : columns)
            sink.write("| " + markdown(translated(table.columns[column].title, style.language)) +
                       " ");
        sink.write("|\n");
        for (auto const column : columns)
            sink.write(has_numbers(table, column) ? "| ---: " : "| --- ");
        sink.write("|\n");
        for (auto const *rows : {&table.rows, &table.total})
            for (auto const &row : *rows) {
                if (sink.closed()) return;
                for (auto const column : columns)
                    sink.write("| " + markdown(text_of(cell_at(row, column), style, true)) + " ");
                sink.write("|\n");
            }
    }
    for (auto const &line : note_lines(table, style)) sink.write("\n" + markdown(line) + "\n");
}

void write_markdown(Sink &sink, Sheet const &sheet, Style const &style) {
    bool below = false;
    if (!sheet.head.rows.empty())
        for (auto const column : shown(sheet.head)) {
            auto const cell = cell_at(sheet.head.rows.front(), column);
            sink.write("- **" +
                       markdown(translated(sheet.head.columns[column].title, style.language)) +
                       ":** " + markdown(text_of(cell, style, true)) + "\n");
            below = true;
        }
    for (auto const &part : sheet.parts) {
        if (part.table.rows.empty() && (style.quiet || part.table.empty.empty())) continue;
        if (below) sink.write("\n");
        below = true;
        if (!part.title.empty())
            sink.write("### " + markdown(part.title.in(style.language)) + "\n\n");
        write_markdown(sink, part.table, style);
    }
    for (auto const &line : note_lines(sheet.head, style)) sink.write("\n" + markdown(line) + "\n");
}

void write_html(Sink &sink, Table const &table, Style const &style) {
    auto const columns = shown(table);
    if (columns.empty()) return;
    if (table.rows.empty()) {
        if (!style.quiet && !table.empty.empty())
            sink.write("<p>" + html(printable(table.empty.in(style.language))) + "</p>\n");
        return write_html_notes(sink, table, style);
    }
    sink.write("<table>\n<thead><tr>");
    for (auto const column : columns)
        sink.write("<th scope=\"col\">" +
                   html(translated(table.columns[column].title, style.language)) + "</th>");
    sink.write("</tr></thead>\n<tbody>\n");
    for (auto const &row : table.rows) {
        if (sink.closed()) return;
        write_html_row(sink, table, row, style);
    }
    sink.write("</tbody>\n");
    if (!table.total.empty()) {
        sink.write("<tfoot>\n");
        for (auto const &row : table.total) write_html_row(sink, table, row, style);
        sink.write("</tfoot>\n");
    }
    sink.write("</table>\n");
    write_html_notes(sink, table, style);
}

void write_html(Sink &sink, Sheet const &sheet, Style const &style) {
    auto const fields = shown(sheet.head);
    if (!sheet.head.rows.empty() && !fields.empty()) {
        sink.write("<table>\n<tbody>\n");
        for (auto const column : fields) {
            auto const cell = cell_at(sheet.head.rows.front(), column);
            sink.write("<tr><th scope=\"row\">" +
                       html(translated(sheet.head.columns[column].title, style.language)) +
                       "</th><td>" + html(text_of(cell, style, true)) + "</td></tr>\n");
        }
        sink.write("</tbody>\n</table>\n");
    }
    for (auto const &part : sheet.parts) {
        if (part.table.rows.empty() && (style.quiet || part.table.empty.empty())) continue;
        if (!part.title.empty())
            sink.write("<h3>" + html(part.title.in(style.language)) + "</h3>\n");
        write_html(sink, part.table, style);
    }
    write_html_notes(sink, sheet.head, style);
}

}  // namespace dcc::print
