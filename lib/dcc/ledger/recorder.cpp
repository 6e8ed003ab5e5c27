#include <dcc/base/digest.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/ledger/recorder.hpp>
#include <dcc/model/texts.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace dcc::ledger {
Recorder::Recorder(store::Writer &writer, Policy const &policy, Acting acting, bool sandbox)
    : writer_{writer}, policy_{policy}, acting_{std::move(acting)} {
    if (sandbox && acting_.given)
        acting_.clock = [given = *std::exchange(acting_.given, std::nullopt)] { return given; };
    clock_ = recorded_at_ = acting_.clock();
}

void Recorder::begin() {
    clock_ = acting_.clock();
    recorded_at_ = std::max(clock_, writer_.last_recorded());
}

Event Recorder::append(Event event) {
    if (auto const stray = stray_control_in(event.payload))
        throw Error{ErrorKind::data,
                    say("{} has a control character (U+{})", stray->field,
                        fmt::format("{:04X}", static_cast<unsigned>(stray->character))),
                    "leave it out; tabs and line ends are allowed"};
    put_policy_on_record();
    return stamp(std::move(event));
}

Event Recorder::stamp(Event event) {
    event.recorded_at = recorded_at_;
    event.user = acting_.user;
    if (event.dated == Dating::clock) date(event);
    if (event.actor.empty()) event.actor = acting_.actor;
    writer_.append(event);
    return event;
}

void Recorder::date(Event &event) {
    if (is_given(event.at)) {
        event.dated = Dating::hand;
    } else if (event.at > clock_ + clock_tolerance) {
        event.dated = Dating::behind;
        event.clock = clock_;
    }
}

bool Recorder::is_given(Instant at) {
    if (acting_.given) return true;
    bool const is_near = at >= clock_ - clock_tolerance && at <= recorded_at_ + clock_tolerance;
    return !is_near && !writer_.is_sandbox();
}

void Recorder::put_policy_on_record() {
    if (std::exchange(on_record_, true) || writer_.knows_policy(policy_.fingerprint)) return;
    adopt(adoption_of(policy_));
}

bool Recorder::adopt(event::PolicyAdopted adopted) {
    put_policy_on_record();
    if (writer_.knows_policy(adopted.policy)) return false;
    std::set<Digest> named;  // two names may mean the same calendar
    std::erase_if(adopted.calendars, [&](auto const &calendar) {
        return !named.insert(calendar.print).second || writer_.calendar(calendar.print);
    });
    Event event;
    event.at = now();
    event.payload = std::move(adopted);
    event = stamp(std::move(event));
    writer_.put(rows_of(std::get<event::PolicyAdopted>(event.payload), event.seq));
    return true;
}

Event Recorder::record(event::Payload happened) {
    Event event;
    event.at = now();
    event.payload = std::move(happened);
    event = append(std::move(event));
    if (auto const *absent = std::get_if<event::StaffAbsent>(&event.payload))
        writer_.put(rows_of(*absent));
    else if (auto const *training = std::get_if<event::TrainingRecorded>(&event.payload))
        writer_.put(rows_of(*training));
    return event;
}

void Recorder::create_desk(event::DeskCreated created) {
    begin();
    created.desk = hex(digest(random_salt(), created.pack)).substr(0, 32);
    Event event;
    event.at = now();
    event.payload = std::move(created);
    stamp(std::move(event));
    put_policy_on_record();
}

}  // namespace dcc::ledger
