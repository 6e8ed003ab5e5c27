#include <dcc/base/error.hpp>
#include <dcc/base/file_text.hpp>
#include <dcc/policy/detail/toml_table.hpp>
#include <dcc/policy/templates.hpp>
#include <dcc/wording/detail/filled_text.hpp>
#include <dcc/wording/detail/page_labels.hpp>
#include <dcc/wording/page_labels.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::wording {
namespace {

using policy_file::TomlTable;

constexpr std::array<std::string_view, 9> label_placeholders{
    "count", "total", "value", "low", "high", "first", "last", "names", "outside"};
constexpr std::array<std::string_view, 1> number_placeholders{"number"};
constexpr std::array<std::string_view, 2> two_placeholders{"first", "last"};

// The units of durations, by their letters in format_span().
constexpr std::array<std::pair<char, std::string_view>, 4> span_units{
    {{'d', "day"}, {'h', "hour"}, {'m', "minute"}, {'s', "second"}}};

// Whole numbers up to it are exact, and can be read.
constexpr double most_whole = 1e15;

void section(TomlTable &root, std::string_view key, TomlTable::Visit const &visit) {
    if (!root.has(key)) root.error(say("[{}] is missing", key));
    root.table(key, visit);
}

}  // namespace

void PageLabels::Reader::read() {
    section(root_, "labels", [&](TomlTable &table) {
        for (auto const &[label, key] : page_label_words)
            read_filled(table, key, label_placeholders, labels_.texts_[label]);
    });
    section(root_, "numbers", [&](TomlTable &table) {
        table.require("decimal", labels_.decimal_);
        table.require("group", labels_.group_);
        read_filled(table, "percent", number_placeholders, labels_.percent_);
        for (auto const &[letter, key] : span_units)
            read_filled(table, key, number_placeholders, labels_.spans_[letter]);
        read_filled(table, "two_spans", two_placeholders, labels_.two_spans_);
        table.tables("large", "large", "name", [&](TomlTable &entry) {
            LargeUnit unit;
            entry.require("name", unit.name);
            if (!entry.get("size", unit.size, 1000, 1'000'000'000))
                entry.error("size is missing");
            else if (!labels_.large_.empty() && unit.size <= labels_.large_.back().size)
                entry.error_at("size", "size must be above that of the unit before");
            labels_.large_.push_back(std::move(unit));
        });
    });
}

PageLabels PageLabels::read(std::string_view text, std::string const &file, std::string language,
                            std::vector<Finding> &findings) {
    PageLabels labels;
    labels.language_ = std::move(language);
    policy_file::TomlReading reading{file};
    if (auto const parsed = policy_file::parse(reading, text)) {
        TomlTable root{reading, *parsed, ""};
        Reader{root, labels}.read();
    }
    for (auto &finding : reading.take()) findings.push_back(std::move(finding));
    return labels;
}

std::string PageLabels::text(PageLabel label, Values const &values) const {
    return fill(texts_.at(label), values);
}

std::string PageLabels::list(std::vector<std::string> const &items) const {
    return fmt::format("{}", fmt::join(items, text(PageLabel::separator)));
}

std::string PageLabels::number(double value, int decimals) const {
    if (!std::isfinite(value)) return "–";
    auto const digits = std::abs(value) < most_whole
                            ? fmt::format("{:.{}f}", std::abs(value), decimals)
                            : fmt::format("{:.2e}", std::abs(value));
    auto const whole = std::min(digits.find_first_of(".e"), digits.size());
    std::string result;
    for (std::size_t i = 0; i < whole; ++i) {
        if (i > 0 && (whole - i) % 3 == 0) result += group_;
        result += digits[i];
    }
    for (auto const c : digits.substr(whole)) result += c == '.' ? decimal_ : std::string(1, c);
    bool const is_zero = digits.find_first_of("123456789") == digits.npos;
    return value < 0 && !is_zero ? "−" + result : result;
}

std::string PageLabels::percent(double share, int decimals) const {
    return fill(percent_, {{"number", number(share * 100, decimals)}});
}

LargeUnit PageLabels::large_unit(double value) const {
    LargeUnit best;
    for (auto const &unit : large_)
        if (std::abs(value) >= unit.size && std::abs(value) < most_whole) best = unit;
    return best;
}

// A text of format_span() in the words of the language: "2d 04h".
std::string PageLabels::translate(std::string_view span) const {
    bool const is_negative = span.starts_with('-');
    if (is_negative) span.remove_prefix(1);
    auto const unit = [&](std::string_view part) {
        auto number = part.substr(0, part.size() - 1);
        if (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
        return fill(spans_.at(part.back()), {{"number", std::string{number}}});
    };
    auto const blank = span.find(' ');
    auto const result = blank == span.npos
                            ? unit(span)
                            : fill(two_spans_, {{"first", unit(span.substr(0, blank))},
                                                {"last", unit(span.substr(blank + 1))}});
    return is_negative ? "−" + result : result;
}

std::string PageLabels::span(Seconds span) const {
    return translate(format_span(span));
}

std::string PageLabels::worked(Seconds span) const {
    return translate(format_worked(span));
}

PageLabels load_page_labels(std::filesystem::path const &share, std::string_view language) {
    auto const file = fmt::format("languages/{}.toml", language);
    auto const text = read_text(share / file);
    if (!text)
        throw Error{ErrorKind::no_input, say("cannot read {}", (share / file).string()),
                    "the shared data must contain a file for each language"};
    std::vector<Finding> findings;
    auto labels = PageLabels::read(*text, file, std::string{language}, findings);
    if (!findings.empty()) throw_findings(findings);
    return labels;
}

}  // namespace dcc::wording
