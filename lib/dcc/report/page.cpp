#include <dcc/base/columns.hpp>
#include <dcc/report/page.hpp>
#include <dcc/report/page_groups.hpp>
#include <dcc/report/page_words.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dcc::report {
namespace {

using wording::PageText;

constexpr std::array page_measures{Measure::opened,         Measure::resolved,
                                   Measure::reopened,       Measure::open,
                                   Measure::late,           Measure::first_response_met,
                                   Measure::resolution_met, Measure::resolution_time,
                                   Measure::csat,           Measure::nps,
                                   Measure::complaints,     Measure::complaint_rate};
constexpr std::array card_measures{Measure::first_response_met,
                                   Measure::resolution_met,
                                   Measure::open,
                                   Measure::late,
                                   Measure::csat,
                                   Measure::complaints};

constexpr int most_days = 31;
constexpr int most_weeks = 27;

Dimension period_for(Seconds length) {
    if (length <= std::chrono::days{most_days}) return Dimension::day;
    if (length <= std::chrono::weeks{most_weeks}) return Dimension::week;
    return Dimension::month;
}

std::string period_name(PageWords const &words, Dimension by) {
    return words.say(by == Dimension::day    ? PageText::day
                     : by == Dimension::week ? PageText::week
                                             : PageText::month);
}

// A row of a table of groups, the largest first.
struct PageGroupRow {
    std::string name;
    std::int64_t cases = 0;
    stats::Proportion in_time{};
    std::optional<double> mean{};
};

class PageMaker {
  public:
    PageMaker(store::Reader &reader, PageWords const &words, Scope const &scope)
        : reader_{reader}, words_{words}, scope_{scope} {}

    chart::Page make() {
        chart::Page page;
        page.title = words_.say(PageText::title, {{"desk", words_.policy.desk.name}});
        auto const head = reader_.head_at(scope_.as_of);
        page.fingerprint = fmt::format("{} {} {}", head.seq, short_hex(head.digest),
                                       short_hex(words_.policy.fingerprint));
        auto const bounds = range_of(reader_, scope_.from, scope_.before, scope_.as_of);
        if (!bounds) {
            page.about = words_.say(PageText::no_cases);
            return page;
        }
        count(*bounds);
        page.about = words_.say(PageText::about,
                                {{"from", day_of(words_.zone, scope_.from.value_or(bounds->from))},
                                 {"to", day_of(words_.zone, bounds->before - Seconds{1})},
                                 {"as_of", words_.zone.format(scope_.as_of)},
                                 {"zone", words_.zone.name()}});
        if (!scope_.filter.empty())
            page.about += words_.say(PageText::only, {{"where", scope_.filter.text()}});
        cards(page);
        // The thresholds of the policy are those of the whole desk.
        if (!words_.policy.reports.indicators.empty() && scope_.filter.empty())
            page.sections.push_back(indicators());
        for (auto const make :
             {&PageMaker::cases, &PageMaker::levels, &PageMaker::backlog, &PageMaker::demand,
              &PageMaker::satisfaction, &PageMaker::complaints, &PageMaker::teams})
            page.sections.push_back((this->*make)());
        page.footnotes = {words_.say(PageText::note_running), words_.say(PageText::note_levels),
                          words_.say(PageText::note_small, {{"count", std::to_string(least())}})};
        return page;
    }

  private:
    int least() const { return words_.policy.reports.least_group; }
    std::string say(PageText which) const { return words_.say(which); }

