#include <dcc/report/grouping.hpp>
#include <dcc/report/period.hpp>

#include <tuple>

namespace dcc::report {
namespace {

constexpr char separator = '\x1f';

// Of an item of the policy, a word of it, or a row of a word table.
template <class Thing>
std::string id_of(Thing const &thing) {
    if constexpr (requires { thing.id; })
        return thing.id;
    else if constexpr (requires { thing.second; })
        return std::string{thing.second};
    else
        return thing;
}

}  // namespace

Dimensions dimensions_of(store::Reader::ClockSample const &clock) {
    return {clock.channel, clock.category, clock.priority,
            clock.team,    clock.person,   Instant{Seconds{clock.received_at}}};
}

Dimensions dimensions_of(store::CaseRow const &row) {
    return {row.channel, row.category, row.priority, row.team, row.person, row.received_at};
}

Dimensions dimensions_of(store::ComplaintRow const &row) {
    auto const maybe = [](auto const &value) { return value ? word(*value) : std::string_view{}; };
    Dimensions values;
    values.received_at = row.received_at;
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
    return {item.channel, item.category, item.priority, item.team, item.person, item.received_at};
}

Dimensions dimensions_of(store::Reader::ResolvedSample const &sample) {
    return {sample.channel, sample.category, sample.priority,
            sample.team,    sample.person,   sample.resolved_at};
}

Grouping::Grouping(Policy const &policy, std::vector<Dimension> by)
    : by_{std::move(by)}, zone_{Zone::load(policy.desk.zone)} {
    auto const rank = [&](auto const &things) {
        for (auto const &thing : things)
            ranks_.back().try_emplace(id_of(thing), ranks_.back().size());
    };
    for (auto const dimension : by_) {
        ranks_.emplace_back();
        switch (dimension) {
            case Dimension::channel: rank(policy.channels); break;
            case Dimension::category: rank(policy.categories); break;
            case Dimension::priority: rank(policy.priorities); break;
            case Dimension::team: rank(policy.teams); break;
            case Dimension::person: rank(policy.staff); break;
            case Dimension::weekday: rank(weekday_names); break;
            case Dimension::hour:
            case Dimension::day:
            case Dimension::week:
            case Dimension::month:
            case Dimension::quarter:
            case Dimension::year: break;
            case Dimension::type: rank(policy.complaints.types); break;
            case Dimension::severity: rank(policy.complaints.severities); break;
            case Dimension::department: rank(policy.teams); break;
            case Dimension::decision: rank(decision_words); break;
            case Dimension::outcome: rank(complaint_outcome_words); break;
        }
    }
}

bool Grouping::before(std::string_view a, std::string_view b) const {
    for (auto const &ranks : ranks_) {
        auto const place = [&](std::string_view &key) {
            auto const value = key.substr(0, key.find(separator));
            key.remove_prefix(value.size() + 1);
            auto const found = ranks.find(value);
            return std::tuple{value.empty(), found == ranks.end() ? ranks.size() : found->second,
                              value};
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
        switch (dimension) {
            case Dimension::channel: key_ += row.channel; break;
            case Dimension::category: key_ += row.category; break;
            case Dimension::priority: key_ += row.priority; break;
            case Dimension::team: key_ += row.team; break;
            case Dimension::person: key_ += row.person; break;
            case Dimension::hour:
            case Dimension::weekday:
            case Dimension::day:
            case Dimension::week:
            case Dimension::month:
            case Dimension::quarter:
            case Dimension::year:
                key_ += time_value(dimension, zone_.to_civil(row.received_at));
                break;
            case Dimension::type: key_ += row.type; break;
            case Dimension::severity: key_ += row.severity; break;
            case Dimension::department: key_ += row.department; break;
            case Dimension::decision: key_ += row.decision; break;
            case Dimension::outcome: key_ += row.outcome; break;
        }
        key_ += separator;
    }
    return key_;
}

std::string_view Grouping::value(std::string_view key, std::size_t index) {
    for (; index > 0; --index) key.remove_prefix(key.find(separator) + 1);
    return key.substr(0, key.find(separator));
}

std::string Grouping::title_of(Dimension dimension) {
    std::string title{word(dimension)};
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return title;
}

}  // namespace dcc::report
