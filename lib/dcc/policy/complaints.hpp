#pragma once

#include <dcc/base/time.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/model/complaint.hpp>
#include <dcc/model/money.hpp>
#include <dcc/model/sla.hpp>
#include <dcc/policy/label.hpp>
#include <dcc/policy/place.hpp>
#include <dcc/policy/service.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dcc {

// A type of complaints.
struct ComplaintType {
    std::string id;
    Label label;
    std::string team;                     // the responsible department; empty: the category's
    std::vector<std::string> categories;  // the cases whose complaints are of this type
    Place place;
};

struct Severity {
    std::string id;
    Label label;
};

// A node of the cause tree: "process" or, below it, "process.handover".
struct Cause {
    std::string id;
    std::string parent;  // empty at the top
    Label label;
    Place place;
};

// The days on which a rule holds, both included. Without a day it is unlimited.
struct Validity {
    std::optional<std::chrono::sys_days> from;
    std::optional<std::chrono::sys_days> to;
};

// The limits of complaints: the first rule that matches when a complaint is received, assessed, or
// enters its next round decides.
struct ComplaintRule {
    std::string name;
    Condition when;
    std::vector<std::string> types;
    std::vector<std::string> severities;
    std::vector<int> rounds;
    Validity valid;           // compared with the day on which the complaint was received
    std::string source;       // the law or standard it follows, for people
    std::string team;         // the responsible department; empty: that of the type
    std::vector<Term> terms;  // of acknowledge and reply
    Place place;
};

// What an assessment by the policy finds in the text of a complaint; the first match decides.
struct AssessRule {
    std::string name;
    std::vector<std::string> types;
    TextTest text;
    Condition when;
    Assessment assessment;
    std::string type;  // the type of the complaint becomes this; empty: stays
    Place place;
};

// The authority to approve remedies that goes with a role.
struct Authority {
    std::string role;
    std::vector<Money> up_to;  // the highest sum of a complaint, one for each currency
    bool unlimited = false;
    Place place;
};

enum class BudgetPeriod { month, quarter, year };

constexpr WordTable<BudgetPeriod, 3> budget_period_words{{
    {BudgetPeriod::month, "month"},
    {BudgetPeriod::quarter, "quarter"},
    {BudgetPeriod::year, "year"},
}};
constexpr auto const &words_of(BudgetPeriod) {
    return budget_period_words;
}

// What a department may grant in a calendar month, quarter or year of the desk's time zone.
struct Budget {
    std::string team;
    BudgetPeriod period{};
    Money amount;
    Place place;
};

// Customers whom somebody should call: each condition that is set must hold.
struct CallbackRule {
    std::string name;
    std::vector<std::string> tiers;
    int complaints = 0;          // at least so many within the days before
    std::optional<int> csat_at;  // an overall satisfaction of at most this within these days
    int days = 90;
    int every_days = 0;  // not within so many days after the last call; 0: once
    Place place;
};

// The section [complaints].
struct ComplaintPolicy {
    std::vector<ComplaintType> types;
    std::vector<Severity> severities{
        {"critical", {}}, {"high", {}}, {"medium", {}}, {"low", {}}};  // gravest first
    std::vector<Cause> causes;                                         // parents before children
    std::vector<ComplaintRule> rules;
    std::vector<AssessRule> assess;
    std::vector<Authority> authority;  // lowest first; empty: anybody else may approve
    std::vector<Budget> budgets;
    std::vector<CallbackRule> callbacks;

    int rounds = 2;                         // after the last one only the outside body is left
    bool automatic_acknowledgement = true;  // a mail of the desk counts as one
    Label outside_body;                     // whom the complainant can turn to after the last round
    std::vector<std::string> alert_severities;  // these tell the people of `alert` at once
    std::vector<std::string> alert;             // people of the staff list
    std::optional<Duration> silence;            // without an answer to the decision for so long …
    std::string silence_calendar;               // … the complaint is closed as unanswered
    std::optional<Duration> carry_out;          // remedies are due so long after the reply
    std::string carry_out_calendar;
    std::int64_t evidence_bytes = std::int64_t{32} << 20;  // the largest file of evidence
    std::vector<std::string> evidence_media;               // allowed media types; empty: all

    // The item with that id; null when there is none.
    ComplaintType const *type(std::string_view id) const;
    Severity const *severity(std::string_view id) const;
    Cause const *cause(std::string_view id) const;
};

}  // namespace dcc