    // The span before comes first, so that one pass counts all.
    void count(TimeRange const &bounds) {
        by_ = period_name(words_, period_for(bounds.before - bounds.from));
        periods_ = periods_of(bounds.from, bounds.before, period_for(bounds.before - bounds.from),
                              words_.zone, scope_.as_of);
        auto all = periods_;
        all.insert(all.begin(),
                   PeriodSpan{"", bounds.from - (bounds.before - bounds.from), bounds.from, true});
        GroupCount groups{words_.policy, bounds, scope_.as_of};
        auto use = groups.use();
        CaseSet only;
        if (!scope_.filter.empty()) {
            only = served_cases(reader_, {{}, bounds.before, scope_.as_of, {}, {}, scope_.filter});
            use.only = &only;
        }
        tallies_ = tally_of(reader_, all, scope_.as_of, page_measures, use);
        groups_ = groups.take();
        before_ = std::move(tallies_.front());
        tallies_.erase(tallies_.begin());
        for (auto const &tally : tallies_) total_.add(tally);
        auto const first = reader_.first_received_at();
        has_before_ = first && *first < bounds.from;
    }

    Trend trend(Measure measure) const { return trend_of(measure, periods_, tallies_, least()); }

    void cards(chart::Page &page) const {
        for (auto const measure : card_measures)
            page.cards.push_back(card(
                words_, measure, value_of(measure, total_, least()),
                has_before_ ? std::optional{value_of(measure, before_, least())} : std::nullopt,
                trend(measure)));
    }

    chart::Section indicators() const {
        auto const measured = measure_indicators(reader_, words_.policy, scope_.as_of);
        return {say(PageText::section_indicators),
                "",
                {indicator_table(words_, measured, scope_.as_of)}};
    }

    chart::Figure figure(Measure measure, PageText basis) const {
        return trend_figure(words_, trend(measure), by_, say(basis));
    }

    // Counts of the periods as lines.
    chart::Figure lines(std::string title, std::span<Measure const> shown) const {
        chart::LineChart chart{
            std::move(title), {say(PageText::cases), chart::Unit::count}, {}, {}};
        Columns<std::size_t> columns{
            {"", say(PageText::period), [this](std::size_t i) { return periods_[i].name; }, true}};
        for (auto const measure : shown) {
            chart.series.push_back(words_.texts.title(measure));
            columns.append({{"", words_.texts.title(measure), [this, measure](std::size_t i) {
                                 return value_of(measure, tallies_[i], least()).n;
                             }}});
        }
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < periods_.size(); ++i) {
            places.push_back(i);
            chart::Row row{periods_[i].name, {}};
            for (auto const measure : shown)
                row.values.push_back(chart::Value{*value_of(measure, tallies_[i], least()).value});
            chart.periods.push_back(std::move(row));
        }
        return {std::move(chart), columns.table_of(places)};
    }

    chart::Section cases() const {
        constexpr std::array shown{Measure::opened, Measure::resolved, Measure::reopened};
        return {say(PageText::section_cases),
                "",
                {lines(words_.say(PageText::cases_by_period, {{"period", by_}}), shown)}};
    }

    chart::Section levels() const {
        return {say(PageText::section_levels),
                "",
                {figure(Measure::first_response_met, PageText::basis_received),
                 figure(Measure::resolution_met, PageText::basis_received),
                 figure(Measure::resolution_time, PageText::basis_received)}};
    }

    chart::Section backlog() const {
        chart::StackedBars chart{say(PageText::backlog_by_age),
                                 {say(PageText::open), chart::Unit::count},
                                 {say(PageText::age_1), say(PageText::age_2), say(PageText::age_3),
                                  say(PageText::age_4), say(PageText::age_5)},
                                 {}};
        Columns<chart::Row> columns{{"", say(PageText::team), &chart::Row::label}};
        for (std::size_t i = 0; i < chart.parts.size(); ++i)
            columns.append({{"", chart.parts[i], [i](chart::Row const &row) {
                                 return static_cast<std::int64_t>(row.values[i]->value);
                             }}});
        std::int64_t open = 0;
        for (auto const &[team, ages] : groups_.open) {
            chart::Row row{words_.name(words_.policy.team(team), team), {}};
            for (auto const cases : ages) {
                open += cases;
                row.values.push_back(chart::Value{static_cast<double>(cases)});
            }
            chart.bars.push_back(std::move(row));
        }
        auto table = columns.table_of(chart.bars, say(PageText::no_cases));
        auto const looked = std::min(periods_.back().before - Seconds{1}, scope_.as_of);
        return {
            say(PageText::section_backlog),
            "",
            {chart::Figure{
                 std::move(chart), std::move(table),
                 words_.say(PageText::basis_open, {{"as_of", words_.zone.format(looked)}}), open},
             levels_chart()}};
    }

