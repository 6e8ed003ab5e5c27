#include <dcc/base/text.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/desk/visit.hpp>
#include <dcc/ledger/absences.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/duty.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/visit.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

constexpr std::chrono::days farthest{366};

// The technician and time of a visit to book.
struct Slot {
    std::string technician;
    Instant from;
    Instant to;
};

std::string in_words(Zone const &zone, Instant from, Instant to) {
    auto const end = zone.format(to);
    auto const begin = zone.format(from);
    bool const same_day = begin.substr(0, 10) == end.substr(0, 10);
    return fmt::format("{} to {}", begin, same_day ? end.substr(11) : end);
}

// Checks whether a slot can be booked beside a technician's other visits.
class Agenda {
  public:
    // `self` is the visit that is moved: its old time counts as free.
    Agenda(ledger::Session &session, std::optional<VisitId> self)
        : session_{session},
          self_{self},
          duty_{session.policy(), ledger::absences(session.writer(), session.now())} {}

    std::optional<Refusal> refuse(Slot const &slot) {
        auto const &policy = session_.policy();
        if (slot.technician.empty())
            return Refusal{"unknown_technician",
                           "no technician is given",
                           Hint{Remedy::give, "give a technician", {"visit.technician"}},
                           {"technician"}};
        if (auto no = rules::refuse_unlisted("technician", slot.technician, policy.staff))
            return no;
        auto const &zone = duty_.zone();
        if (slot.to <= slot.from)
            return Refusal{"bad_span",
                           say("the visit would end at {}, not after its start at {}",
                               zone.format(slot.to), zone.format(slot.from)),
                           Hint{Remedy::give, "give another end", {"visit.to"}},
                           {"from", "to"}};
        if (slot.to - slot.from > rules::longest_visit)
            return Refusal{"bad_span",
                           say("the visit would take {}; the maximum is 24 hours",
                               format_span(slot.to - slot.from)),
                           "book a visit for each day"};
        if (slot.from < session_.now())
            return Refusal{"in_the_past",
                           say("{} has passed: it is now {}", zone.format(slot.from),
                               zone.format(session_.now())),
                           {}};
        if (slot.from > session_.now() + farthest)
            return Refusal{"too_far", say("{} is more than a year ahead", zone.format(slot.from)),
                           "check the year"};
        auto const &person = *policy.person(slot.technician);
        if (auto const why = duty_.why_off(person, slot.from, slot.to))
            return Refusal{"off_duty", *why, free_hint(person, slot)};
        if (auto const others = booked(slot); !others.empty()) {
            auto const &other = others.front();
            auto const free = free_hint(person, slot);
            return Refusal{
                "double_booked",
                say("{} has {} from {}", slot.technician,
                    VisitId{other.case_id, other.number}.text(),
                    in_words(zone, other.starts_at, other.ends_at)),
                free.empty()
                    ? Hint{Remedy::list_visits, "nothing is free later that day", {person.id}}
                    : Hint{free}};
        }
        return std::nullopt;
    }

  private:
    std::vector<store::VisitRow> booked(Slot const &slot) {
        auto rows = session_.writer().booked(slot.technician, slot.from, slot.to);
        std::erase_if(rows, [&](store::VisitRow const &row) {
            return self_ && VisitId{row.case_id, row.number} == *self_;
        });
        return rows;
    }

    // The next free time of that day for a visit of the same length. It begins at the start of the
    // slot, at the end of another visit, or when working hours begin.
    std::optional<Instant> next_free(Person const &person, Slot const &slot) {
        auto const length = slot.to - slot.from;
        auto const night = duty_.midnight(slot.from, 1);
        auto begins = duty_.openings(person, slot.from, night);
        auto const day = booked({slot.technician, slot.from, night + length});
        for (auto const &visit : day) begins.push_back(visit.ends_at);
        std::ranges::sort(begins);
        for (auto const begin : begins) {
            auto const end = begin + length;
            if (begin < slot.from || begin >= night || duty_.why_off(person, begin, end)) continue;
            if (std::ranges::none_of(day, [&](store::VisitRow const &visit) {
                    return visit.starts_at < end && begin < visit.ends_at;
                }))
                return begin;
        }
        return std::nullopt;
    }

    // Empty when nothing is free.
    Wording free_hint(Person const &person, Slot const &slot) {
        auto const begin = next_free(person, slot);
        return begin ? say("free that day: {}",
                           in_words(duty_.zone(), *begin, *begin + (slot.to - slot.from)))
                     : Wording{};
    }

    ledger::Session &session_;
    std::optional<VisitId> self_;
    rules::Duty duty_;
};

std::optional<Refusal> refuse_empty(std::string const &text, char const *code, char const *field,
                                    char const *what) {
    if (!is_blank(text)) return std::nullopt;
    return Refusal{code,
                   say("{} is missing", what),
                   Hint{Remedy::give, say("give {}", what), {fmt::format("visit.{}", field)}},
                   {field}};
}

// Tells the customer of a visit that was booked, moved or cancelled.
void notify_of(ledger::Session &session, ledger::Receipt &receipt, MessageKind kind, int number,
               std::string const &reason = {}) {
    auto const visit = *std::ranges::find(receipt.item.visits, number, &Visit::number);
    auto const *technician = session.policy().person(visit.technician);
    notify(session, receipt, kind,
           {{"visit_from", format_utc(visit.starts_at)},
            {"visit_to", format_utc(visit.ends_at)},
            {"technician", technician ? technician->name : visit.technician},
            {"place", visit.place},
            {"reason", reason}});
}

