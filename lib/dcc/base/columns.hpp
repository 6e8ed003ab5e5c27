#pragma once

#include <dcc/base/table.hpp>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace dcc {

// The cell of a value. An empty text or an absent value becomes "unknown", an id its text, an enum
// its word, a date "2026-11-21".
template <class T>
Cell cell_of(T const &value) {
    if constexpr (std::is_same_v<T, Cell>)
        return value;
    else if constexpr (std::is_same_v<T, Wording>)
        return value.empty() ? Cell{} : Cell{Said{std::make_shared<Wording const>(value)}};
    else if constexpr (requires { value.has_value(); })
        return value ? cell_of(*value) : Cell{};
    else if constexpr (std::is_convertible_v<T const &, std::string_view>) {
        std::string_view const text{value};
        return text.empty() ? Cell{} : Cell{std::string{text}};
    } else if constexpr (std::is_enum_v<T>) {
        for (auto const &[candidate, word] : words_of(value))
            if (candidate == value) return Word{word};
        return {};
    } else if constexpr (std::is_same_v<T, Date>)
        return format_date(value);
    else if constexpr (requires { value.text(); })
        return value.text();
    else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>)
        return static_cast<std::int64_t>(value);
    else
        return value;
}

// Chains two getters: `whole` is applied to the row, `part` to its result. The cell is unknown when
// that result is a null pointer or an empty optional.
template <class Whole, class Part>
auto part_of(Whole whole, Part part) {
    return [whole, part](auto const &row) {
        auto const &found = std::invoke(whole, row);
        if constexpr (requires { *found; })
            return found ? cell_of(std::invoke(part, *found)) : Cell{};
        else
            return cell_of(std::invoke(part, found));
    };
}

// The columns of a table of `Row`s. Each column is declared once, with its name, its title and its
// getter: a member, or a function of the row whose result cell_of() accepts. So a heading cannot
// get above the cells of another column.
template <class Row>
class Columns {
  public:
    struct Entry {
        // `whole` as in Column.
        template <class Getter>
        Entry(std::string name, std::string title, Getter getter, bool whole = false)
            : heading{std::move(name), std::move(title), whole, 0},
              cell{[getter = std::move(getter)](Row const &row) {
                  return cell_of(std::invoke(getter, row));
              }} {}

        // The same column, which people do without where the line is too long; see Column.
        Entry spare(int order) && {
            heading.spare = order;
            return std::move(*this);
        }

        Column heading;
        std::function<Cell(Row const &)> cell;
    };

    Columns() = default;
    Columns(std::initializer_list<Entry> entries) : entries_{entries} {}

    // Adds the columns of `more` at the end.
    Columns &append(Columns more) {
        for (auto &entry : more.entries_) entries_.push_back(std::move(entry));
        return *this;
    }

    // A table without rows. `empty` is the text shown to people while it has no rows.
    Table table(Wording empty = {}) const {
        Table table;
        for (auto const &entry : entries_) table.columns.push_back(entry.heading);
        table.empty = std::move(empty);
        return table;
    }

    // Adds a row to a table made by table().
    void add(Table &table, Row const &row) const { table.rows.push_back(cells(row)); }

    // Adds a row to its total.
    void add_total(Table &table, Row const &row) const { table.total.push_back(cells(row)); }

    // A table with one row for each item of `rows`.
    template <class Rows>
    Table table_of(Rows const &rows, Wording empty = {}) const {
        auto result = table(std::move(empty));
        for (auto const &row : rows) add(result, row);
        return result;
    }

    // A table of one row, such as the head of a sheet.
    Table row(Row const &row) const {
        auto result = table();
        add(result, row);
        return result;
    }

    // The same, but people see only the known cells: the titles of the others are empty.
    Table fields(Row const &row) const {
        auto result = table();
        add(result, row);
        for (std::size_t i = 0; i < entries_.size(); ++i)
            if (std::holds_alternative<std::monostate>(result.rows.front()[i]))
                result.columns[i].title.clear();
        return result;
    }

  private:
    std::vector<Cell> cells(Row const &row) const {
        std::vector<Cell> cells;
        cells.reserve(entries_.size());
        for (auto const &entry : entries_) cells.push_back(entry.cell(row));
        return cells;
    }

    std::vector<Entry> entries_;
};

}  // namespace dcc
