#include <dcc/desk/incident.hpp>
#include <dcc/desk/redispatch.hpp>
#include <dcc/desk/staffing.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/rules/lifecycle.hpp>

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

// Gives cases to other people, each with its reason.
class Redispatch {
  public:
    Redispatch(ledger::Session &session, Right right)
        : session_{session}, policy_{session.policy()}, right_{right}, staffing_{session} {}

    void waiting() {
        for (auto const &team : policy_.teams) take_from_queue(team.id);
        from_unable({State::reopened}, {CaseKind::service});
    }

    // Everything that people have who are absent or gone.
    void begun() { from_unable({}, {CaseKind::service, CaseKind::complaint}); }

    void begun_by_nobody() {
        store::CaseQuery query;
        query.kinds = {CaseKind::service};
        query.states = {State::assigned};
        auto rows = cases(std::move(query));
        for (auto const &row : rows) take_from_unable(row);
        // What is due last is moved first.
        std::ranges::reverse(rows);
        for (auto const &row : rows)
            if (std::ranges::count(passed_, row.id, &Passed::id) == 0) take_from_busier(row);
    }

    // Where a case goes that its assignee cannot keep.
    event::Assigned away_from(Case const &item, std::string why) {
        auto const work = staffing_.work(item);
        auto const *person = policy_.person(item.person);
        auto const *substitute =
            person && why == "absent"
                ? rules::substitute_of(policy_, *person, session_.now(), staffing_.duty())
                : nullptr;
        event::Assigned assigned;
        if (substitute && staffing_.is_free_for(*substitute, work))
            assigned = {substitute->team, substitute->id, "dispatch", {}, item.person};
        else
            assigned = staffing_.dispatch(work);
        assigned.why = std::move(why);
        return assigned;
    }

    std::vector<Passed> take() { return std::move(passed_); }

  private:
    std::vector<store::CaseRow> cases(store::CaseQuery query) {
        query.only_open = true;
        std::vector<store::CaseRow> rows;
        session_.writer().each_case(query, [&](store::CaseRow &&row) {
            rows.push_back(std::move(row));
            return true;
        });
        return rows;
    }

    // The first so many cases in the queue of a team that somebody may take, without those in
    // `passed`.
    std::vector<store::CaseRow> queue(std::string const &team, std::size_t most,
                                      std::set<CaseId> const &passed) {
        store::CaseQuery query;
        query.team = team;
        query.person = std::string{};
        query.kinds = {CaseKind::service, CaseKind::complaint};
        // A solution stays under review while its case goes to another team.
        query.states = {State::triaged,       State::reopened, State::in_review, State::received,
                        State::acknowledged,  State::assessed, State::proposed,  State::returned,
                        State::investigating, State::approved, State::contested};
        std::vector<store::CaseRow> rows;
        session_.writer().each_case(query, [&](store::CaseRow &&row) {
            if (!passed.contains(row.id) && !is_hopeless({team, row.category, row.priority}))
                rows.push_back(std::move(row));
            return rows.size() < most;
        });
        return rows;
    }

    // Reads no more of the queue than its people have room for, as long as they have.
    void take_from_queue(std::string const &team) {
        constexpr std::size_t fewest = 100;  // at once
        std::set<CaseId> passed;
        while (auto const room = staffing_.room(team)) {
            auto const most = std::max(static_cast<std::size_t>(room), fewest);
            auto const rows = queue(team, most, passed);
            for (auto const &row : rows) {
                if (staffing_.room(team) == 0) return;
                passed.insert(row.id);
                take_from_queue(row);
            }
            if (rows.size() < most) return;
        }
    }

    // The cases in these states of people who cannot keep them.
    void from_unable(std::vector<State> states, std::vector<CaseKind> kinds) {
        for (auto const &person : session_.writer().holders()) {
            if (staffing_.unable(person).empty()) continue;
            store::CaseQuery query;
            query.person = person;
            query.states = states;
            query.kinds = kinds;
            for (auto const &row : cases(std::move(query))) take_from_unable(row);
        }
    }

    // Within one run nobody gets free: what found nobody is not asked again.
    bool is_hopeless(rules::Work const &work) const {
        return hopeless_.contains({work.team, work.category, work.priority});
    }

