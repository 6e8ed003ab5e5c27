#include <dcc/calendar/calendar.hpp>
#include <dcc/calendar/detail/impl.hpp>

#include <utility>

namespace dcc {

Calendar::Calendar(CalendarSpec spec) : impl_{std::make_unique<Impl>(std::move(spec))} {}
Calendar::~Calendar() = default;
Calendar::Calendar(Calendar &&) noexcept = default;
Calendar &Calendar::operator=(Calendar &&) noexcept = default;

CalendarSpec const &Calendar::spec() const noexcept {
    return impl_->spec;
}
Zone const &Calendar::zone() const noexcept {
    return impl_->zone;
}

Digest const &Calendar::fingerprint() const noexcept {
    std::call_once(impl_->digested, [this] { impl_->digest = digest(calendar_text(impl_->spec)); });
    return impl_->digest;
}

Seconds Calendar::elapsed(Instant from, Instant to) const {
    auto const &index = from <= to ? impl_->covering(from, to) : impl_->covering(to, from);
    return Seconds{index.work_before(to) - index.work_before(from)};
}

Due Calendar::due(Instant from, Seconds duration) const {
    if (duration < Seconds{0}) impl_->refuse("a duration cannot be negative");
    if (duration == Seconds{0}) return impl_->due_at(from);
    for (auto const *index = &impl_->covering(from, from); index; index = impl_->later(*index)) {
        auto const left = index->total_work() - index->work_before(from);
        if (left < duration.count()) continue;
        auto const at = index->earliest_with(index->total_work() - left + duration.count());
        if (at >= past_last_instant) break;
        if (at - from > detail::longest_search) next_open(from);  // throws when it is too far away
        return impl_->due_at(at);
    }
    next_open(from);
    impl_->refuse(say("the deadline from {} lies past the year 2200", format_utc(from)));
}

Instant Calendar::back(Instant until, Seconds duration) const {
    if (duration < Seconds{0}) impl_->refuse("a duration cannot be negative");
    if (duration == Seconds{0}) return until;
    for (auto const *index = &impl_->covering(until, until); index;
         index = impl_->earlier(*index)) {
        auto const work = index->work_before(until);
        if (work < duration.count()) continue;
        return index->latest_with(work - duration.count());
    }
    impl_->refuse(say("going back from {} reaches before the year 1900", format_utc(until)));
}

bool Calendar::is_open(Instant t) const {
    auto const opening = impl_->covering(t, t).opening_at_or_after(t);
    return opening && opening->from <= t;
}

Instant Calendar::next_open(Instant t) const {
    for (auto const *index = &impl_->covering(t, t); index; index = impl_->later(*index)) {
        if (auto const opening = index->opening_at_or_after(t)) {
            if (opening->from - t > detail::longest_search) break;
            return std::max(opening->from, t);
        }
        if (index->end() - t > detail::longest_search) break;
    }
    impl_->refuse(say("it does not open within 20 years of {}", format_utc(t)),
                  "give it weekly hours, or exceptions with hours");
}

std::optional<Instant> Calendar::next_close(Instant t) const {
    auto const open = next_open(t);
    for (auto const *index = &impl_->covering(open, open); index; index = impl_->later(*index)) {
        auto const close = index->opening_at_or_after(open)->to;
        if (close - open > detail::longest_search) break;
        if (close < index->end()) return close;
    }
    return std::nullopt;
}

bool Calendar::beyond_table(Instant t) const {
    return t >= impl_->table_end;
}

}  // namespace dcc
