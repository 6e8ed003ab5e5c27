#include <dcc/base/text.hpp>
#include <dcc/chart/detail/table_markup.hpp>
#include <dcc/chart/markup.hpp>

#include <type_traits>

#include <fmt/format.h>

namespace dcc::chart {
namespace {

using wording::PageLabel;

bool is_number(Cell const &cell) {
    return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell) ||
           std::holds_alternative<Share>(cell) || std::holds_alternative<Seconds>(cell) ||
           std::holds_alternative<Worked>(cell);
}

bool is_unknown(Cell const &cell) {
    return std::holds_alternative<std::monostate>(cell);
}

// The cells of a row end where the row does; the others are unknown.
Cell cell_at(std::vector<Cell> const &row, std::size_t column) {
    return column < row.size() ? row[column] : Cell{};
}

struct Shown {
    std::size_t index;
    std::string_view look;  // an attribute of its cells
};

// Numbers stand on the right. They, times, what is short and what is to be seen whole are not
// broken into lines.
std::vector<Shown> shown_columns(Table const &table, Pen const &pen) {
    constexpr std::size_t most_short = 14;
    std::vector<Shown> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].title.empty()) continue;
        bool has_numbers = false;
        bool has_others = false;
        bool is_whole = !columns.empty();  // names of rows may be broken
        for (auto const &row : table.rows) {
            auto const cell = cell_at(row, i);
            (is_number(cell) ? has_numbers : has_others) |= !is_unknown(cell);
            is_whole = is_whole && (std::holds_alternative<Instant>(cell) ||
                                    display_width(text_of(cell, pen)) <= most_short);
        }
        bool const is_right = has_numbers && !has_others;
        columns.push_back({i, is_right                             ? " class=\"n\""
                              : is_whole || table.columns[i].whole ? " class=\"w\""
                                                                   : ""});
    }
    return columns;
}

}  // namespace

std::string text_of(Cell const &cell, Pen const &pen) {
    auto const &labels = pen.labels;
    return std::visit(
        [&](auto const &value) -> std::string {
            using T = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<T, std::monostate>)
                return "–";
            else if constexpr (std::is_same_v<T, bool>)
                return labels.text(value ? PageLabel::yes : PageLabel::no);
            else if constexpr (std::is_same_v<T, std::int64_t>)
                return labels.number(static_cast<double>(value), 0);
            else if constexpr (std::is_same_v<T, double>)
                return labels.number(value, 2);
            else if constexpr (std::is_same_v<T, Share>)
                return labels.percent(value.value, 1);
            else if constexpr (std::is_same_v<T, std::string>)
                return value;
            else if constexpr (std::is_same_v<T, Instant>)
                return pen.zone.format(value);
            else if constexpr (std::is_same_v<T, Seconds>)
                return labels.span(value);
            else if constexpr (std::is_same_v<T, Worked>)
                return labels.worked(value.value);
            else if constexpr (std::is_same_v<T, std::vector<std::string>>)
                return value.empty() ? "–" : labels.list(value);
            else if constexpr (std::is_same_v<T, Said>)
                return value.message->english();
            else {
                static_assert(std::is_same_v<T, JsonText> || std::is_same_v<T, Word>);
                return std::string{value.text};
            }
        },
        cell);
}

std::string notes_markup(std::vector<Note> const &notes) {
    std::string result;
    for (auto const &note : notes) {
        auto const &text = note.text.english();
        auto const &hint = note.hint.text.english();
        result += fmt::format("<p class=\"note\">{}</p>\n",
                              escape(hint.empty() ? text : text + "; " + hint));
    }
    return result;
}

std::string table_markup(Table const &table, std::string_view caption, Pen const &pen) {
    auto const columns = shown_columns(table, pen);
    auto notes = table.notes;
    if (table.partial) notes.push_back(*table.partial);
    if (table.rows.empty() || columns.empty()) {
        auto const &words =
            table.empty.empty() ? pen.labels.text(PageLabel::no_data) : table.empty.english();
        return fmt::format("<p>{}</p>\n", escape(words)) + notes_markup(notes);
    }
    auto const title = escape(caption);
    auto result = fmt::format(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n"
        "<table>\n<caption>{}</caption>\n<thead><tr>",
        title, title);
    for (auto const &column : columns)
        result += fmt::format("<th scope=\"col\"{}>{}</th>", column.look,
                              escape(table.columns[column.index].title));
    result += "</tr></thead>\n<tbody>\n";
    for (auto const &row : table.rows) {
        result += "<tr>";
        for (auto const &column : columns) {
            auto const text = escape(text_of(cell_at(row, column.index), pen), true);
            auto const *const tag = &column == &columns.front() ? "th" : "td";
            result += fmt::format("<{}{}{}>{}</{}>", tag,
                                  &column == &columns.front() ? " scope=\"row\"" : "", column.look,
                                  text, tag);
        }
        result += "</tr>\n";
    }
    return result + "</tbody>\n</table>\n</div>\n" + notes_markup(notes);
}

std::string fields_markup(Table const &table, Pen const &pen) {
    if (table.rows.empty()) return {};
    std::string rows;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (auto const &title = table.columns[i].title; !title.empty())
            rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escape(title),
                                escape(text_of(cell_at(table.rows.front(), i), pen), true));
    if (rows.empty()) return {};
    return "<table>\n<tbody>\n" + rows + "</tbody>\n</table>\n" + notes_markup(table.notes);
}

}  // namespace dcc::chart
