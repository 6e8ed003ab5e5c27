#include <dcc/base/error.hpp>
#include <dcc/base/overload.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/report/column_limit.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::report {
namespace {

using Sign = ColumnLimit::Sign;

std::optional<double> number_in(std::string_view text) {
    double value = 0;
    auto const *const end = text.data() + text.size();
    auto const [rest, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || rest != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<double> read_limit_value(std::string_view text) {
    if (auto const number = number_in(text)) return number;
    if (text.ends_with('%')) {
        text.remove_suffix(1);
        auto const percent = number_in(text);
        return percent ? std::optional{*percent / 100} : std::nullopt;
    }
    try {
        auto const duration = parse_duration(text);
        if (duration.in_business_days) return std::nullopt;
        return static_cast<double>(duration.seconds.count());
    } catch (Error const &) {
        return std::nullopt;
    }
}

std::optional<double> number_of(Cell const &cell) {
    using Number = std::optional<double>;
    return std::visit(
        Overload{
            [](std::int64_t value) -> Number { return static_cast<double>(value); },
            [](double value) -> Number { return value; },
            [](Share share) -> Number { return share.value; },
            [](Seconds span) -> Number { return static_cast<double>(span.count()); },
            [](Worked span) -> Number { return static_cast<double>(span.value.count()); },
            [](auto const &) -> Number { return std::nullopt; },
        },
        cell);
}

bool crosses(double value, ColumnLimit const &limit) {
    switch (limit.sign) {
        case Sign::less: return value < limit.value;
        case Sign::at_most: return value <= limit.value;
        case Sign::greater: return value > limit.value;
        case Sign::at_least: return value >= limit.value;
    }
    return false;
}

// "email resolution": what the row is about, by the texts that it begins with.
std::string words_in(Table const &table, std::vector<Cell> const &row) {
    std::string words;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (table.columns[i].name.empty()) continue;
        if (std::holds_alternative<std::monostate>(row[i])) continue;
        auto const *word = std::get_if<Word>(&row[i]);
        auto const *text = std::get_if<std::string>(&row[i]);
        if (!word && !text) break;
        words += (words.empty() ? "" : " ") + printable(word ? word->text : *text);
    }
    return words;
}

bool is_number(std::vector<Cell> const &row, std::size_t column) {
    return number_of(row.at(column)).has_value();
}

// What can have a limit. In a table without rows that is not known.
Hint columns_with_numbers(Table const &table) {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (!table.columns[i].name.empty() &&
            (table.rows.empty() ||
             std::ranges::any_of(table.rows, [i](auto const &row) { return is_number(row, i); })))
            names.push_back(table.columns[i].name);
    return say("the columns with numbers are: {}", fmt::join(names, ", "));
}

std::size_t column_of(Table const &table, std::string const &name) {
    std::vector<std::string_view> names;
    for (auto const &column : table.columns) {
        if (!column.name.empty() && column.name == name)
            return static_cast<std::size_t>(&column - table.columns.data());
        if (!column.name.empty()) names.push_back(column.name);
    }
    throw Error{
        ErrorKind::usage,
        say("the report has no column \"{}\"{}", printable(name), did_you_mean(name, names)),
        columns_with_numbers(table)};
}

}  // namespace

ColumnLimit read_column_limit(std::string_view text) {
    auto const at = text.find_first_of("<>");
    bool const equal = at != std::string_view::npos && text.substr(at + 1).starts_with('=');
    auto const value = at == std::string_view::npos
                           ? std::nullopt
                           : read_limit_value(text.substr(at + (equal ? 2 : 1)));
    if (!value || at == 0)
        throw Error{ErrorKind::usage,
                    say("\"{}\" is not a limit such as share_met<90%, open>100 or "
                        "median_s>4h",
                        printable(text)),
                    "write a column, one of < <= > >=, and a number, a percentage or a duration"};
    auto const sign = text[at] == '<' ? (equal ? Sign::at_most : Sign::less)
                                      : (equal ? Sign::at_least : Sign::greater);
    return {std::string{text.substr(0, at)}, sign, *value, std::string{text}};
}

std::vector<std::string> crossings(Table const &table, ColumnLimit const &limit) {
    auto const column = column_of(table, limit.column);
    std::vector<std::string> lines;
    for (auto const &row : table.rows) {
        auto const &cell = row.at(column);
        if (std::holds_alternative<std::monostate>(cell)) continue;
        auto const value = number_of(cell);
        if (!value)
            throw Error{ErrorKind::usage, say("the column \"{}\" holds no numbers", limit.column),
                        columns_with_numbers(table)};
        if (!crosses(*value, limit)) continue;
        auto const words = words_in(table, row);
        lines.push_back(fmt::format("{}{}{} is {:g}: {}", words, words.empty() ? "" : ": ",
                                    limit.column, *value, printable(limit.text)));
    }
    return lines;
}

Table const &main_table(Sheet const &sheet) {
    auto const main = std::ranges::find_if(sheet.parts, [](Sheet::Part const &part) {
        return part.title.empty() && !part.name.empty();
    });
    return main == sheet.parts.end() ? sheet.head : main->table;
}

}  // namespace dcc::report
