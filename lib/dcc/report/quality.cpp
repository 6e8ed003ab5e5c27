#include <dcc/base/text.hpp>
#include <dcc/report/figures.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/quality.hpp>
#include <dcc/report/reviews.hpp>
#include <dcc/stats/mean.hpp>
#include <dcc/stats/mean_interval.hpp>
#include <dcc/stats/paired.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace dcc::report {
namespace {

using Review = store::QualityReviewRow;

// A sample of scores, each 0 to 1.
struct ReviewScores {
    std::vector<double> values;
    int least = 0;  // fewer are not shown

    bool shown() const { return !values.empty() && std::ssize(values) >= least; }
    Cell mean() const { return shown() ? Cell{Share{stats::mean(values)}} : Cell{}; }
    std::optional<stats::Interval> interval() const {
        auto const found = shown() ? stats::mean_interval(values) : std::nullopt;
        if (!found) return std::nullopt;
        return stats::Interval{std::max(0.0, found->low), std::min(1.0, found->high)};
    }
};

template <class Row>
Columns<Row> score_columns(ReviewScores Row::*scores) {
    auto const bound = [scores](double stats::Interval::*which) {
        return [scores, which](Row const &row) {
            auto const found = (row.*scores).interval();
            return found ? Cell{Share{(*found).*which}} : Cell{};
        };
    };
    return {
        {"reviews", "Reviews", [scores](Row const &row) { return (row.*scores).values.size(); }},
        {"score", "Score", [scores](Row const &row) { return (row.*scores).mean(); }},
        {"score_low", "", bound(&stats::Interval::low)},
        {"score_high", "", bound(&stats::Interval::high)},
        {"", "95 %", [scores](Row const &row) { return percent_range((row.*scores).interval()); }},
    };
}

// A group of reviews.
struct ReviewGroup {
    std::string key;
    ReviewScores scores;
    std::int64_t faultless = 0;

