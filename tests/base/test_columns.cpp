#include <dcc/base/columns.hpp>

#include <array>
#include <optional>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

enum class Colour { red, green };

constexpr std::array<std::pair<Colour, std::string_view>, 2> colour_words{
    {{Colour::red, "red"}, {Colour::green, "green"}}};
constexpr auto const &words_of(Colour) {
    return colour_words;
}

template <class T>
bool is(Cell const &cell, T const &value) {
    auto const *held = std::get_if<T>(&cell);
    return held && *held == value;
}
bool is(Cell const &cell, char const *text) {
    return is(cell, std::string{text});
}
bool is_unknown(Cell const &cell) {
    return std::holds_alternative<std::monostate>(cell);
}

struct Number {
    int value;
    std::string text() const { return "N" + std::to_string(value); }
};

struct Row {
    Number id;
    std::string name;
    std::optional<int> size;
};

}  // namespace

TEST_CASE("A cell is made of what a getter gives: ids and enums are words, nothing is unknown") {
    CHECK(is(cell_of(Number{7}), "N7"));
    CHECK(std::get<Word>(cell_of(Colour::red)).text == "red");
    CHECK(is_unknown(cell_of(std::string{})));
    CHECK(is(cell_of(std::string_view{"text"}), "text"));
    CHECK(is(cell_of("text"), "text"));
    CHECK(is_unknown(cell_of(std::optional<Number>{})));
    CHECK(is(cell_of(std::optional<int>{3}), std::int64_t{3}));
    CHECK(is(cell_of(true), true));
    CHECK(is(cell_of(Seconds{60}), Seconds{60}));
    CHECK(is(cell_of(Date{std::chrono::year{2026}, std::chrono::month{6}, std::chrono::day{1}}),
             "2026-06-01"));
    CHECK(is(cell_of(Cell{std::string{}}), ""));
    CHECK(is(cell_of(std::vector<std::string>{"a"}), std::vector<std::string>{"a"}));
}

TEST_CASE("Columns give headings and rows of the same order, from one declaration") {
    Columns<Row> columns{{"id", "Number", &Row::id}, {"size", "Size", &Row::size}};
    columns.append({{"name", "", [](Row const &row) { return row.name + "!"; }}});
    auto const table =
        columns.table_of(std::vector<Row>{{{1}, "one", {}}, {{2}, "two", 5}}, "none");
    REQUIRE(table.columns.size() == 3);
    CHECK(table.columns[1].name == "size");
    CHECK(table.columns[2].title.empty());
    REQUIRE(table.rows.size() == 2);
    CHECK(is(table.rows[0][0], "N1"));
    CHECK(is_unknown(table.rows[0][1]));
    CHECK(is(table.rows[0][2], "one!"));
    CHECK(is(table.rows[1][1], std::int64_t{5}));
    CHECK(table.empty == "none");
}

TEST_CASE("Fields of one thing show people what is known") {
    Columns<Row> const columns{
        {"id", "Number", &Row::id}, {"name", "Name", &Row::name}, {"size", "Size", &Row::size}};
    auto const head = columns.fields({{1}, "", 4});
    CHECK(head.columns[0].title == "Number");
    CHECK(head.columns[1].title.empty());
    CHECK(head.columns[2].title == "Size");
    CHECK(columns.row({{1}, "", 4}).columns[1].title == "Name");
}

TEST_CASE("A part that is absent leaves its cells unknown") {
    struct Whole {
        Row const *part;
    };
    Row const row{{1}, "one", {}};
    auto const name = part_of(&Whole::part, &Row::name);
    CHECK(is(name(Whole{&row}), "one"));
    CHECK(is_unknown(name(Whole{nullptr})));
}
