#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/words.hpp>
#include <dcc/policy/finding.hpp>
#include <dcc/wording/fill.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::wording {

// What charts and pages for the desk's own people say by themselves. Every language has a text for
// each of them.
enum class PageLabel {
    separator,       // between the items of a list
    skip,            // the link to the content of a page, for keyboards and screen readers
    contents,        // the list of the sections of a page
    key_figures,     // the heading above the cards of a page
    notes,           // the heading above the footnotes
    fingerprint,     // what tells the data of this page from others
    basis,           // what figures were computed from
    sample,          // {count}: how many cases a figure was computed from
    yes,             // a cell that is true
    no,              // a cell that is false
    no_data,         // in place of a chart without values
    left_out,        // {count} of {total} are drawn
    interval,        // the whiskers of a value
    centre,          // {value}: the centre line of a control chart
    limits,          // the control limits
    outside,         // a point outside of them
    change,          // where a control chart begins anew
    expected,        // the line of a funnel plot where observed is as expected
    describe_bars,   // {count} values from {low} to {high}
    describe_lines,  // {names} over {count} periods from {first} to {last}, values {low} to {high}
    describe_control,  // {count} periods from {first} to {last}, {outside} outside the limits
    describe_stack,    // {count} bars divided by {names}, totals from {low} to {high}
    describe_scatter,  // {count} points
    describe_funnel,   // {count} units, {outside} outside the limits
};

constexpr WordTable<PageLabel, 24> page_label_words{{
    {PageLabel::separator, "separator"},
    {PageLabel::skip, "skip"},
    {PageLabel::contents, "contents"},
    {PageLabel::key_figures, "key_figures"},
    {PageLabel::notes, "notes"},
    {PageLabel::fingerprint, "fingerprint"},
    {PageLabel::basis, "basis"},
    {PageLabel::sample, "sample"},
    {PageLabel::yes, "yes"},
    {PageLabel::no, "no"},
    {PageLabel::no_data, "no_data"},
    {PageLabel::left_out, "left_out"},
    {PageLabel::interval, "interval"},
    {PageLabel::centre, "centre"},
    {PageLabel::limits, "limits"},
    {PageLabel::outside, "outside"},
    {PageLabel::change, "change"},
    {PageLabel::expected, "expected"},
    {PageLabel::describe_bars, "describe_bars"},
    {PageLabel::describe_lines, "describe_lines"},
    {PageLabel::describe_control, "describe_control"},
    {PageLabel::describe_stack, "describe_stack"},
    {PageLabel::describe_scatter, "describe_scatter"},
    {PageLabel::describe_funnel, "describe_funnel"},
}};
constexpr auto const &words_of(PageLabel) {
    return page_label_words;
}

// A unit in which a language counts large numbers: "万" of 10,000.
struct LargeUnit {
    int size = 1;
    std::string name;
};

// The labels and the number formats of one language: the tables [labels] and [numbers] of a file of
// share/languages.
class PageLabels {
  public:
    class Reader;

    // Adds to `findings` every error of the two tables, including missing texts. If there is any,
    // do not use the labels. `file` is the name that the findings show.
    static PageLabels read(std::string_view text, std::string const &file, std::string language,
                           std::vector<Finding> &findings);

    std::string const &language() const noexcept { return language_; }  // "zh"

    // The text with the values of its placeholders.
    std::string text(PageLabel label, Values const &values = {}) const;
    // The items, joined by the separator of the language.
    std::string list(std::vector<std::string> const &items) const;

    // "−1,234.50", with so many decimals. From 10^15 on "1.23e+15". "–" for what is no number.
    std::string number(double value, int decimals) const;
    // A proportion in percent, 0.934 as "93.4 %".
    std::string percent(double share, int decimals) const;
    // The largest unit of which `value` has one, or the unit 1 without a name, as for values from
    // 10^15 on.
    LargeUnit large_unit(double value) const;
    // A duration in its two largest units, as format_span() and format_worked() choose them.
    std::string span(Seconds span) const;
    std::string worked(Seconds span) const;

  private:
    std::string translate(std::string_view span) const;

    std::string language_;
    std::map<PageLabel, std::string> texts_;
    std::string decimal_;
    std::string group_;
    std::string percent_;                // {number}
    std::map<char, std::string> spans_;  // {number}, by the letter of the unit in format_span()
    std::string two_spans_;              // {first}, {last}: the texts of both units
    std::vector<LargeUnit> large_;       // smallest first
};

// The labels of a language, from a directory of shared data. Throws Error{no_input} when it has no
// file of the language, and Error{policy} with all errors of the file's labels.
PageLabels load_page_labels(std::filesystem::path const &share, std::string_view language);

}  // namespace dcc::wording