    // No limits: what is open at the end of a period was mostly open at the end of the one before.
    chart::Figure levels_chart() const {
        constexpr std::array shown{Measure::open, Measure::late};
        return lines(words_.say(PageText::open_by_period, {{"period", by_}}), shown);
    }

    static std::vector<PageGroupRow> largest_first(std::vector<PageGroupRow> rows) {
        std::ranges::stable_sort(rows, std::greater{}, &PageGroupRow::cases);
        return rows;
    }

    std::optional<chart::Value> bar_of(stats::Proportion const &share) const {
        auto const interval = stats::wilson(share);
        if (!interval || share.n < least()) return std::nullopt;
        return chart::Value{*share.share(), chart::Range{interval->low, interval->high}};
    }

    Columns<PageGroupRow> share_columns(PageText title) const {
        auto const shown = [this](PageGroupRow const &row) { return row.in_time.n >= least(); };
        return {{"", say(title),
                 [shown](PageGroupRow const &row) {
                     return shown(row) ? Cell{Share{*row.in_time.share()}} : Cell{};
                 }},
                {"", say(PageText::n), [](PageGroupRow const &row) { return row.in_time.n; }},
                {"", say(PageText::range), [this, shown](PageGroupRow const &row) -> Cell {
                     auto const interval = stats::wilson(row.in_time);
                     if (!shown(row) || !interval) return {};
                     return fmt::format("{} – {}", words_.labels.percent(interval->low, 1),
                                        words_.labels.percent(interval->high, 1));
                 }}};
    }

    // Bars of how many cases each group has, with a table that also tells how many were in time.
    chart::Figure counts(PageText title, PageText group, std::vector<PageGroupRow> rows) const {
        chart::BarChart chart{say(title), {say(PageText::cases), chart::Unit::count}, {}};
        std::int64_t n = 0;
        rows = largest_first(std::move(rows));
        for (auto const &row : rows) {
            n += row.cases;
            chart.bars.push_back({row.name, chart::Value{static_cast<double>(row.cases)}});
        }
        Columns<PageGroupRow> columns{{"", say(group), &PageGroupRow::name},
                                      {"", say(PageText::cases), &PageGroupRow::cases}};
        columns.append(share_columns(PageText::in_time));
        return {std::move(chart), columns.table_of(rows, say(PageText::no_cases)),
                say(PageText::basis_received), n};
    }

    // Bars of shares with their intervals.
    chart::Figure shares(PageText title, Columns<PageGroupRow> columns, PageText share,
                         PageText basis, std::vector<PageGroupRow> const &rows) const {
        chart::BarChart chart{say(title), {say(share), chart::Unit::share}, {}};
        for (auto const &row : rows) chart.bars.push_back({row.name, bar_of(row.in_time)});
        columns.append(share_columns(share));
        return {std::move(chart), columns.table_of(rows, say(PageText::no_cases)), say(basis)};
    }

    chart::Section demand() const {
        std::vector<PageGroupRow> categories;
        for (auto const &[id, group] : groups_.categories)
            categories.push_back(
                {words_.name(words_.policy.category(id), id), group.cases, group.in_time});
        std::vector<PageGroupRow> channels;
        for (auto const &[id, group] : groups_.channels)
            channels.push_back(
                {words_.name(words_.policy.channel(id), id), group.cases, group.in_time});
        return {say(PageText::section_demand),
                "",
                {counts(PageText::by_category, PageText::category, std::move(categories)),
                 counts(PageText::by_channel, PageText::channel, std::move(channels))}};
    }

