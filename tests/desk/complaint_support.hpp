#pragma once

#include "../random.hpp"
#include "../support/desk.hpp"
#include <dcc/desk/complaint.hpp>
#include <dcc/desk/remedy.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

// The small policy, with people who may decide on complaints: lead and head with authority, nina
// and omar who investigate.
inline std::string const complaint_policy =
    with(with(small_policy, "[[roles]]\nid = \"agent\"",
              staff_entry("lead", "front", "lead") + staff_entry("head", "tech", "head") +
                  staff_entry("nina", "front", "agent") + staff_entry("omar", "tech", "agent") +
                  R"([[roles]]
id = "lead"
may = ["*"]
[[roles]]
id = "head"
may = ["*"]
[[roles]]
id = "agent")"),
         R"(may = ["case.*", "intake.open"])", R"(may = ["*"])") +
    R"([complaints]
rounds = 2
severities = ["grave", "light"]
outside_body = "Ombudsman"
silence = "5bd"
silence_calendar = "office"
carry_out = "2bd"
carry_out_calendar = "office"
[[complaints.types]]
id = "billing"
team = "front"
category = ["billing"]
[[complaints.types]]
id = "other"
team = "tech"
[[complaints.causes]]
id = "process"
[[complaints.causes]]
id = "process.delay"
[[complaints.causes]]
id = "people"
[[complaints.rules]]
name = "grave"
when = { severity = ["grave"] }
calendar = "always"
acknowledge = "1h"
reply = "2d"
[[complaints.rules]]
name = "second"
when = { round = ["2"] }
calendar = "office"
acknowledge = "1bd"
reply = "5bd"
[[complaints.rules]]
name = "complaints"
calendar = "office"
acknowledge = "1bd"
reply = "10bd"
extensions = [{ to = "15bd", roles = ["lead", "head"] }, { to = "20bd", roles = ["head"] }]
pauses = ["in_testing"]
[[complaints.assess]]
name = "danger"
words = ["smoke"]
severity = "grave"
safety = true
[[complaints.assess]]
name = "rest"
severity = "light"
[[complaints.authority]]
role = "lead"
up_to = ["100"]
[[complaints.authority]]
role = "head"
up_to = ["1000"]
[[complaints.budgets]]
team = "front"
period = "month"
amount = "150"
)";

struct ComplaintDesk : TestDesk {
    ComplaintDesk() : TestDesk{complaint_policy} {}

    dcc::Instant now = monday;
    dcc::Instant tick() { return now += dcc::Seconds{60}; }

    template <class Verb, class... Args>
    dcc::Outcome<dcc::ledger::Receipt> act(std::string const &who, Verb verb, Args const &...args) {
        auto here = session(tick(), who);
        return verb(here, args...);
    }
    // The code of the refusal, or the state that the case is in afterwards.
    template <class Verb, class... Args>
    std::string told(std::string const &who, Verb verb, Args const &...args) {
        auto const receipt = act(who, verb, args...);
        return receipt ? std::string{dcc::word(receipt->item.state)} : receipt.refusal().code;
    }

    dcc::CaseId complain(std::string const &subject = "Too late",
                         std::optional<dcc::CaseId> about = {}) {
        dcc::desk::OpenArgs args;
        args.channel = "phone";
        args.subject = subject;
        return act("boss", dcc::desk::open_complaint, args, about)->item.id;
    }
    void assess(dcc::CaseId id, std::string const &who = "nina") {
        REQUIRE(act(who, dcc::desk::assess, id, dcc::desk::AssessArgs{}));
    }
    std::string propose(dcc::CaseId id, std::string const &who,
                        std::vector<dcc::ProposedRemedy> remedies = {}) {
        return told(who, dcc::desk::propose_remedy, id,
                    dcc::desk::ProposeRemedyArgs{dcc::Decision::upheld, std::move(remedies),
                                                 "We were late."});
    }
    // Up to the reply of the present round.
    void answer(dcc::CaseId id, std::string const &handler, std::string const &approver) {
        assess(id, handler);
        REQUIRE(propose(id, handler) == "proposed");
        REQUIRE(told(approver, dcc::desk::approve_remedy, id, dcc::desk::ApproveArgs{}) ==
                "approved");
        REQUIRE(told(handler, dcc::desk::reply_complaint, id, "") == "replied");
    }
    std::string contest(dcc::CaseId id) {
        return told("boss", dcc::desk::record_outcome, id, dcc::ComplaintOutcome::contested, "no");
    }
    dcc::Clock clock(dcc::CaseId id, dcc::ClockKind kind, int instance = 1) {
        for (auto const &one : load(id).clocks)
            if (one.kind == kind && one.instance == instance) return one;
        throw std::runtime_error{"no such clock"};
    }
};

inline dcc::ProposedRemedy refund(std::int64_t minor) {
    return {dcc::RemedyKind::refund, dcc::Money{minor, "CNY"}};
}
