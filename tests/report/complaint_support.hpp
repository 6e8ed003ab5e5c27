#pragma once

#include "support.hpp"
#include <dcc/desk/action.hpp>
#include <dcc/desk/complaint.hpp>
#include <dcc/desk/remedy.hpp>

#include <string>
#include <vector>

// The small policy with limits for complaints, around the clock: acknowledged in 1 day, replied to
// in 10; and somebody who approves what the boss proposes.
inline std::string const complaint_policy =
    with(small_policy, "[[roles]]\nid = \"agent\"",
         staff_entry("chief", "tech", "admin") + staff_entry("third", "tech", "admin") +
             staff_entry("fourth", "tech", "admin") + "[[roles]]\nid = \"agent\"") +
    R"([complaints]
severities = ["grave", "light"]
[[complaints.types]]
id = "billing"
team = "front"
category = ["billing"]
[[complaints.types]]
id = "other"
team = "tech"
[[complaints.causes]]
id = "process"
label = { zh = "流程", en = "Process" }
[[complaints.causes]]
id = "process.delay"
[[complaints.causes]]
id = "process.delay.stock"
[[complaints.causes]]
id = "people"
[[complaints.rules]]
name = "complaints"
calendar = "always"
acknowledge = "1d"
reply = "10d"
extensions = [{ to = "15d" }]
[[complaints.callbacks]]
name = "golden"
tier = ["gold"]
every_days = 30
[[complaints.callbacks]]
name = "often"
complaints = 2
days = 60
[[complaints.callbacks]]
name = "unhappy"
csat_at = 2
days = 14
)";

inline constexpr dcc::Seconds day{86400};

struct ComplaintDesk : TestDesk {
    explicit ComplaintDesk(std::string const &text = complaint_policy) : TestDesk{text} {}

    // What a use case of `who` gives, which must not be refused.
    template <class Verb, class... Args>
    auto done(dcc::Instant now, std::string const &who, Verb verb, Args const &...args) {
        auto here = session(now, who);
        auto receipt = verb(here, args...);
        if (!receipt) throw std::runtime_error{receipt.refusal().message};
        return receipt->item;
    }

    dcc::CaseId complain(dcc::Instant now, std::string const &type = "other",
                         std::string const &phone = {}, std::string const &product = {}) {
        dcc::desk::OpenArgs args;
        args.channel = "phone";
        args.subject = "Too late";
        args.registration.type = type;
        args.customer.phone = phone;
        args.product = product;
        return done(now, "boss", dcc::desk::open_complaint, args, std::optional<dcc::CaseId>{}).id;
    }

    // Acknowledged, assessed, and replied to at once, with that decision and these remedies.
    void answer(dcc::Instant now, dcc::CaseId id, dcc::Decision decision,
                std::vector<dcc::ProposedRemedy> remedies = {}, std::string const &who = "boss",
                std::string const &approver = "chief") {
        using namespace dcc;
        done(now, who, desk::acknowledge, id, std::string{"phone"});
        desk::AssessArgs assessment;
        assessment.severity = "light";
        done(now, who, desk::assess, id, assessment);
        done(now, who, desk::propose_remedy, id,
             desk::ProposeRemedyArgs{decision, std::move(remedies), "We were late."});
        done(now, approver, desk::approve_remedy, id, desk::ApproveArgs{});
        done(now, who, desk::reply_complaint, id, std::string{"phone"});
    }
    void end(dcc::Instant now, dcc::CaseId id, dcc::ComplaintOutcome outcome) {
        done(now, "boss", dcc::desk::record_outcome, id, outcome, std::string{"so they said"});
    }
    void cause(dcc::Instant now, dcc::CaseId id, std::string cause,
               std::vector<std::string> contributing = {}) {
        done(now, "boss", dcc::desk::find_cause, id,
             dcc::desk::CauseArgs{std::move(cause), std::move(contributing), ""});
    }
};

inline dcc::Table const &part(dcc::Sheet const &sheet, std::string const &name) {
    for (auto const &one : sheet.parts)
        if (one.name == name) return one.table;
    throw std::runtime_error{"no part " + name};
}
inline std::string cell(dcc::Table const &table, std::size_t row, std::string const &column) {
    return text_of(table.rows.at(row).at(column_of(table, column)));
}
// The cells of these columns in a row, between blanks.
inline std::string cells(dcc::Table const &table, std::size_t row,
                         std::vector<std::string> const &columns) {
    std::string text;
    for (auto const &column : columns) text += (text.empty() ? "" : " ") + cell(table, row, column);
    return text;
}