    stats::Proportion without_fault() const {
        return scores.shown() ? stats::Proportion{faultless, std::ssize(scores.values)}
                              : stats::Proportion{};
    }
};

Table groups_of(Grouping &grouping, std::vector<Review> const &reviews, int least) {
    std::map<std::string, ReviewGroup> groups;
    for (auto const &review : reviews) {
        auto &group = groups[grouping.key(review)];
        group.scores.values.push_back(score_of(review));
        if (review.fault.empty()) ++group.faultless;
    }
    auto columns = grouping.columns(&ReviewGroup::key);
    columns.append(score_columns(&ReviewGroup::scores));
    columns.append({{"without_fault", "", &ReviewGroup::faultless}});
    columns.append(
        share_columns<ReviewGroup>("without_fault", "No fault", &ReviewGroup::without_fault));
    auto table = columns.table("No review in that time.");
    for (auto const &key : grouping.keys_of(groups)) {
        auto &group = groups[key];
        group.key = key;
        group.scores.least = least;
        columns.add(table, group);
    }
    return table;
}

// ---- criteria

struct Criterion {
    std::string id;
    std::string label;
    ReviewScores scores;
};

// "tone=4/5" as the share 0.8.
std::pair<std::string, double> item_of(std::string_view text) {
    auto const equals = text.rfind('=');
    auto const slash = text.rfind('/');
    auto const number = [&](std::size_t from, std::size_t to) {
        double value = 0;
        std::from_chars(text.data() + from, text.data() + to, value);
        return value;
    };
    return {std::string{text.substr(0, equals)},
            number(equals + 1, slash) / number(slash + 1, text.size())};
}

template <class Items>
std::string label_of(Items const &items, std::string const &language, std::string const &id) {
    auto const found = std::ranges::find(
        items, id, [](auto const &item) -> std::string const & { return item.id; });
    return found == std::ranges::end(items) ? id : label_in(found->label, language, id);
}

Table criteria_of(Policy const &policy, std::vector<Review> const &reviews) {
    auto const &items = policy.reports.quality.items;
    std::vector<Criterion> criteria;
    for (auto const &item : items)
        criteria.push_back({item.id,
                            label_in(item.label, policy.desk.language, item.id),
                            {{}, policy.reports.least_group}});
    for (auto const &review : reviews)
        for (auto const &text : split_words(review.items)) {
            auto const [id, share] = item_of(text);
            auto found = std::ranges::find(criteria, id, &Criterion::id);
            if (found == criteria.end()) {
                criteria.push_back({id, id, {{}, policy.reports.least_group}});
                found = criteria.end() - 1;
            }
            found->scores.values.push_back(share);
        }
    Columns<Criterion> columns{{"item", "", &Criterion::id}, {"", "Criterion", &Criterion::label}};
    columns.append(score_columns(&Criterion::scores));
    return columns.table_of(criteria);
}

// ---- faults

struct Grade {
    std::string id;
    std::string label;
    std::int64_t reviews = 0;
    std::int64_t finished = 0;  // all their steps are done
};

bool is_finished(Review const &review) {
    return review.done == std::ssize(split_words(review.path));
}

Table grades_of(Policy const &policy, std::vector<Review> const &reviews) {
    std::vector<Grade> grades;
    for (auto const &grade : policy.reports.quality.grades)
        grades.push_back({grade.id, label_in(grade.label, policy.desk.language, grade.id)});
    for (auto const &review : reviews) {
        if (review.fault.empty()) continue;
        auto found = std::ranges::find(grades, review.fault, &Grade::id);
        if (found == grades.end()) {
            grades.push_back({review.fault, review.fault});
            found = grades.end() - 1;
        }
        ++found->reviews;
        if (is_finished(review)) ++found->finished;
    }
    Columns<Grade> const columns{
        {"grade", "", &Grade::id},
        {"", "Fault", &Grade::label},
        {"reviews", "Reviews", &Grade::reviews},
        {"finished", "Path finished", &Grade::finished},
        {"open", "Open", [](Grade const &grade) { return grade.reviews - grade.finished; }},
    };
    return columns.table_of(grades);
}

Table open_steps_of(Policy const &policy, std::vector<Review> const &reviews) {
    auto const step = [](std::ptrdiff_t offset) {
        return [offset](Review const &review) {
            return split_words(review.path).at(static_cast<std::size_t>(review.done + offset));
        };
    };
    auto const grade = [&](Review const &review) {
        return label_of(policy.reports.quality.grades, policy.desk.language, review.fault);
    };
    Columns<Review> const columns{
        {"case", "Case", &Review::case_id},
        {"review", "Review", &Review::number},
        {"person", "Person", &Review::person},
        {"grade", "", &Review::fault},
        {"", "Fault", grade},
        {"next_step", "Next step", step(0)},
        {"done", "Done", &Review::done},
        {"steps", "Of", [](Review const &review) { return split_words(review.path).size(); }},
        {"at", "Found", &Review::at},
    };
    auto table = columns.table();
    for (auto const &review : reviews)
        if (!is_finished(review)) columns.add(table, review);
    return table;
}

// ---- agreement

// The error of kappa holds for large samples only.
constexpr std::int64_t least_for_kappa = 30;

// The grades that the first two reviewers of each case gave, as numbers.
std::vector<stats::Judgements> judgements_of(std::vector<Review> const &reviews) {
    std::map<std::string, std::int64_t> numbers;
    auto const number = [&](std::string const &grade) {
        return numbers.try_emplace(grade, std::ssize(numbers)).first->second;
    };
    std::map<CaseId, std::pair<Review const *, Review const *>> pairs;
    for (auto const &review : reviews) {
        auto &[first, second] = pairs[review.case_id];
        if (!first)
            first = &review;
        else if (!second && review.reviewer != first->reviewer)
            second = &review;
    }
    std::vector<stats::Judgements> judgements;
    for (auto const &[id, pair] : pairs)
        if (pair.second)
            judgements.push_back({number(pair.first->fault), number(pair.second->fault)});
    return judgements;
}

struct Agreed {
    std::int64_t cases = 0;
    std::int64_t same = 0;
    bool shown = false;
    std::optional<stats::Agreement> kappa;

