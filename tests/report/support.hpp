#pragma once

#include "../support/desk.hpp"
#include <dcc/report/backlog.hpp>
#include <dcc/report/sla.hpp>

#include <string>
#include <type_traits>

inline dcc::Zone const shanghai = dcc::Zone::load("Asia/Shanghai");

// A cell as one text, so that tables can be compared and read in a failure.
inline std::string text_of(dcc::Cell const &cell) {
    return std::visit(
        [](auto const &value) -> std::string {
            using T = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<T, std::monostate>)
                return "-";
            else if constexpr (std::is_same_v<T, std::string>)
                return value;
            else if constexpr (std::is_same_v<T, dcc::Share>)
                return std::to_string(value.value);
            else if constexpr (std::is_same_v<T, dcc::Instant>)
                return dcc::format_utc(value);
            else if constexpr (std::is_same_v<T, dcc::Seconds>)
                return std::to_string(value.count());
            else if constexpr (std::is_same_v<T, dcc::Worked>)
                return std::to_string(value.value.count());
            else if constexpr (std::is_same_v<T, dcc::JsonText>)
                return value.text;
            else if constexpr (std::is_same_v<T, dcc::Word>)
                return std::string{value.text};
            else if constexpr (std::is_same_v<T, dcc::Said>)
                return value.message->english();
            else if constexpr (std::is_arithmetic_v<T>)
                return std::to_string(value);
            else {
                std::string list;
                for (auto const &word : value) list += word + ",";
                return list;
            }
        },
        cell);
}

// The rows of a table and its total, a line each, with the cells that programs get between blanks.
inline std::string text_of(dcc::Table const &table) {
    std::string text;
    for (auto const *rows : {&table.rows, &table.total})
        for (auto const &row : *rows) {
            for (std::size_t i = 0; i < row.size(); ++i)
                if (!table.columns[i].name.empty()) text += text_of(row[i]) + " ";
            text.back() = '\n';
        }
    return text;
}

inline std::string text_of(dcc::Sheet const &sheet) {
    auto text = text_of(sheet.head);
    for (auto const &note : sheet.head.notes) text += note.text + "\n";
    for (auto const &part : sheet.parts) {
        for (auto const &column : part.table.columns) text += column.name + " ";
        text += "\n" + text_of(part.table);
    }
    return text;
}

inline std::size_t column_of(dcc::Table const &table, std::string const &name) {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].name == name) return i;
    throw std::runtime_error{"no column " + name};
}
inline std::int64_t number(dcc::Table const &table, std::size_t row, std::string const &column) {
    return std::get<std::int64_t>(table.rows[row][column_of(table, column)]);
}