// Changes a visit that is still booked.
Outcome<ledger::Receipt> change_visit(
    ledger::Session &session, VisitId id,
    std::function<Outcome<event::Payload>(Visit const &)> const &decide,
    ledger::After const &after = {}) {
    return ledger::change(
        session, id.case_id, Right::case_visit, Step::visit,
        [&](Case const &item) -> Outcome<Payloads> {
            auto const found = std::ranges::find(item.visits, id.number, &Visit::number);
            if (found == item.visits.end())
                return Refusal{"no_such_visit", say("there is no visit {}", id.text()),
                               item.visits.empty()
                                   ? say("{} has none", item.id.text())
                                   : say("the last one of {} is {}", item.id.text(),
                                         VisitId{item.id, item.visits.back().number}.text())};
            if (found->state != VisitState::booked)
                return Refusal{"visit_over", say("{} is {} already", id.text(), found->state),
                               Hint{Remedy::book_visit, "book another", {item.id.text()}}};
            auto payload = decide(*found);
            if (!payload) return payload.refusal();
            return Payloads{std::move(*payload)};
        },
        after);
}

}  // namespace

Outcome<ledger::Receipt> book_visit(ledger::Session &session, CaseId id, BookArgs const &args) {
    return ledger::change(
        session, id, Right::case_visit, Step::visit,
        [&](Case const &item) -> Outcome<Payloads> {
            Agenda agenda{session, std::nullopt};
            if (auto no = agenda.refuse({args.technician, args.from, args.to})) return *no;
            auto const number = static_cast<int>(item.visits.size()) + 1;
            return Payloads{event::VisitBooked{number, args.mode, args.technician, args.from,
                                               args.to, args.place}};
        },
        [&](ledger::Receipt &receipt) {
            notify_of(session, receipt, MessageKind::visit, receipt.item.visits.back().number);
        });
}

Outcome<ledger::Receipt> move_visit(ledger::Session &session, VisitId id, MoveArgs const &args) {
    if (auto no = refuse_empty(args.reason, "no_reason", "reason", "the reason")) return *no;
    return change_visit(
        session, id,
        [&](Visit const &visit) -> Outcome<event::Payload> {
            event::VisitMoved moved{visit.number, args.technician, {}, {}, args.reason};
            if (moved.technician.empty()) moved.technician = visit.technician;
            moved.from = args.from.value_or(visit.starts_at);
            moved.to = args.to.value_or(moved.from +
                                        args.length.value_or(visit.ends_at - visit.starts_at));
            if (moved.technician == visit.technician && moved.from == visit.starts_at &&
                moved.to == visit.ends_at)
                return Refusal{
                    "unchanged", say("{} is already booked like this", id.text()),
                    Hint{Remedy::give, "give another technician or time", {"visit.change"}}};
            Agenda agenda{session, id};
            if (auto no = agenda.refuse({moved.technician, moved.from, moved.to})) return *no;
            return event::Payload{std::move(moved)};
        },
        [&](ledger::Receipt &receipt) {
            notify_of(session, receipt, MessageKind::visit, id.number, args.reason);
        });
}

Outcome<ledger::Receipt> cancel_visit(ledger::Session &session, VisitId id,
                                      std::string const &reason) {
    if (auto no = refuse_empty(reason, "no_reason", "reason", "the reason")) return *no;
    return change_visit(
        session, id,
        [&](Visit const &visit) -> Outcome<event::Payload> {
            return event::Payload{event::VisitCancelled{visit.number, reason}};
        },
        [&](ledger::Receipt &receipt) {
            notify_of(session, receipt, MessageKind::visit_cancelled, id.number, reason);
        });
}

Outcome<ledger::Receipt> record_visit(ledger::Session &session, VisitId id,
                                      VisitRecord const &record) {
    for (auto const &[text, field, what] : {std::tuple{&record.found, "found", "what was found"},
                                            std::tuple{&record.done, "done", "what was done"},
                                            std::tuple{&record.result, "result", "the result"}})
        if (auto no = refuse_empty(*text, "empty_text", field, what)) return *no;
    return change_visit(session, id, [&](Visit const &visit) -> Outcome<event::Payload> {
        if (session.now() < visit.starts_at) {
            auto const zone = Zone::load(session.policy().desk.zone);
            return Refusal{"not_begun",
                           say("{} begins at {}: it is now {}", id.text(),
                               zone.format(visit.starts_at), zone.format(session.now())),
                           Hint{Remedy::move_visit,
                                "if it was earlier than booked, move it first",
                                {id.text()}}};
        }
        return event::Payload{
            event::VisitDone{visit.number, record.parts, record.found, record.done, record.result}};
    });
}

void tell_of_cancelled_visits(ledger::Session &session, ledger::Receipt &receipt) {
    auto const visits = receipt.item.visits;
    auto const ending = receipt.item.last_event;
    for (auto const &visit : visits) {
        if (visit.state != VisitState::cancelled || visit.changed != ending) continue;
        notify_of(session, receipt, MessageKind::visit_cancelled, visit.number);
        auto const zone = Zone::load(session.policy().desk.zone);
        receipt.notes.push_back(say("{} was cancelled too: inform {}, booked {}",
                                    VisitId{receipt.item.id, visit.number}.text(), visit.technician,
                                    in_words(zone, visit.starts_at, visit.ends_at)));
    }
}

}  // namespace dcc::desk
