#pragma once

#include <dcc/model/words.hpp>
#include <dcc/policy/finding.hpp>
#include <dcc/policy/measure.hpp>
#include <dcc/wording/fill.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::wording {

// The texts of the page for management, in the words of share/languages: en.toml says what each is
// for. Every language has a text for each of them.
enum class PageText {
    title,
    about,
    only,
    before,
    interval,
    section_cases,
    section_levels,
    section_backlog,
    section_demand,
    section_satisfaction,
    section_complaints,
    section_teams,
    cases_by_period,
    open_by_period,
    by_period,
    backlog_by_age,
    by_category,
    by_channel,
    by_aspect,
    by_cause,
    by_team,
    day,
    week,
    month,
    period,
    value,
    n,
    range,
    limits,
    category,
    channel,
    team,
    aspect,
    cause,
    cases,
    complaints,
    share,
    mean,
    in_time,
    open,
    age_1,
    age_2,
    age_3,
    age_4,
    age_5,
    unknown,
    basis_received,
    basis_open,
    basis_answers,
    basis_complaints,
    chart_none,
    chart_c,
    chart_individuals,
    chart_p,
    chart_p_prime,
    changed,
    note_running,
    note_levels,
    note_small,
    note_without_cause,
    no_cases,
    section_indicators,
    indicators_now,
    indicator,
    days,
    warning,
    critical,
    state,
    state_ok,
    state_undecided,
    state_warning,
    state_critical,
};

constexpr WordTable<PageText, 72> page_text_words{{
    {PageText::title, "title"},
    {PageText::about, "about"},
    {PageText::only, "only"},
    {PageText::before, "before"},
    {PageText::interval, "interval"},
    {PageText::section_cases, "section_cases"},
    {PageText::section_levels, "section_levels"},
    {PageText::section_backlog, "section_backlog"},
    {PageText::section_demand, "section_demand"},
    {PageText::section_satisfaction, "section_satisfaction"},
    {PageText::section_complaints, "section_complaints"},
    {PageText::section_teams, "section_teams"},
    {PageText::cases_by_period, "cases_by_period"},
    {PageText::open_by_period, "open_by_period"},
    {PageText::by_period, "by_period"},
    {PageText::backlog_by_age, "backlog_by_age"},
    {PageText::by_category, "by_category"},
    {PageText::by_channel, "by_channel"},
    {PageText::by_aspect, "by_aspect"},
    {PageText::by_cause, "by_cause"},
    {PageText::by_team, "by_team"},
    {PageText::day, "day"},
    {PageText::week, "week"},
    {PageText::month, "month"},
    {PageText::period, "period"},
    {PageText::value, "value"},
    {PageText::n, "n"},
    {PageText::range, "range"},
    {PageText::limits, "limits"},
    {PageText::category, "category"},
    {PageText::channel, "channel"},
    {PageText::team, "team"},
    {PageText::aspect, "aspect"},
    {PageText::cause, "cause"},
    {PageText::cases, "cases"},
    {PageText::complaints, "complaints"},
    {PageText::share, "share"},
    {PageText::mean, "mean"},
    {PageText::in_time, "in_time"},
    {PageText::open, "open"},
    {PageText::age_1, "age_1"},
    {PageText::age_2, "age_2"},
    {PageText::age_3, "age_3"},
    {PageText::age_4, "age_4"},
    {PageText::age_5, "age_5"},
    {PageText::unknown, "unknown"},
    {PageText::basis_received, "basis_received"},
    {PageText::basis_open, "basis_open"},
    {PageText::basis_answers, "basis_answers"},
    {PageText::basis_complaints, "basis_complaints"},
    {PageText::chart_none, "chart_none"},
    {PageText::chart_c, "chart_c"},
    {PageText::chart_individuals, "chart_individuals"},
    {PageText::chart_p, "chart_p"},
    {PageText::chart_p_prime, "chart_p_prime"},
    {PageText::changed, "changed"},
    {PageText::note_running, "note_running"},
    {PageText::note_levels, "note_levels"},
    {PageText::note_small, "note_small"},
    {PageText::note_without_cause, "note_without_cause"},
    {PageText::no_cases, "no_cases"},
    {PageText::section_indicators, "section_indicators"},
    {PageText::indicators_now, "indicators_now"},
    {PageText::indicator, "indicator"},
    {PageText::days, "days"},
    {PageText::warning, "warning"},
    {PageText::critical, "critical"},
    {PageText::state, "state"},
    {PageText::state_ok, "state_ok"},
    {PageText::state_undecided, "state_undecided"},
    {PageText::state_warning, "state_warning"},
    {PageText::state_critical, "state_critical"},
}};
constexpr auto const &words_of(PageText) {
    return page_text_words;
}

// The tables [page] and [measures] of a file of share/languages.
class PageTexts {
  public:
    class Reader;

    // Adds to `findings` every error of the two tables, including missing texts. If there is any,
    // do not use the texts. `file` is the name that the findings show.
    static PageTexts read(std::string_view text, std::string const &file,
                          std::vector<Finding> &findings);

    // The text with the values of its placeholders.
    std::string text(PageText which, Values const &values = {}) const;
    // The name of a measure.
    std::string const &title(Measure measure) const { return measures_.at(measure); }

  private:
    std::map<PageText, std::string> texts_;
    std::map<Measure, std::string> measures_;
};

// The texts of a language, from a directory of shared data. Throws as load_page_labels().
PageTexts load_page_texts(std::filesystem::path const &share, std::string_view language);

}  // namespace dcc::wording
