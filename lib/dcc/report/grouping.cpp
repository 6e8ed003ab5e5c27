#include <dcc/report/grouping.hpp>
#include <dcc/report/period.hpp>
#include <dcc/report/scope.hpp>

#include <tuple>

namespace dcc::report {
namespace {

// Of an item of the policy, a word of it, or a row of a word table.
template <class Thing>
KnownValue known_value(Thing const &thing, std::string const &language) {
    if constexpr (requires { thing.second; })
        return {std::string{thing.second}, std::string{thing.second}};
    else if constexpr (requires { thing.id; }) {
        if constexpr (requires { thing.label; })
            return {thing.id, label_in(thing.label, language, thing.id)};
        else if constexpr (requires { thing.name; })
            return {thing.id, thing.name.empty() ? thing.id : thing.name};
        else
            return {thing.id, thing.id};
    } else
        return {thing, thing};
}

template <class Things>
std::vector<KnownValue> known_of(Things const &things, std::string const &language) {
    std::vector<KnownValue> values;
    for (auto const &thing : things) values.push_back(known_value(thing, language));
    return values;
}

}  // namespace

Dimensions dimensions_of(store::Reader::ClockSample const &clock) {
    return {clock.channel,
            clock.category,
            clock.priority,
            clock.team,
            clock.person,
            Instant{Seconds{clock.received_at}},
            {},
            {},
            {},
            {},
            {},
            clock.product,
            clock.tier,
            clock.tags};
}

Dimensions dimensions_of(store::CaseRow const &row) {
    Dimensions values{row.channel, row.category, row.priority,
                      row.team,    row.person,   row.received_at};
    values.product = row.product;
    return values;
}

Dimensions dimensions_of(store::ComplaintRow const &row) {
    auto const maybe = [](auto const &value) { return value ? word(*value) : std::string_view{}; };
    Dimensions values;
    values.received_at = row.received_at;
    values.product = row.product;
    values.type = row.type;
    values.severity = row.severity;
    values.department = row.department;
    values.decision = maybe(row.decision);
    values.outcome = maybe(row.outcome);
    return values;
}

Dimensions dimensions_of(store::QualityReviewRow const &row) {
    return {row.channel, row.category, row.priority, row.team, row.person, row.at};
}

Dimensions dimensions_of(Case const &item) {
    Dimensions values{item.channel, item.category, item.priority,
                      item.team,    item.person,   item.received_at};
    values.product = item.product;
    return values;
}

Dimensions dimensions_of(store::Reader::ResolvedSample const &sample) {
    return {sample.channel, sample.category, sample.priority,
            sample.team,    sample.person,   sample.resolved_at};
}

std::string_view Dimensions::*member_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::channel: return &Dimensions::channel;
        case Dimension::category: return &Dimensions::category;
        case Dimension::priority: return &Dimensions::priority;
        case Dimension::team: return &Dimensions::team;
        case Dimension::person: return &Dimensions::person;
        case Dimension::tier: return &Dimensions::tier;
        case Dimension::product: return &Dimensions::product;
        case Dimension::tag: return &Dimensions::tags;
        case Dimension::type: return &Dimensions::type;
        case Dimension::severity: return &Dimensions::severity;
        case Dimension::department: return &Dimensions::department;
        case Dimension::decision: return &Dimensions::decision;
        case Dimension::outcome: return &Dimensions::outcome;
        case Dimension::hour:
        case Dimension::weekday:
        case Dimension::day:
        case Dimension::week:
        case Dimension::month:
        case Dimension::quarter:
        case Dimension::year: break;
    }
    return nullptr;
}

