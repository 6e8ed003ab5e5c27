#include <dcc/base/pattern.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/desk/case.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/desk/redispatch.hpp>
#include <dcc/desk/routing.hpp>
#include <dcc/desk/task.hpp>
#include <dcc/desk/visit.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/review.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

constexpr std::chrono::days farthest_promise{366};

// A step that needs no more than its lifecycle row.
Outcome<ledger::Receipt> plain(ledger::Session &session, CaseId id, Right right, Step step,
                               event::Payload payload, ledger::After const &after = {}) {
    return ledger::change(
        session, id, right, step,
        [&](Case const &) -> Outcome<Payloads> { return Payloads{std::move(payload)}; }, after);
}

// The case that takes the messages of the customer: of a duplicate the one that is worked instead.
Outcome<CaseId> taker_of_messages(ledger::Session &session, CaseId id) {
    auto const row = session.writer().find(id);
    if (!row || row->state != State::duplicate || !row->duplicate_of) return id;
    return worked_instead(session, id, *row->duplicate_of);
}

// Notes that a case is resolved which others hold up: those that block it, and its parts.
void note_open_links(ledger::Session &session, ledger::Receipt &done) {
    for (auto const &link : done.item.links) {
        if (link.kind != LinkKind::blocked_by && link.kind != LinkKind::child) continue;
        auto const row = session.writer().find(link.other);
        if (!row || !row->is_open) continue;
        done.notes.emplace_back(
            say("{}: {} {} is {}", done.item.id.text(), link.other.text(),
                link.kind == LinkKind::child ? "is a part of it and" : "blocks it and", row->state),
            Hint{Remedy::show_case, "see whether it is done too", {link.other.text()}});
    }
}

// Takes a case that is worked again out of the one that it was merged into.
void take_out(ledger::Session &session, ledger::Receipt &done, CaseId into) {
    CaseLink const merged{LinkKind::merged, done.item.id};
    ledger::Receipt other{ledger::load(session.writer(), session.adopted(), into).value(), {}, {}};
    if (std::ranges::count(other.item.links, merged) == 0) return;
    session.record(other, session.now(), event::Unlinked{merged.kind, merged.other});
    done.notes.push_back(say(
        "{}: its messages are shown in {} no more; facts and links that {} took over stay there",
        done.item.id.text(), into.text(), into.text()));
}

}  // namespace

Outcome<CaseId> worked_instead(ledger::Session &session, CaseId id, CaseId duplicate_of) {
    std::vector<CaseId> passed{id};
    for (auto next = duplicate_of;;) {
        bool const is_ring = std::ranges::count(passed, next) > 0;
        passed.push_back(next);
        if (is_ring) {
            std::vector<std::string> ids;
            for (auto const one : passed) ids.push_back(one.text());
            return Refusal{
                "bad_duplicate",
                say("{} cannot be a duplicate of itself ({})", next.text(), fmt::join(ids, " → ")),
                "name the case that is worked on, or reopen it first"};
        }
        auto const item = ledger::load(session.writer(), session.adopted(), next);
        if (!item) return ledger::no_such(next);
        if (item->state == State::cancelled || item->state == State::withdrawn)
            return Refusal{"bad_duplicate",
                           say("{} is {}: nobody works on it", next.text(), item->state),
                           Hint{Remedy::show_case, "see the case", {next.text()}}};
        if (item->state != State::duplicate || !item->duplicate_of) return next;
        next = *item->duplicate_of;
    }
}

Outcome<ledger::Receipt> note(ledger::Session &session, CaseId id, std::string const &body) {
    if (auto no = rules::refuse_blank(body, "text", "case.body")) return *no;
    return plain(session, id, Right::case_note, Step::note, event::Noted{body});
}

Outcome<ledger::Receipt> receive(ledger::Session &session, CaseId id, std::string const &body,
                                 std::string const &channel, Aside aside) {
    if (auto no = rules::refuse_blank(body, "text", "case.body")) return *no;
    if (auto no = rules::refuse_unlisted("channel", channel, session.policy().channels)) return *no;
    bool const by_policy =
        aside == Aside::by_policy &&
        std::ranges::any_of(session.policy().messages.aside, [&](std::string const &pattern) {
            return Pattern{pattern}.matches(trim(body));
        });
    bool const is_aside = by_policy || aside == Aside::yes;
    auto const takes = taker_of_messages(session, id);
    if (!takes) return takes.refusal();
    auto receipt =
        plain(session, *takes, Right::case_receive, is_aside ? Step::note : Step::receive,
              event::Received{channel, is_aside, body}, [&](ledger::Receipt &done) {
                  if (done.item.state == State::reopened) look_again(session, done);
              });
    if (receipt && *takes != id)
        receipt->notes.push_back(
            say("{} is a duplicate: the message is recorded in {}", id.text(), takes->text()));
    if (receipt && by_policy)
        receipt->notes.push_back(
            say("{}: recorded aside: the policy takes this text for thanks or an automatic "
                "answer",
                takes->text()));
    return receipt;
}

Outcome<ledger::Receipt> reply(ledger::Session &session, CaseId id, std::string const &body) {
    if (auto no = rules::refuse_blank(body, "text", "case.body")) return *no;
    return ledger::change(
        session, id, Right::case_reply, Step::reply,
        [&](Case const &) -> Outcome<Payloads> { return Payloads{event::Replied{body}}; },
        [&](ledger::Receipt &done) { notify(session, done, MessageKind::progress); });
}