    stats::Proportion share() const {
        return shown ? stats::Proportion{same, cases} : stats::Proportion{};
    }
};

Table agreement_of(std::vector<Review> const &reviews, int least) {
    auto const judgements = judgements_of(reviews);
    Agreed agreed;
    agreed.cases = std::ssize(judgements);
    agreed.same =
        std::ranges::count_if(judgements, [](auto const &one) { return one.first == one.second; });
    agreed.shown = agreed.cases >= least;
    if (agreed.cases >= least_for_kappa) agreed.kappa = stats::kappa(judgements);
    auto const bound = [](double stats::Interval::*which) {
        return [which](Agreed const &of) {
            return of.kappa && of.kappa->interval ? Cell{(*of.kappa->interval).*which} : Cell{};
        };
    };
    Columns<Agreed> columns{{"cases", "Cases", &Agreed::cases},
                            {"same", "Same grade", &Agreed::same}};
    columns.append(share_columns<Agreed>("same", "Share", &Agreed::share));
    columns.append({
        {"kappa", "Kappa",
         [](Agreed const &of) { return of.kappa ? Cell{of.kappa->kappa} : Cell{}; }},
        {"kappa_low", "", bound(&stats::Interval::low)},
        {"kappa_high", "", bound(&stats::Interval::high)},
        {"", "95 %",
         [](Agreed const &of) {
             return of.kappa && of.kappa->interval
                        ? Cell{fmt::format("{:.2f}–{:.2f}", of.kappa->interval->low,
                                           of.kappa->interval->high)}
                        : Cell{};
         }},
    });
    auto table = columns.table();
    if (agreed.cases > 0) columns.add(table, agreed);
    return table;
}

std::string describe_reviews(Scope const &scope, Zone const &zone) {
    std::string text = "reviews made";
    if (scope.from) text += " from " + zone.format(*scope.from);
    if (scope.before) text += " before " + zone.format(*scope.before);
    if (!scope.from && !scope.before) text += " at any time";
    return text;
}

}  // namespace

Sheet quality(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    auto reviews = reviews_of(reader, scope);
    std::erase_if(reviews, [&](Review const &review) {
        return !scope.filter.accepts(dimensions_of(review));
    });
    auto const least = policy.reports.least_group;
    Grouping grouping{policy, scope};
    auto const head =
        heading(reader, policy, scope,
                {"quality", "Quality", describe_reviews(scope, zone_of(scope, policy))});
    Sheet sheet{head.fields(scope), {}};
    auto &notes = sheet.head.notes;
    sheet.parts.push_back({"rows", "", groups_of(grouping, reviews, least)});
    if (reviews.empty()) return sheet;
    notes.emplace_back(
        "Score: points of the most the form allows. 95 %: Student's interval of means,");
    notes.emplace_back(
        say("Wilson's of shares. Figures of fewer than {} reviews are not shown.", least));
    sheet.parts.push_back({"criteria", "Criteria", criteria_of(policy, reviews)});
    sheet.parts.push_back({"faults", "Faults", grades_of(policy, reviews)});
    if (auto table = open_steps_of(policy, reviews); !table.rows.empty())
        sheet.parts.push_back({"open_steps", "Steps still to be done", std::move(table)});
    if (auto table = agreement_of(reviews, least); !table.rows.empty()) {
        sheet.parts.push_back({"agreement", "Two reviewers of one case", std::move(table)});
        notes.emplace_back(
            "Two reviewers: the share with the same grade of fault, or none; from 30 cases on "
            "with");
        notes.emplace_back("Cohen's kappa, unweighted, since grades have no distances.");
    }
    return sheet;
}

}  // namespace dcc::report
