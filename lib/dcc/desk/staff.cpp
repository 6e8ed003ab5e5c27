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

// "C1, C2, …" of at most ten cases.
std::string list_of(std::vector<CaseId> const &cases) {
    constexpr std::size_t most = 10;
    std::string list;
    for (std::size_t i = 0; i < std::min(cases.size(), most); ++i)
        list += (i == 0 ? "" : ", ") + cases[i].text();
    return cases.size() > most ? list + ", …" : list;
}

// Which cases the absent person has: those that nobody has begun, and those that they know.
void note_cases(ledger::Session &session, std::string const &person, std::vector<Note> &notes) {
    store::CaseQuery query;
    query.only_open = true;
    query.person = person;
    std::vector<CaseId> waiting;
    std::vector<CaseId> begun;
    session.writer().each_case(query, [&](store::CaseRow &&row) {
        bool const is_waiting = row.state == State::assigned || row.state == State::reopened;
        (is_waiting ? waiting : begun).push_back(row.id);
        return true;
    });
    auto const add = [&](std::vector<CaseId> const &cases, Wording const &what, char const *way) {
        if (cases.empty()) return;
        notes.emplace_back(
            cases.size() == 1
                ? say("{} has a case that {}: {}", person, what, list_of(cases))
                : say("{} has {} cases that {}: {}", person, cases.size(), what, list_of(cases)),
            Hint{Remedy::give, "move them to others", {way}});
    };
    add(waiting, "nobody has begun", "staff.rebalance");
    add(begun, "they have begun", "staff.rebalance_begun");
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
            say("an absence from {} cannot end at {}", zone.format(from), zone.format(*to)),
            "give an end after the beginning",
            {"to"}};
    ledger::Session::Transaction transaction{session};
    auto const known = session.writer().absence(person, from);
    if (known && known->ends_at == to)
        return Refusal{"unchanged", say("that absence of {} is recorded already", person), {}};
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
                       say("no absence of {} is recorded at {}", person, zone.format(at)),
                       by_policy ? "days under \"absent\" in the policy are changed there"
                                 : "see when they are absent"};
    }
    transaction.commit();
    return receipt;
}

}  // namespace dcc::desk
