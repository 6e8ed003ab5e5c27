#pragma once

#include <dcc/base/columns.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/words.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::report {

struct Scope;

// What a report can be grouped by. Hour to year are of the time at which the case was received, in
// the desk's zone: "09", "mon", "2026-06-30", "2026-W27" (ISO 8601), "2026-06", "2026-Q2", "2026".
// Type, severity, department, decision and outcome are those of complaints. Of tags, a case may
// have several.
enum class Dimension {
    channel,
    category,
    priority,
    team,
    person,
    tier,
    product,
    tag,
    hour,
    weekday,
    day,
    week,
    month,
    quarter,
    year,
    type,
    severity,
    department,
    decision,
    outcome,
};

constexpr WordTable<Dimension, 20> dimension_words{{
    {Dimension::channel, "channel"},   {Dimension::category, "category"},
    {Dimension::priority, "priority"}, {Dimension::team, "team"},
    {Dimension::person, "person"},     {Dimension::tier, "tier"},
    {Dimension::product, "product"},   {Dimension::tag, "tag"},
    {Dimension::hour, "hour"},         {Dimension::weekday, "weekday"},
    {Dimension::day, "day"},           {Dimension::week, "week"},
    {Dimension::month, "month"},       {Dimension::quarter, "quarter"},
    {Dimension::year, "year"},         {Dimension::type, "type"},
    {Dimension::severity, "severity"}, {Dimension::department, "department"},
    {Dimension::decision, "decision"}, {Dimension::outcome, "outcome"},
}};
// The name of each dimension.
constexpr auto const &words_of(Dimension) {
    return dimension_words;
}

// The days of the week, as a dimension has them.
inline constexpr std::array weekday_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

// The dimensions of reports on cases, of those on clocks, and of those on complaints. The tier is
// that of the case's customer now; rows of cases do not have it.
inline constexpr std::array case_dimensions{
    Dimension::channel, Dimension::category, Dimension::priority, Dimension::team,
    Dimension::person,  Dimension::product,  Dimension::hour,     Dimension::weekday,
    Dimension::day,     Dimension::week,     Dimension::month,    Dimension::quarter,
    Dimension::year};
inline constexpr std::array clock_dimensions{
    Dimension::channel, Dimension::category, Dimension::priority, Dimension::team,
    Dimension::person,  Dimension::tier,     Dimension::product,  Dimension::tag,
    Dimension::hour,    Dimension::weekday,  Dimension::day,      Dimension::week,
    Dimension::month,   Dimension::quarter,  Dimension::year};
inline constexpr std::array complaint_dimensions{
    Dimension::type,    Dimension::severity, Dimension::department, Dimension::decision,
    Dimension::outcome, Dimension::channel,  Dimension::category,   Dimension::priority,
    Dimension::team,    Dimension::person,   Dimension::product,    Dimension::hour,
    Dimension::weekday, Dimension::day,      Dimension::week,       Dimension::month,
    Dimension::quarter, Dimension::year};

// The values of a row for each dimension; empty is unknown. To group another kind of row, add an
// overload of dimensions_of(). The values are views, so that a report over all rows of a desk
// copies nothing.
struct Dimensions {
    std::string_view channel;
    std::string_view category;
    std::string_view priority;
    std::string_view team;
    std::string_view person;
    Instant received_at;
    std::string_view type{};
    std::string_view severity{};
    std::string_view department{};
    std::string_view decision{};
    std::string_view outcome{};
    std::string_view product{};
    std::string_view tier{};
    std::string_view tags{};  // joined by ","
};

// Where Dimensions hold a dimension; null for those of time, which time_value() gives.
std::string_view Dimensions::*member_of(Dimension dimension);

// A value that the policy has for a dimension, with its name in the desk's language.
struct KnownValue {
    std::string id;
    std::string label;
};

// The values that the policy has for a dimension, in its order; none for dimensions of time, except
// for weekdays.
std::vector<KnownValue> known_values(Policy const &policy, Dimension dimension);