Outcome<ledger::Receipt> start(ledger::Session &session, CaseId id,
                               std::optional<std::string> const &force) {
    auto const &policy = session.policy();
    std::vector<Note> notes;
    auto receipt = ledger::change(
        session, id, Right::case_start, Step::start, [&](Case const &item) -> Outcome<Payloads> {
            auto const *person = policy.person(session.actor());
            if (!item.person.empty() || !person) return Payloads{event::Started{}};
            if (auto no = refuse_incomplete(policy, item)) return *no;
            // Whoever begins it knows that they are at work and how much they have to do.
            Holder const to{person->id, force.has_value(), force.value_or("")};
            auto chosen = Staffing{session}.choose(item, to, Given::begun);
            if (!chosen) return chosen.refusal();
            event::Assigned assigned{chosen->team, chosen->person, "hand", {}};
            assigned.despite = to.reason;
            notes = std::move(chosen->notes);
            return Payloads{std::move(assigned), event::Started{}};
        });
    if (receipt) std::ranges::move(notes, std::back_inserter(receipt->notes));
    return receipt;
}

Outcome<ledger::Receipt> wait(ledger::Session &session, CaseId id, State on) {
    return ledger::change(
        session, id, Right::case_wait, Step::wait, [&](Case const &item) -> Outcome<Payloads> {
            if (item.state == on)
                return Refusal{"illegal_step", say("{} is {} already", id.text(), on), {}};
            if (on == State::in_testing && !item.complaint)
                return Refusal{
                    "illegal_step",
                    say("{} is no complaint: only those wait for a test", id.text()),
                    Hint{Remedy::give, "wait for the customer or a third party", {"case.wait"}}};
            return Payloads{event::Waited{on}};
        });
}

Outcome<ledger::Receipt> resume(ledger::Session &session, CaseId id) {
    return plain(session, id, Right::case_resume, Step::resume, event::Resumed{});
}

Outcome<ledger::Receipt> promise(ledger::Session &session, CaseId id, Instant by,
                                 std::string const &reason) {
    auto const zone = Zone::load(session.policy().desk.zone);
    std::vector<Note> notes;
    auto receipt = ledger::change(
        session, id, Right::case_promise, Step::promise,
        [&](Case const &item) -> Outcome<Payloads> {
            auto const before = promised_for(item);
            if (by <= session.now())
                return Refusal{"time_gone",
                               say("{} has already passed: it is now {}", zone.format(by, true),
                                   zone.format(session.now(), true)),
                               "give a later time"};
            if (by > session.now() + farthest_promise)
                return Refusal{"too_far",
                               say("{} is more than a year ahead", zone.format(by, true)),
                               "check the year"};
            if (before == by)
                return Refusal{"unchanged",
                               say("{} is promised for {} already", id.text(), zone.format(by)),
                               {}};
            if (before && is_blank(reason))
                return Refusal{"no_reason",
                               say("{} is promised for {}: another date needs a reason", id.text(),
                                   zone.format(*before)),
                               Hint{Remedy::give,
                                    "give a reason; the customer is informed",
                                    {"promise.reason"}},
                               {"reason"}};
            if (before && session.now() > *before)
                notes.push_back(
                    say("{}: the promised date {} had passed: the promise counts as broken",
                        id.text(), zone.format(*before)));
            return Payloads{event::Promised{by, before, reason}};
        },
        [&](ledger::Receipt &done) { notify(session, done, MessageKind::promise); });
    if (receipt) std::ranges::move(notes, std::back_inserter(receipt->notes));
    return receipt;
}

Outcome<ledger::Receipt> resolve(ledger::Session &session, CaseId id, Answer const &answer) {
    return ledger::change(
        session, id, Right::case_resolve, Step::resolve,
        [&](Case const &item) -> Outcome<Payloads> {
            auto resolved = decide_answer(session, item, answer);
            if (!resolved) return resolved.refusal();
            return Payloads{std::move(*resolved)};
        },
        [&](ledger::Receipt &done) {
            notify(session, done, MessageKind::result);
            notify(session, done, MessageKind::survey);
            note_open_links(session, done);
        });
}

Outcome<ledger::Receipt> reopen(ledger::Session &session, CaseId id, std::string const &reason) {
    std::optional<CaseId> merged_into;
    return ledger::change(
        session, id, Right::case_reopen, Step::reopen,
        [&](Case const &item) -> Outcome<Payloads> {
            merged_into = item.duplicate_of;
            return Payloads{event::Reopened{reason}};
        },
        [&](ledger::Receipt &done) {
            if (merged_into) take_out(session, done, *merged_into);
            look_again(session, done);
        });
}

Outcome<ledger::Receipt> close(ledger::Session &session, CaseId id, std::string const &reason) {
    return plain(session, id, Right::case_close, Step::close, event::Closed{reason},
                 [&](ledger::Receipt &done) {
                     tell_of_cancelled_visits(session, done);
                     note_cancelled_tasks(done);
                 });
}

Outcome<ledger::Receipt> cancel(ledger::Session &session, CaseId id, std::string const &reason,
                                std::optional<CaseId> duplicate_of) {
    std::vector<Note> notes;
    return ledger::change(
        session, id, Right::case_cancel, Step::cancel,
        [&](Case const &) -> Outcome<Payloads> {
            if (!duplicate_of) return Payloads{event::Cancelled{reason, std::nullopt}};
            auto const worked = worked_instead(session, id, *duplicate_of);
            if (!worked) return worked.refusal();
            if (*worked != *duplicate_of)
                notes.push_back(say("{}: {} is a duplicate too: {} is worked instead", id.text(),
                                    duplicate_of->text(), worked->text()));
            return Payloads{event::Cancelled{reason, *worked}};
        },
        [&](ledger::Receipt &done) {
            std::ranges::move(notes, std::back_inserter(done.notes));
            tell_of_cancelled_visits(session, done);
            note_cancelled_tasks(done);
        });
}

}  // namespace dcc::desk
