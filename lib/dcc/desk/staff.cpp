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

// How many cases the absent person has that others could begin.
void note_waiting_cases(ledger::Session &session, std::string const &person,
                        std::vector<Note> &notes) {
    store::CaseQuery query;
    query.only_open = true;
    query.states = {State::assigned, State::reopened};
    query.person = person;
    int count = 0;
    session.writer().each_case(query, [&](store::CaseRow &&) { return ++count > 0; });
    if (count > 0)
        notes.emplace_back(fmt::format("{} has {} case{} that nobody has begun", person, count,
                                       count == 1 ? "" : "s"),
                           Hint{Remedy::give, "move them to others", {"staff.rebalance"}});
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
    if (from <= session.now()) note_waiting_cases(session, person, receipt.notes);
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
