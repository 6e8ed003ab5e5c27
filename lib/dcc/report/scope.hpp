#pragma once

#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::report {

// What a report can be divided by. The month is that in which the case reached us, "2026-06", in
// the desk's zone.
enum class Dimension { channel, category, priority, team, person, month };

constexpr WordTable<Dimension, 6> dimension_words{{
    {Dimension::channel, "channel"},
    {Dimension::category, "category"},
    {Dimension::priority, "priority"},
    {Dimension::team, "team"},
    {Dimension::person, "person"},
    {Dimension::month, "month"},
}};
constexpr auto const &words_of(Dimension) {
    return dimension_words;
}

// Which cases a report is about, and the instant at which it looks at them.
struct Scope {
    std::optional<Instant> from;    // received at or after
    std::optional<Instant> before;  // received before
    Instant as_of;
    std::vector<Dimension> by;
};

// Every clock of a kind, of the cases in scope, as it stood at scope.as_of: from the tables where
// nothing happened to the case since, from its events where something did. The instances of one
// case come together and in order.
void each_clock(store::Reader &reader, Scope const &scope, ClockKind kind,
                std::function<void(store::Reader::ClockFacts const &)> const &visit);

// Puts facts into the groups that the scope's dimensions make of them.
class Grouping {
  public:
    Grouping(Policy const &policy, std::vector<Dimension> by);

    // The values of the dimensions, joined by U+001F. Valid until the next call.
    std::string const &key(store::Reader::ClockFacts const &facts);

    // Whether one key's group stands before the other's: in the policy's own order of channels,
    // categories, priorities, teams and people, months by time, what is unknown last.
    bool before(std::string_view a, std::string_view b) const;

    std::vector<Column> columns() const;
    // The cells of a key; unknown values are null.
    static std::vector<Cell> cells(std::string_view key, std::size_t count);
    std::size_t size() const { return by_.size(); }

  private:
    std::vector<Dimension> by_;
    std::vector<std::map<std::string, std::size_t, std::less<>>> ranks_;  // one for each dimension
    Zone zone_;
    std::string key_;
};

// "received 2026-06-01 to 2026-06-30, as of 2026-07-01 09:00 (Asia/Shanghai)"
std::string describe(Scope const &scope, Policy const &policy);

}  // namespace dcc::report