std::vector<KnownValue> known_values(Policy const &policy, Dimension dimension) {
    auto const known = [&](auto const &things) { return known_of(things, policy.desk.language); };
    switch (dimension) {
        case Dimension::channel: return known(policy.channels);
        case Dimension::category: return known(policy.categories);
        case Dimension::priority: return known(policy.priorities);
        case Dimension::department:
        case Dimension::team: return known(policy.teams);
        case Dimension::person: return known(policy.staff);
        case Dimension::tier: return known(policy.desk.tiers);
        case Dimension::product: return known(policy.aftersales.products);
        case Dimension::tag: return known(policy.tags);
        case Dimension::weekday:
            return known(std::vector<std::string>(weekday_names.begin(), weekday_names.end()));
        case Dimension::type: return known(policy.complaints.types);
        case Dimension::severity: return known(policy.complaints.severities);
        case Dimension::decision: return known(decision_words);
        case Dimension::outcome: return known(complaint_outcome_words);
        case Dimension::hour:
        case Dimension::day:
        case Dimension::week:
        case Dimension::month:
        case Dimension::quarter:
        case Dimension::year: break;
    }
    return {};
}

std::string_view rolled_up(std::string_view category, int depth) {
    std::size_t end = 0;
    for (int level = 0; level < depth; ++level) {
        end = category.find('.', level == 0 ? 0 : end + 1);
        if (end == std::string_view::npos) return category;
    }
    return category.substr(0, end);
}

Grouping::Grouping(Policy const &policy, std::vector<Dimension> by)
    : Grouping{policy, std::move(by), Zone::load(policy.desk.zone), {}} {}

Grouping::Grouping(Policy const &policy, Scope const &scope)
    : Grouping{policy, scope.by, zone_of(scope, policy), scope.depth} {}

Grouping::Grouping(Policy const &policy, std::vector<Dimension> by, Zone zone,
                   std::optional<int> depth)
    : by_{std::move(by)},
      zone_{std::move(zone)},
      depth_{depth},
      is_by_tag_{std::ranges::count(by_, Dimension::tag) > 0} {
    for (auto const dimension : by_) {
        KnownById known;
        for (auto const &[id, text] : known_values(policy, dimension))
            known.try_emplace(id, Known{known.size(), text});
        known_.push_back(std::make_shared<KnownById const>(std::move(known)));
    }
}

bool Grouping::before(std::string_view a, std::string_view b) const {
    for (auto const &known : known_) {
        auto const place = [&](std::string_view &key) {
            auto const value = key.substr(0, key.find(key_separator));
            key.remove_prefix(value.size() + 1);
            auto const found = known->find(value);
            return std::tuple{value.empty(),
                              found == known->end() ? known->size() : found->second.rank, value};
        };
        auto const place_a = place(a);
        auto const place_b = place(b);
        if (place_a != place_b) return place_a < place_b;
    }
    return false;
}

std::string const &Grouping::key_of(Dimensions const &row) {
    key_.clear();
    for (auto const dimension : by_) {
        auto const member = member_of(dimension);
        if (!member)
            key_ += time_value(dimension, zone_.to_civil(row.received_at));
        else if (dimension == Dimension::category && depth_)
            key_ += rolled_up(row.category, *depth_);
        else
            key_ += row.*member;
        key_ += key_separator;
    }
    return key_;
}

std::string_view Grouping::value(std::string_view key, std::size_t index) {
    for (; index > 0 && !key.empty(); --index) key.remove_prefix(key.find(key_separator) + 1);
    return key.substr(0, key.find(key_separator));
}

std::string_view Grouping::label(KnownById const &known, std::string_view id) {
    auto const found = known.find(id);
    return found == known.end() ? id : std::string_view{found->second.label};
}

std::string Grouping::title_of(Dimension dimension) {
    std::string title{word(dimension)};
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return title;
}

void name_total(Table &table) {
    auto const first = std::ranges::find_if(
        table.columns, [](Column const &column) { return !column.title.empty(); });
    auto const index = static_cast<std::size_t>(first - table.columns.begin());
    for (auto &row : table.total)
        if (index < row.size() && table.columns[index].name.empty())
            row[index] = cell_of(say("Total"));
}

}  // namespace dcc::report