// The category, or the one above it at that depth of the tree; 1 is the top.
std::string_view rolled_up(std::string_view category, int depth);

// The values of a row. Valid as long as the row.
Dimensions dimensions_of(store::Reader::ClockSample const &clock);
Dimensions dimensions_of(store::CaseRow const &row);
Dimensions dimensions_of(store::ComplaintRow const &row);
Dimensions dimensions_of(store::QualityReviewRow const &row);
Dimensions dimensions_of(Case const &item);
Dimensions dimensions_of(store::Reader::ResolvedSample const &sample);

// Between the values in the key of a group.
inline constexpr char key_separator = '\x1f';

// Groups rows of any kind by dimensions.
class Grouping {
  public:
    // By times in the desk's zone.
    Grouping(Policy const &policy, std::vector<Dimension> by);

    // By the dimensions of the scope, times in its zone; a category counts for the one above it at
    // the scope's depth.
    Grouping(Policy const &policy, Scope const &scope);

    // The row's values of the dimensions, joined by U+001F. Valid until the next call.
    template <class Row>
    std::string const &key(Row const &row) {
        return key_of(dimensions_of(row));
    }

    // Calls visit(key) for each group that the row belongs to: several, if it has several tags and
    // the groups are by tag.
    template <class Row, class Visit>
    void each_key(Row const &row, Visit const &visit) {
        auto values = dimensions_of(row);
        auto rest = is_by_tag_ ? values.tags : std::string_view{};
        do {
            auto const comma = std::min(rest.find(','), rest.size());
            if (is_by_tag_) values.tags = rest.substr(0, comma);
            visit(key_of(values));
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        } while (!rest.empty());
    }

    // Whether a row may belong to several groups.
    bool is_by_tag() const noexcept { return is_by_tag_; }

    // Whether the group of key `a` is listed before that of `b`: in the policy's order of channels,
    // categories and so on, words in the order of their enum, times in their order, unknown values
    // last.
    bool before(std::string_view a, std::string_view b) const;

    // The keys of a map, in the order of their groups.
    template <class Map>
    std::vector<std::string> keys_of(Map const &groups) const {
        std::vector<std::string> keys;
        keys.reserve(groups.size());
        for (auto const &[key, group] : groups) keys.push_back(key);
        std::ranges::sort(keys, [&](auto const &a, auto const &b) { return before(a, b); });
        return keys;
    }

    // Two columns for each dimension, for a table whose rows hold the key of their group: the id
    // for programs, and the name in the desk's language for people.
    template <class Row>
    Columns<Row> columns(std::string Row::*key) const {
        Columns<Row> columns;
        for (std::size_t i = 0; i < by_.size(); ++i) {
            columns.append({{std::string{word(by_[i])}, "",
                             [key, i](Row const &row) { return value(row.*key, i); }},
                            {"", title_of(by_[i]), [key, i, known = known_[i]](Row const &row) {
                                 return std::string{label(*known, value(row.*key, i))};
                             }}});
        }
        return columns;
    }

    // Whether there are dimensions to group by.
    bool is_grouped() const noexcept { return !by_.empty(); }

  private:
    struct Known {
        std::size_t rank = 0;
        std::string label;
    };
    using KnownById = std::map<std::string, Known, std::less<>>;

    Grouping(Policy const &policy, std::vector<Dimension> by, Zone zone, std::optional<int> depth);

    std::string const &key_of(Dimensions const &row);
    static std::string_view value(std::string_view key, std::size_t index);
    static std::string_view label(KnownById const &known, std::string_view id);
    static std::string title_of(Dimension dimension);

    std::vector<Dimension> by_;
    std::vector<std::shared_ptr<KnownById const>> known_;  // one for each dimension
    Zone zone_;
    std::optional<int> depth_;
    bool is_by_tag_ = false;
    std::string key_;
};

// What people must know of a report by tag.
constexpr auto note_on_tags = "By tag: a case counts for each of its tags, and once in the total.";

// Says below a table that its last rows are the total: in the first cell that people see of each.
void name_total(Table &table);

}  // namespace dcc::report
