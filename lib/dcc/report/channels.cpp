#include <dcc/report/case_lines.hpp>
#include <dcc/report/channels.hpp>
#include <dcc/report/clock_tally.hpp>
#include <dcc/report/compared.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/ratings.hpp>
#include <dcc/stats/quantile.hpp>
#include <dcc/stats/ranks.hpp>

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

namespace dcc::report {
namespace {

// The cases of one channel, or of all.
struct ChannelGroup {
    std::string key;
    std::int64_t cases = 0;
    std::int64_t all_cases = 0;
    std::int64_t complaints = 0;
    std::int64_t resolved = 0;
    std::int64_t first_contact = 0;
    std::int64_t reopened = 0;
    Ratings ratings;
    std::vector<std::int64_t> responses;  // working time of first responses, in seconds
    std::vector<stats::Pair> pairs;       // time to first reply, CSAT
    stats::Summary times;
    std::optional<stats::Correlation> speed;

    void count(store::Reader::CaseSample const &row, Answer const *answer) {
        if (row.kind == CaseKind::complaint) {
            ++complaints;
            return;
        }
        ++cases;
        if (!row.first_resolved_at) return;
        ++resolved;
        if (row.messages <= 1 && row.reopened == 0) ++first_contact;
        if (row.reopened > 0) ++reopened;
        if (!answer) return;
        ratings.count(*answer);
        if (answer->csat && row.first_reply_at)
            pairs.push_back({static_cast<double>((*row.first_reply_at - row.received_at).count()),
                             static_cast<double>(*answer->csat)});
    }

    void finish(int least) {
        if (std::ssize(responses) >= least) times = stats::summarise(responses);
        times.n = responses.size();
        if (std::ssize(pairs) >= least) speed = stats::spearman(pairs);
    }

    stats::Proportion share() const { return {cases, all_cases}; }
};

// What groups have, suppressed where it is of too few.
class ChannelColumns {
  public:
    ChannelColumns(Grouping const &grouping, int least) : grouping_{grouping}, least_{least} {}

    Columns<ChannelGroup> keys() const { return grouping_.columns(&ChannelGroup::key); }

    Columns<ChannelGroup> response(bool people) const {
        auto const time = [](std::optional<std::int64_t> stats::Summary::*figure) {
            return [figure](ChannelGroup const &group) {
                auto const &seconds = group.times.*figure;
                return seconds ? Cell{Worked{Seconds{*seconds}}} : Cell{};
            };
        };
        auto const title = [people](char const *text) { return people ? text : ""; };
        return {{"responses", title("Replied"),
                 [](ChannelGroup const &group) { return group.times.n; }},
                {"response_median_s", title("Median"), time(&stats::Summary::median)},
                {"response_p90_s", title("P90"), time(&stats::Summary::p90)}};
    }

    Columns<ChannelGroup> share(std::string const &name, std::string const &title,
                                std::int64_t ChannelGroup::*part) const {
        return share_columns<ChannelGroup>(
            name, title, [part, least = least_](ChannelGroup const &group) {
                return shown(stats::Proportion{group.*part, group.resolved}, least);
            });
    }

    Columns<ChannelGroup> csat(bool people) const {
        Columns<ChannelGroup> columns{{"csat_n", people ? "n" : "", [](ChannelGroup const &group) {
                                           return group.ratings.csat.n;
                                       }}};
        return columns.append(share_columns<ChannelGroup>(
            "csat", people ? "CSAT" : "", [least = least_](ChannelGroup const &group) {
                return shown(group.ratings.satisfaction(), least);
            }));
    }

    Columns<ChannelGroup> complaints(bool people) const {
        Columns<ChannelGroup> columns{
            {"complaints", people ? "Complaints" : "", &ChannelGroup::complaints}};
        return columns.append(rate_columns<ChannelGroup>(
            "complaints_per_1000", people ? "Per 1,000" : "",
            [least = least_](ChannelGroup const &group) {
                return shown(stats::Proportion{group.complaints, group.cases}, least);
            }));
    }

