#include <dcc/rules/filter_text.hpp>

#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace dcc;
using rules::FilterText;

namespace {

// "(all (is state open) (no (word vip)))"
std::string shape_of(FilterText const &filter) {
    constexpr char const *signs[] = {"is", "below", "at_most", "above", "at_least"};
    std::string text;
    if (filter.kind == FilterText::Kind::condition) {
        auto const &condition = filter.condition;
        text = condition.field.empty()
                   ? "word"
                   : fmt::format("{} {}", signs[static_cast<int>(condition.sign)], condition.field);
        for (auto const &value : condition.values)
            text += value.is_quoted ? " '" + value.text + "'" : " " + value.text;
    } else {
        text = filter.kind == FilterText::Kind::all   ? "all"
               : filter.kind == FilterText::Kind::any ? "any"
                                                      : "no";
        for (auto const &part : filter.parts) text += " " + shape_of(part);
    }
    return "(" + text + ")";
}

std::string read(std::string_view text) {
    return shape_of(rules::parse_filter(text));
}

// The message of the error, with its place.
std::string fault_in(std::string_view text) {
    try {
        return read(text);
    } catch (Error const &error) {
        CHECK(error.kind() == ErrorKind::usage);
        return error.what();
    }
}

}  // namespace

TEST_CASE("a filter is read as people write it") {
    struct Row {
        char const *text;
        char const *shape;
    };
    for (auto const &row : {
             Row{"", "(all)"},
             Row{"   ", "(all)"},
             Row{"state:open", "(is state open)"},
             Row{"State:open 退款", "(all (is state open) (word 退款))"},
             Row{"channel=phone,web", "(is channel phone web)"},
             Row{"channel!=phone", "(no (is channel phone))"},
             Row{"team:", "(is team )"},
             Row{"team: x", "(all (is team ) (word x))"},
             Row{"due<today", "(below due today)"},
             Row{"due<=today", "(at_most due today)"},
             Row{"due>14:00", "(above due 14:00)"},
             Row{"due≥2026-11-21", "(at_least due 2026-11-21)"},
             Row{"-tag:vip", "(no (is tag vip))"},
             Row{"not tag:vip", "(no (is tag vip))"},
             Row{"--a", "(no (no (word a)))"},
             Row{"a or b c", "(any (word a) (all (word b) (word c)))"},
             Row{"(a or b) c", "(all (any (word a) (word b)) (word c))"},
             Row{"a and b AND c", "(all (word a) (word b) (word c))"},
             Row{"-(a or b)", "(no (any (word a) (word b)))"},
             Row{"退款 或 （发票 且 非 tag：急）",
                 "(any (word 退款) (all (word 发票) (no (is tag 急))))"},
             Row{"product:\"Model X\",Y", "(is product 'Model X' Y)"},
             Row{"product:“Model X”，Y、Z", "(is product 'Model X' Y Z)"},
             Row{"\"or\" 'x", "(all (word 'or') (word 'x))"},
             Row{"14:00 https://example.org/?a=b",
                 "(all (word 14:00) (word https://example.org/?a=b))"},
             Row{"order oriental", "(all (word order) (word oriental))"},
             Row{"category:a.b,c", "(is category a.b c)"},
             Row{"a　b", "(all (word a) (word b))"},
             Row{"received:2026-11-01..2026-11-07", "(is received 2026-11-01..2026-11-07)"},
         }) {
        CAPTURE(row.text);
        CHECK(read(row.text) == row.shape);
    }
}

TEST_CASE("a fault in a filter is shown where it is") {
    struct Row {
        char const *text;
        char const *message;
    };
    for (auto const &row : {
             Row{"(a b", "this parenthesis is not closed\n  (a b\n  ^"},
             Row{"a) b", "there is no parenthesis to close here\n  a) b\n   ^"},
             Row{"退款 \"b c", "this quotation mark is not closed\n  退款 \"b c\n       ^"},
             Row{"a or", "a condition is missing here\n  a or\n      ^"},
             Row{"or a", "a condition is missing here\n  or a\n  ^"},
             Row{"()", "a condition is missing here\n  ()\n   ^"},
             Row{"a -", "a condition is missing here\n  a -\n     ^"},
             Row{"not", "a condition is missing here\n  not\n     ^"},
         }) {
        CAPTURE(row.text);
        CHECK(fault_in(row.text) == row.message);
    }
}

TEST_CASE("a filter of any size is read or refused") {
    std::string const deep(100'000, '(');
    CHECK(fault_in(deep).starts_with("more than 32 levels"));
    CHECK(fault_in(std::string(100'000, '-')).starts_with("more than 32 levels"));
    std::string negated;
    for (int i = 0; i < 100'000; ++i) negated += "not ";
    CHECK(fault_in(negated).starts_with("more than 32 levels"));
    std::string many;
    for (int i = 0; i < 201; ++i) many += "a ";
    CHECK(fault_in(many).starts_with("more than 200 conditions"));
    // The line that is shown is cut, in whole characters.
    std::string wide;
    for (int i = 0; i < 100; ++i) wide += "退款 ";
    CHECK(fault_in(wide + "(x").ends_with("退款 (x\n                                ^"));
}
