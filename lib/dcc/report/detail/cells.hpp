#pragma once

#include <dcc/base/table.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcc::report {

// Cells that are null where nothing is known.
inline Cell text(std::string const &value) {
    return value.empty() ? Cell{} : Cell{value};
}
inline Cell instant(std::optional<Instant> const &value) {
    return value ? Cell{*value} : Cell{};
}
inline Cell id_of(auto const &id) {
    return id ? Cell{id->text()} : Cell{};
}

// The fields of a sheet's head: a column and its one cell. People see those that say something.
class Fields {
  public:
    void add(std::string name, std::string title, Cell cell) {
        bool const shown = !std::holds_alternative<std::monostate>(cell);
        table_.columns.push_back({std::move(name), shown ? std::move(title) : std::string{}});
        row_.push_back(std::move(cell));
    }
    Table take() {
        table_.rows.push_back(std::move(row_));
        return std::move(table_);
    }

  private:
    Table table_;
    std::vector<Cell> row_;
};

}  // namespace dcc::report
