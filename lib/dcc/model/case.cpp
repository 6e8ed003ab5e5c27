#include <dcc/model/case.hpp>

#include <algorithm>
#include <utility>

namespace dcc {

std::vector<std::string> GivenRating::names() const {
    std::vector<std::string> names;
    for (auto const &[name, value] :
         {std::pair{"category", &category}, std::pair{"impact", &impact},
          std::pair{"urgency", &urgency}, std::pair{"priority", &priority}})
        if (!value->empty()) names.emplace_back(name);
    return names;
}

std::optional<Instant> next_due(Case const &item) {
    std::optional<Instant> earliest;
    for (auto const &clock : item.clocks)
        if (clock.stage == Stage::running && clock.due_at &&
            (!earliest || *clock.due_at < *earliest))
            earliest = clock.due_at;
    return earliest;
}

std::optional<Instant> promised_for(Case const &item) {
    for (auto const &clock : item.clocks)
        if (clock.kind == ClockKind::promise && clock.stage == Stage::running) return clock.due_at;
    return std::nullopt;
}

std::string in_words(LinkKind kind) {
    std::string text{word(kind)};
    std::ranges::replace(text, '_', ' ');
    return text;
}

}  // namespace dcc