    chart::Section satisfaction() const {
        std::vector<PageGroupRow> rows;
        for (auto const &[id, scores] : groups_.aspects) {
            auto const &aspects = words_.policy.survey.dimensions;
            auto const found = std::ranges::find(aspects, id, &Item::id);
            auto const n = scores.satisfied.n;
            PageGroupRow row{words_.name(found == aspects.end() ? nullptr : &*found, id), n,
                             scores.satisfied};
            if (n >= least()) row.mean = static_cast<double>(scores.sum) / static_cast<double>(n);
            rows.push_back(std::move(row));
        }
        Columns<PageGroupRow> columns{{"", say(PageText::aspect), &PageGroupRow::name},
                                      {"", say(PageText::mean), &PageGroupRow::mean}};
        chart::Section section{say(PageText::section_satisfaction),
                               "",
                               {figure(Measure::csat, PageText::basis_answers)}};
        if (!rows.empty())
            section.parts.emplace_back(shares(PageText::by_aspect, std::move(columns),
                                              PageText::share, PageText::basis_answers, rows));
        return section;
    }

    chart::Section complaints() const {
        std::vector<PageGroupRow> rows;
        for (auto const &[id, count] : groups_.causes) {
            auto const &causes = words_.policy.complaints.causes;
            auto const found = std::ranges::find(causes, id, &Cause::id);
            rows.push_back({words_.name(found == causes.end() ? nullptr : &*found, id), count});
        }
        rows = largest_first(std::move(rows));
        chart::BarChart chart{
            say(PageText::by_cause), {say(PageText::complaints), chart::Unit::count}, {}};
        for (auto const &row : rows)
            chart.bars.push_back({row.name, chart::Value{static_cast<double>(row.cases)}});
        Columns<PageGroupRow> const columns{{"", say(PageText::cause), &PageGroupRow::name},
                                            {"", say(PageText::complaints), &PageGroupRow::cases}};
        chart::Section section{say(PageText::section_complaints),
                               words_.say(PageText::note_without_cause,
                                          {{"count", std::to_string(groups_.without_cause)},
                                           {"total", std::to_string(groups_.complaints)}}),
                               {figure(Measure::complaints, PageText::basis_complaints),
                                figure(Measure::complaint_rate, PageText::basis_complaints)}};
        if (!rows.empty())
            section.parts.emplace_back(chart::Figure{std::move(chart), columns.table_of(rows),
                                                     say(PageText::basis_complaints),
                                                     groups_.complaints});
        return section;
    }

    chart::Section teams() const {
        std::vector<PageGroupRow> rows;
        for (auto const &[id, group] : groups_.teams)
            rows.push_back({words_.name(words_.policy.team(id), id), group.cases, group.in_time});
        rows = largest_first(std::move(rows));
        Columns<PageGroupRow> columns{{"", say(PageText::team), &PageGroupRow::name},
                                      {"", say(PageText::cases), &PageGroupRow::cases}};
        return {say(PageText::section_teams),
                "",
                {shares(PageText::by_team, std::move(columns), PageText::in_time,
                        PageText::basis_received, rows)}};
    }

    store::Reader &reader_;
    PageWords const &words_;
    Scope const &scope_;
    std::string by_;
    std::vector<PeriodSpan> periods_;
    std::vector<PeriodTally> tallies_;
    PeriodTally before_;
    PeriodTally total_;
    bool has_before_ = false;
    PageGroups groups_;
};

}  // namespace

chart::Page page(store::Reader &reader, Policy const &policy, Scope const &scope,
                 wording::PageTexts const &texts, wording::PageLabels const &labels) {
    store::Reader::Snapshot const snapshot{reader};
    auto const zone = Zone::load(policy.desk.zone);
    PageWords const words{policy, texts, labels, zone};
    return PageMaker{reader, words, scope}.make();
}

}  // namespace dcc::report
