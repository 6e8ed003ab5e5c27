#include "desk.hpp"
#include <dcc/rules/same_person.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using rules::Doer;
using rules::Users;

namespace {

// Song and Tang are one person, who logs in as "anna"; Wei has two logins, Bo none.
Policy staff() {
    Policy policy;
    for (auto const *id : {"song", "tang", "wei", "bo"})
        policy.staff.push_back(person(id, "front"));
    policy.staff[0].logins = {"anna"};
    policy.staff[1].logins = {"anna", "anna2"};
    policy.staff[2].logins = {"wei1", "wei2"};
    return policy;
}

Event by(Doer const &doer, event::Payload payload, Dating dated = Dating::clock) {
    Event event;
    event.actor = doer.actor;
    event.user = doer.user;
    event.dated = dated;
    event.payload = std::move(payload);
    return event;
}

event::Proposed version(int number, std::string steps, std::string effect = {}) {
    event::Proposed proposed;
    proposed.version = number;
    proposed.steps = std::move(steps);
    proposed.effect = std::move(effect);
    return proposed;
}

}  // namespace

TEST_CASE("Two names are one person's when names, users or logins say so") {
    auto const policy = staff();
    struct Row {
        Doer one, other;
        bool same, same_in_sandbox;
    };
    for (auto const &row : std::vector<Row>{
             {{"bo", ""}, {"bo", ""}, true, true},
             {{"bo", ""}, {"wei", ""}, false, false},
             {{"bo", "root"}, {"bo", "bo"}, true, true},
             // One user under two names, and under their own.
             {{"bo", "root"}, {"wei", "root"}, true, false},
             {{"wei", "bo"}, {"bo", ""}, true, false},
             {{"wei", "bo"}, {"bo", "root"}, true, false},
             // Two entries of the staff list with one login.
             {{"song", ""}, {"tang", ""}, true, true},
             {{"song", "anna"}, {"tang", "anna2"}, true, true},
             {{"song", "root"}, {"tang", "bo"}, true, true},
             // Two logins of one entry, and a login used as a name.
             {{"bo", "wei1"}, {"song", "wei2"}, true, false},
             {{"wei1", ""}, {"wei", ""}, true, true},
             {{"bo", "wei1"}, {"wei", "root"}, true, false},
             // A user who is not known is nobody's.
             {{"bo", ""}, {"song", ""}, false, false},
             {{"bo", "bo"}, {"song", "anna"}, false, false},
         }) {
        CAPTURE(row.one.actor + "/" + row.one.user + " " + row.other.actor + "/" + row.other.user);
        CHECK(rules::same_person(policy, row.one, row.other, Users::count) == row.same);
        CHECK(rules::same_person(policy, row.other, row.one, Users::count) == row.same);
        CHECK(rules::same_person(policy, row.one, row.other, Users::sandbox) ==
              row.same_in_sandbox);
    }
}

TEST_CASE("Whoever imports an event did not do what it says") {
    CHECK(rules::doer_of(by({"bo", "root"}, event::Started{})) == Doer{"bo", "root"});
    CHECK(rules::doer_of(by({"bo", "root"}, event::Started{}, Dating::import)) == Doer{"bo", ""});
}

TEST_CASE("Who worked on a case, and who only kept its record") {
    std::vector<Event> const events{
        by({"opener", "u1"}, event::Opened{}),
        by({"sorter", "u2"}, event::Assigned{"front", "assignee", {}, {}}),
        by({"noter", "u3"}, event::Noted{"x"}),
        by({"starter", "u4"}, event::Started{}),
        by({"writer", "u5"}, version(1, "x")),
        by({"reviewer", "u6"}, event::Reviewed{}),
        by({"solver", "u7"}, event::Resolved{}),
        by({"closer", "u8"}, event::Closed{}),
    };
    CHECK(
        rules::workers_of(events) ==
        std::vector<Doer>{{"assignee", ""}, {"starter", "u4"}, {"writer", "u5"}, {"solver", "u7"}});
}

TEST_CASE("Authors of a solution are all whose words are in it") {
    std::vector<Event> const events{
        by({"first", ""}, version(1, "a", "b")),
        by({"second", ""}, version(2, "c", "b")),
        by({"third", ""}, version(3, "c", "d")),
    };
    CHECK(rules::authors_of_solution(events) == std::vector<Doer>{{"second", ""}, {"third", ""}});
    CHECK(rules::authors_of_solution(std::span{events}.first(2)) ==
          std::vector<Doer>{{"first", ""}, {"second", ""}});
    CHECK(rules::authors_of_solution({}).empty());
}