    void give_up(rules::Work const &work) {
        // Another case may go to whoever has handed this one over or must not judge it.
        if (work.given_by.empty() && work.barred.empty())
            hopeless_.emplace(work.team, work.category, work.priority);
    }

    std::optional<event::Assigned> choose(rules::Work const &work) {
        if (is_hopeless(work)) return std::nullopt;
        auto assigned = staffing_.dispatch(work);
        if (!assigned.person.empty()) return assigned;
        give_up(work);
        return std::nullopt;
    }

    void take_from_queue(store::CaseRow const &row) {
        if (is_hopeless({row.team, row.category, row.priority})) return;
        pass(row.id, [&](Case const &item) {
            auto assigned = choose(staffing_.work(item));
            if (assigned) assigned->why = "waiting";
            return assigned;
        });
    }

    void take_from_unable(store::CaseRow const &row) {
        pass(row.id, [&](Case const &item) {
            auto why = staffing_.unable(item.person);
            // Who has merely too much keeps what they have begun. What nobody has begun they are
            // busier with than others: see below.
            if (why.empty() || (why == "at capacity" && item.state != State::reopened))
                return std::optional<event::Assigned>{};
            return std::optional{away_from(item, std::move(why))};
        });
    }

    void take_from_busier(store::CaseRow const &row) {
        pass(row.id, [&](Case const &item) {
            std::optional<event::Assigned> none;
            auto const *from = policy_.person(item.person);
            if (!from || from->team != item.team || item.handover) return none;
            auto assigned = choose(staffing_.work(item));
            if (!assigned || assigned->person == item.person) return none;
            if (!rules::evens_out(*from, staffing_.load(*from), *policy_.person(assigned->person),
                                  staffing_.load(*policy_.person(assigned->person)),
                                  policy_.weight_of(item.priority)))
                return none;
            assigned->why = "busier";
            return assigned;
        });
    }

    template <class Decide>
    void pass(CaseId id, Decide const &decide) {
        Passed passed;
        auto const receipt = ledger::change(
            session_, id, right_, Step::assign,
            [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
                std::vector<event::Payload> happened;
                auto assigned = decide(item);
                if (!assigned) return happened;
                passed = {id,          assigned->team, item.person, assigned->person, assigned->why,
                          item.subject};
                happened.emplace_back(std::move(*assigned));
                return happened;
            });
        if (!receipt || receipt->events.empty()) return;
        staffing_.moved(passed.from, passed.to, receipt->item.priority, receipt->events.back().seq);
        passed_.push_back(std::move(passed));
    }

    ledger::Session &session_;
    Policy const &policy_;
    Right right_;
    Staffing staffing_;
    std::set<std::tuple<std::string, std::string, std::string>> hopeless_;
    std::vector<Passed> passed_;
};

}  // namespace

std::vector<Passed> dispatch_waiting(ledger::Session &session) {
    ledger::Session::Transaction transaction{session};
    Redispatch redispatch{session, Right::route_escalate};
    redispatch.waiting();
    transaction.commit();
    return redispatch.take();
}

Outcome<std::vector<Passed>> rebalance(ledger::Session &session, Begun begun) {
    if (auto no = session.refuse(Right::route_assign)) return *no;
    ledger::Session::Transaction transaction{session};
    Redispatch redispatch{session, Right::route_assign};
    redispatch.waiting();
    if (begun == Begun::moves) redispatch.begun();
    redispatch.begun_by_nobody();
    transaction.commit();
    return redispatch.take();
}

void look_again(ledger::Session &session, ledger::Receipt &reopened) {
    auto const &item = reopened.item;
    if (item.kind == CaseKind::action || !rules::is_legal(item, Step::assign)) return;
    leave_resolved_incident(session, reopened);
    auto const why = Staffing{session}.unable(item.person);
    if (why.empty()) return;
    auto const before = item.person;
    auto assigned = Redispatch{session, Right::route_assign}.away_from(item, why);
    session.record(reopened, session.now(), std::move(assigned));
    reopened.notes.push_back(say("{}: {} {}: assigned to {}", item.id.text(), before,
                                 why == "left" ? "is not on the staff list" : "is " + why,
                                 item.person.empty() ? "team " + item.team : item.person));
}

}  // namespace dcc::desk