    Columns<ChannelGroup> speed(bool people) const {
        auto const title = [people](char const *text) { return people ? text : ""; };
        auto const interval = [](ChannelGroup const &group) {
            return group.speed ? group.speed->interval : std::nullopt;
        };
        auto const bound = [interval](double stats::Interval::*which) {
            return [interval, which](ChannelGroup const &group) {
                auto const found = interval(group);
                return found ? Cell{(*found).*which} : Cell{};
            };
        };
        Columns<ChannelGroup> columns{
            {"speed_n", title("n"),
             [](ChannelGroup const &group) { return std::ssize(group.pairs); }},
            {"speed_rho", title("rho"),
             [](ChannelGroup const &group) {
                 return group.speed ? Cell{group.speed->rho} : Cell{};
             }},
            {"speed_low", "", bound(&stats::Interval::low)},
            {"speed_high", "", bound(&stats::Interval::high)},
        };
        if (people)
            columns.append(
                {{"", "95 %",
                  [interval](ChannelGroup const &group) { return span_cell(interval(group), 2); }},
                 {"", "The longer it takes, CSAT",
                  [interval](ChannelGroup const &group) { return direction(interval(group)); }}});
        return columns;
    }

  private:
    Grouping const &grouping_;
    int least_;
};

// Everything for programs; people see the beginning, and the rest in tables of their own.
Table rows_table(ChannelColumns const &parts, std::vector<ChannelGroup> const &groups) {
    auto columns = parts.keys();
    columns.append({{"cases", "Cases", &ChannelGroup::cases}});
    columns.append(share_columns<ChannelGroup>("cases", "Share", &ChannelGroup::share));
    columns.append(parts.response(true));
    columns.append({{"resolved", "", &ChannelGroup::resolved}});
    columns.append(parts.share("first_contact", "", &ChannelGroup::first_contact));
    columns.append(parts.share("reopened", "", &ChannelGroup::reopened));
    columns.append(parts.csat(false));
    columns.append(parts.complaints(false));
    columns.append(parts.speed(false));
    return columns.table_of(groups, "No case in that time.");
}

Table contact_table(ChannelColumns const &parts, std::vector<ChannelGroup> const &groups) {
    auto columns = parts.keys();
    columns.append({{"", "Resolved", &ChannelGroup::resolved}});
    columns.append(parts.share("first_contact", "First contact", &ChannelGroup::first_contact));
    columns.append(parts.share("reopened", "Reopened", &ChannelGroup::reopened));
    return columns.table_of(groups);
}

Table voice_table(ChannelColumns const &parts, std::vector<ChannelGroup> const &groups) {
    auto columns = parts.keys();
    columns.append(parts.csat(true));
    columns.append(parts.complaints(true));
    return columns.table_of(groups);
}

Table speed_table(ChannelColumns const &parts, std::vector<ChannelGroup> const &groups) {
    auto columns = parts.keys();
    columns.append(parts.speed(true));
    return columns.table_of(groups);
}

// A case as it was counted.
struct ChannelLine : CaseLine {
    CaseKind kind{};
    std::optional<Instant> first_reply_at;
    std::optional<Instant> resolved_at;
    std::int64_t messages = 0;
    std::int64_t reopened = 0;
    std::optional<int> csat;
};

Table cases_table(Grouping const &grouping, std::vector<ChannelLine> lines) {
    return case_table<ChannelLine>(grouping, std::move(lines),
                                   {{"kind", "Kind", &ChannelLine::kind},
                                    {"first_reply_at", "First reply", &ChannelLine::first_reply_at},
                                    {"resolved_at", "Resolved", &ChannelLine::resolved_at},
                                    {"messages", "Messages", &ChannelLine::messages},
                                    {"reopened", "Reopened", &ChannelLine::reopened},
                                    {"csat", "CSAT", &ChannelLine::csat}});
}

// What a comparison compares.
std::vector<Figure<ChannelGroup>> channel_figures() {
    auto const of_resolved = [](std::int64_t ChannelGroup::*part) {
        return [part](ChannelGroup const &of) { return share_of({of.*part, of.resolved}); };
    };
    return {
        {"cases", "Share of cases", FigureUnit::share,
         [](ChannelGroup const &of) { return share_of(of.share()); }},
        {"first_contact", "First contact", FigureUnit::share,
         of_resolved(&ChannelGroup::first_contact)},
        {"reopened", "Reopened", FigureUnit::share, of_resolved(&ChannelGroup::reopened)},
        {"csat", "CSAT", FigureUnit::share,
         [](ChannelGroup const &of) { return share_of(of.ratings.satisfaction()); }},
        {"complaints_per_1000", "Complaints per 1,000", FigureUnit::per_1000,
         [](ChannelGroup const &of) {
             return rate_of({of.complaints, of.cases});
         }},
    };
}

struct CountedChannels {
    std::vector<ChannelGroup> groups;  // in their order
    ChannelGroup all;
    std::vector<ChannelLine> lines;  // of a list of the cases only
};

CountedChannels count_channels(store::Reader &reader, Policy const &policy, Scope const &scope,
                               Grouping &grouping) {
    auto const answers = answers_of(reader, policy, scope);
    CountedChannels counted;
    std::unordered_map<std::string, std::size_t> places;
    auto const group_of = [&](std::string const &key) -> ChannelGroup & {
        auto const [found, is_new] = places.try_emplace(key, counted.groups.size());
        if (is_new) counted.groups.emplace_back().key = key;
        return counted.groups[found->second];
    };
    each_served(reader, scope, [&](auto const &row) {
        auto const found = answers.find(row.id.number);
        auto const *answer = found == answers.end() ? nullptr : &found->second;
        auto const &key = grouping.key(ServedCase{row});
        group_of(key).count(row, answer);
        counted.all.count(row, answer);
        if (scope.cases)
            counted.lines.push_back({{key, row.id, row.received_at},
                                     row.kind,
                                     row.first_reply_at,
                                     row.first_resolved_at,
                                     row.messages,
                                     row.reopened,
                                     answer ? answer->csat : std::nullopt});
    });
    each_clock(reader, scope, ClockKind::first_response, [&](auto const &clock) {
        if (clock.stage != word(Stage::completed) || !clock.elapsed ||
            !scope.filter.accepts(dimensions_of(clock)))
            return;
        group_of(grouping.key(clock)).responses.push_back(*clock.elapsed);
        counted.all.responses.push_back(*clock.elapsed);
    });
    auto const least = policy.reports.least_group;
    for (auto &group : counted.groups) {
        group.all_cases = counted.all.cases;
        group.finish(least);
    }
    counted.all.all_cases = counted.all.cases;
    counted.all.finish(least);
    std::ranges::sort(counted.groups, [&](ChannelGroup const &a, ChannelGroup const &b) {
        return grouping.before(a.key, b.key);
    });
    return counted;
}

std::vector<Note> notes_of(Policy const &policy, std::vector<ChannelGroup> const &groups) {
    auto const least = policy.reports.least_group;
    std::vector<Note> notes{
        "Replied, Median, P90: working time of first responses, without pauses, as in sla.",
        "First contact: resolved, never reopened, and no further message of the customer.",
        "First contact and Reopened are of the resolved cases. CSAT: 4 and 5 of 5.",
        "Per 1,000: complaints through the channel, of its service cases.",
        "95 %: Wilson score interval; of rho (Spearman) Fisher's. rho: of wall-clock times."};
    auto const few = std::ranges::count_if(groups, [least](ChannelGroup const &group) {
        return group.cases > 0 && group.cases < least;
    });
    if (few > 0) notes.emplace_back(suppressed_note(few, least, "cases"));
    return notes;
}

}  // namespace

Sheet channels(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    auto by_channel = scope;
    std::erase(by_channel.by, Dimension::channel);
    by_channel.by.insert(by_channel.by.begin(), Dimension::channel);
    Grouping grouping{policy, by_channel};
    auto counted = count_channels(reader, policy, by_channel, grouping);
    auto const &groups = counted.groups;
    ChannelColumns const parts{grouping, policy.reports.least_group};

    auto const head =
        heading(reader, policy, scope, {"channels", "Channels", describe_period(scope, policy)});
    Sheet sheet{head.fields(scope), {}};
    sheet.head.notes = notes_of(policy, groups);
    if (scope.cases) {
        sheet.parts.push_back({"cases", "", cases_table(grouping, std::move(counted.lines))});
        return sheet;
    }
    sheet.parts.push_back({"rows", "", rows_table(parts, groups)});
    if (!groups.empty()) {
        sheet.parts.push_back({"", "Contact", contact_table(parts, groups)});
        sheet.parts.push_back({"", "Satisfaction and complaints", voice_table(parts, groups)});
        sheet.parts.push_back(
            {"", "Speed of the first reply and satisfaction", speed_table(parts, groups)});
    }
    Columns<ChannelGroup> total{{"cases", "Cases", &ChannelGroup::cases}};
    total.append(parts.speed(true));
    sheet.parts.push_back({"total", "All channels", total.row(counted.all)});
    if (scope.compare) {
        auto const earlier = earlier_scope(by_channel, policy);
        auto const before = count_channels(reader, policy, earlier, grouping);
        add_comparison(sheet, earlier, policy,
                       compared_table(grouping.columns(&ComparedFigure::key),
                                      compare(channel_figures(), groups, before.groups,
                                              least_shown(by_channel, policy))));
    }
    return sheet;
}

}  // namespace dcc::report
