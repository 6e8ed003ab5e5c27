#include <dcc/base/error.hpp>
#include <dcc/base/text.hpp>
#include <dcc/print/detail/formats.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::print {
namespace {

bool is_called(Column const &column, std::string_view name, Style const &style) {
    auto const folded = fold_case(name);
    return column.name == name || (!column.title.empty() &&
                                   (fold_case(column.title) == folded ||
                                    fold_case(translated(column.title, style.language)) == folded));
}

std::size_t column_called(Table const &table, std::string_view name, Style const &style) {
    auto const found = std::ranges::find_if(
        table.columns, [&](Column const &column) { return is_called(column, name, style); });
    if (found != table.columns.end())
        return static_cast<std::size_t>(found - table.columns.begin());
    std::vector<std::string_view> names;
    for (auto const &column : table.columns)
        if (!column.name.empty()) names.push_back(column.name);
    throw Error{ErrorKind::usage,
                say("there is no column \"{}\"{}", printable(name), did_you_mean(name, names)),
                names.empty() ? Hint{} : Hint{say("the columns are: {}", fmt::join(names, ", "))}};
}

// What programs call a column that only people see: "found in" is found_in.
std::string name_of(Column const &column) {
    if (!column.name.empty()) return column.name;
    auto name = fold_case(column.title);
    std::ranges::replace(name, ' ', '_');
    return name;
}

std::vector<std::vector<Cell>> cells_of(std::vector<std::vector<Cell>> const &rows,
                                        std::vector<std::size_t> const &columns) {
    std::vector<std::vector<Cell>> chosen;
    chosen.reserve(rows.size());
    for (auto const &row : rows) {
        auto &cells = chosen.emplace_back();
        for (auto const column : columns) cells.push_back(cell_at(row, column));
    }
    return chosen;
}

}  // namespace

Table chosen_columns(Table const &table, Style const &style) {
    std::vector<std::size_t> wanted;
    for (auto const &name : style.columns) wanted.push_back(column_called(table, name, style));
    Table chosen{{},
                 cells_of(table.rows, wanted),
                 table.empty,
                 table.notes,
                 table.partial,
                 cells_of(table.total, wanted)};
    for (auto const index : wanted) {
        auto column = table.columns[index];
        column.name = name_of(column);
        if (column.title.empty()) column.title = column.name;
        column.spare = 0;
        chosen.columns.push_back(std::move(column));
    }
    return chosen;
}

}  // namespace dcc::print
