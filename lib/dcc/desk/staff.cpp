#include <dcc/calendar/zone.hpp>
#include <dcc/desk/staff.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/listed.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

std::optional<Refusal> refuse(ledger::Session &session, std::string const &person) {
    if (auto no = session.refuse(Right::route_staff)) return no;
    return refuse_person(session.policy(), person);
}

store::AbsenceRow record(ledger::Session &session, event::StaffAbsent absent) {
    store::AbsenceRow row{absent.person, absent.from, absent.to};
    session.record(std::move(absent));
    return row;
}

// How many cases the absent person has: those that others could begin are moved by a command, those
// that were begun by a person who knows them.
void note_cases(ledger::Session &session, std::string const &person, std::vector<Note> &notes) {
    store::CaseQuery query;
    query.only_open = true;
    query.person = person;
    int waiting = 0;
    int begun = 0;
    session.writer().each_case(query, [&](store::CaseRow &&row) {
        bool const is_waiting = row.state == State::assigned || row.state == State::reopened;
        ++(is_waiting ? waiting : begun);
        return true;
    });
    auto const has = [&](int count, std::string_view what) {
        return fmt::format("{} has {} case{} that {}", person, count, count == 1 ? "" : "s", what);
    };
    if (waiting > 0)
        notes.emplace_back(has(waiting, "nobody has begun"),
                           Hint{Remedy::give, "move them to others", {"staff.rebalance"}});
    if (begun > 0)
        notes.emplace_back(has(begun, "they have begun"),
                           "hand them over to somebody who is there");
}

}  // namespace

std::optional<Refusal> refuse_person(Policy const &policy, std::string const &id) {
    if (id.empty()) return Refusal{"unknown_person", "the person is empty", "name one", {"person"}};
    return rules::refuse_unlisted("person", id, policy.staff);
}

Outcome<AbsenceReceipt> record_absence(ledger::Session &session, std::string const &person,
                                       Instant from, std::optional<Instant> to) {
    if (auto no = refuse(session, person)) return *no;
    auto const zone = Zone::load(session.policy().desk.zone);
    if (to && *to <= from)
        return Refusal{
            "times",
            fmt::format("an absence from {} cannot end at {}", zone.format(from), zone.format(*to)),
            "give an end after the beginning",
            {"to"}};
    ledger::Session::Transaction transaction{session};
    auto const known = session.writer().absence(person, from);
    if (known && known->ends_at == to)
        return Refusal{
            "unchanged", fmt::format("that absence of {} is recorded already", person), {}};
    AbsenceReceipt receipt;
    receipt.absences.push_back(record(session, {person, from, to}));
    if (from <= session.now()) note_cases(session, person, receipt.notes);
    transaction.commit();
    return receipt;
}

Outcome<AbsenceReceipt> record_return(ledger::Session &session, std::string const &person,
                                      Instant at) {
    if (auto no = refuse(session, person)) return *no;
    ledger::Session::Transaction transaction{session};
    AbsenceReceipt receipt;
    for (auto const &row : session.writer().absences(at))
        if (row.person == person && row.starts_at <= at)
            receipt.absences.push_back(record(session, {person, row.starts_at, at}));
    if (receipt.absences.empty()) {
        auto const zone = Zone::load(session.policy().desk.zone);
        bool const by_policy = !session.policy().person(person)->absent.empty();
        return Refusal{"not_absent",
                       fmt::format("no absence of {} is recorded at {}", person, zone.format(at)),
                       by_policy ? "days under \"absent\" in the policy are changed there"
                                 : "see when they are absent"};
    }
    transaction.commit();
    return receipt;
}

}  // namespace dcc::desk
