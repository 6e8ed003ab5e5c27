#pragma once

#include <dcc/ledger/session.hpp>
#include <dcc/rules/duty.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace dcc::desk {

// To whom a person gives a case: a person or a team of the policy. With `force` also to somebody
// who is absent or full; then `reason` says why.
struct Holder {
    Holder(std::string id, bool forced = false, std::string why = {})
        : to{std::move(id)}, force{forced}, reason{std::move(why)} {}
    Holder(char const *id) : to{id} {}

    std::string to;
    bool force = false;
    std::string reason;
};

// The team and person who get the case of a Holder, and what whoever gave it should know.
struct Chosen {
    std::string team;
    std::string person;      // empty: the team
    std::string instead_of;  // the absent person whom `person` stands in for
    std::vector<Note> notes = {};
};

// What somebody is given: a case, one that they begin themselves, or a task.
enum class Given { case_, begun, task };

// Who can take which work now. Every way to give somebody a case asks here, so that the limits are
// the same on all of them. Workloads and absences are read when they are first needed, and again
// when the desk has changed since, except by what is told here. The session must outlive it.
class Staffing {
  public:
    explicit Staffing(ledger::Session &session);

    // What dispatch has to find somebody for: the case, in its team, but nobody who has just handed
    // it over or must not judge it.
    rules::Work work(Case const &item);
    // Chooses the assignee of a case among the members of a team (rules::dispatch()).
    event::Assigned dispatch(rules::Work const &work);
    // Why dispatch found nobody, and who is at work next.
    Wording why_nobody(rules::Work const &work, event::Assigned const &assigned);

    // Where a case goes that a person gives to somebody: instead of an absent person to their
    // substitute. Off duty or without a skill, a person gets it with a note. Refused as
    // "unknown_holder", "absent", "at_capacity", or "empty_text" when forced without a reason.
    // A task takes no room. What a person begins, no substitute gets.
    Outcome<Chosen> choose(Case const &item, Holder const &to, Given what = Given::case_);

    // Why a person cannot keep a case that is open again: "absent", "at capacity", "left" when they
    // are on the staff list no more. Empty when they can.
    std::string unable(std::string const &person);

    // How many cases of weight 1, the least, fit into the capacities of the members of the team who
    // are on duty.
    int room(std::string const &team);

    bool is_absent(Person const &person);
    // Whether dispatch may give the person the work: they are on duty, have the skills and room.
    bool is_free_for(Person const &person, rules::Work const &work);
    // The workload of a person.
    rules::Load const &load(Person const &person);

    // To be called after a transaction that asked here whom to give a case, and gave it: from
    // nobody or a person to a person or nobody (empty). `last` is the number of its last event.
    void moved(std::string const &from, std::string const &to, std::string const &priority,
               std::int64_t last);

    rules::Duty &duty() { return duty_; }

  private:
    void look();
    void read_loads(std::vector<std::string> people);
    void read_loads_of(std::string const &team);
    void change(std::string const &person, std::string const &priority, int by);

    ledger::Session &session_;
    Policy const &policy_;
    rules::Duty duty_;
    std::int64_t seen_ = -1;  // the last event that absences and loads take into account
    rules::Loads loads_;
};

}  // namespace dcc::desk
