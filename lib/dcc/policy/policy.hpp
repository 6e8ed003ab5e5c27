#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/model/desk.hpp>
#include <dcc/model/right.hpp>
#include <dcc/model/sla.hpp>
#include <dcc/model/state.hpp>
#include <dcc/policy/complaints.hpp>
#include <dcc/policy/escalation.hpp>
#include <dcc/policy/reporting.hpp>
#include <dcc/policy/service.hpp>
#include <dcc/policy/teamwork.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// The section [desk].
struct DeskPolicy {
    std::string name;
    std::string zone = "UTC";
    std::string language = "en";  // of the staff's text output and of labels
    std::string guest_role;       // the role of people who are not on the staff list; empty: none
    std::vector<std::string> languages;  // of messages to customers: "zh", "en"
    std::vector<std::string> tiers;      // customer tiers, lowest first
    std::string currency = "CNY";        // of amounts given without one: an ISO 4217 code
    std::string country = "CN";          // of phone numbers written without one: ISO 3166
    bool dispatch_incomplete = false;    // dispatch cases that lack facts their category requires
};

// The origin of a calendar of the policy.
struct CalendarOrigin {
    Place place;          // its heading in the policy, or the top of the shared file
    std::string extends;  // the calendar it builds on; empty: none
    bool shared = false;  // a shared calendar, unchanged
};

struct Channel {
    std::string id;
    Label label;
    std::string purpose;
    std::string address;
    std::string calendar;  // opening hours; empty: always open
    bool in_service = true;
    bool mail = false;  // replies to its cases are mailed to the customer
    Place place;
};

struct Category {
    std::string id;      // "billing" or, below it, "billing.refund"
    std::string parent;  // empty at the top
    Label label;
    std::string criteria;               // which cases belong here, for people
    std::vector<std::string> required;  // facts that a case must have: "order_no", "serial_no", …
    std::string team;                   // the team that takes its cases; inherited from the parent
    std::vector<Skill> skills;          // that an assignee needs, at this level; inherited
    std::string impact;                 // the default of its cases; inherited
    std::string urgency;                // likewise
    Place place;
};

struct Priority {
    std::string id;
    Label label;
    int weight = 1;  // how much of a capacity one of its cases takes
};

struct SlaRule {
    std::string name;
    Condition when;  // empty: the default, which must be the last rule
    std::vector<Term> terms;
    Conventions conventions;
    bool incident = false;  // only for cases of incidents whose playbook names the rule
    Place place;
};

struct Team {
    std::string id;
    Label label;
    std::string calendar;  // working hours of its people unless they have their own
    std::string lead;      // a person
    Place place;
};

// Days of absence, including both ends.
struct Absence {
    std::chrono::sys_days from;
    std::chrono::sys_days to;
};

struct Person {
    std::string id;
    std::string name;
    std::string team;
    std::vector<Skill> skills;
    std::vector<std::string> roles;
    std::vector<std::string> logins;  // their names in the operating system, besides the id
    std::string email;                // for messages of the desk to them
    int capacity = 20;                // open cases at a time, by the weights of priorities
    std::string calendar;             // own working hours; inherited from the team
    std::vector<Absence> absent;
    std::string substitute;  // takes what is assigned to them while they are absent
    Place place;
};

// The first classify rule that matches decides.
struct ClassifyRule {
    std::string name;
    Condition when;  // without category and priority
    TextTest text;
    std::string category;
    std::string impact;  // empty: the category's
    std::string urgency;
    Place place;
};

// What triage does with the categories that a model of earlier cases finds for a text. Both limits
// are probabilities. A missing one is never reached.
struct SuggestPolicy {
    std::optional<double> decide_above;   // from here on the model decides where no rule does
    std::optional<double> suggest_above;  // from here on its category is suggested to people
    bool second_opinion = false;          // also suggest another category than the rule's
    Place place;

    // Whether a model is asked at all.
    bool is_used() const { return decide_above || suggest_above; }
};

// Raises impact, urgency or priority of the cases that it matches: to the level of that name, or
// with `one_step` to the next higher one. Raises do not add up: of all rules that match, the one
// that raises highest counts, and of equals the first.
struct RaiseRule {
    static constexpr char const *one_step = "up";

    std::string name;
    Condition when;       // without priority
    bool repeat = false;  // only cases that repeat an earlier one
    TextTest text;
    std::string impact;  // empty: not raised
    std::string urgency;
    std::string priority;
    Place place;
};

struct Role {
    std::string id;
    std::vector<Right> may;
    Place place;
};

// The policy of a desk as typed values, read from its files.
struct Policy {
    DeskPolicy desk;
    std::map<std::string, CalendarSpec> calendars;  // its own, and the shared ones it names
    std::map<std::string, CalendarOrigin> calendar_origins;  // one for each of them
    std::vector<Channel> channels;
    std::vector<Category> categories;  // parents before children
    std::vector<Priority> priorities;  // most urgent first
    std::vector<std::string> impacts;  // greatest first
    std::vector<std::string> urgencies;
    std::map<std::pair<std::string, std::string>, std::string>
        matrix;                  // impact, urgency → priority
    std::string default_impact;  // when neither case, rule nor category sets it
    std::string default_urgency;
    std::vector<RaiseRule> raises;
    std::vector<SlaRule> sla;
    std::vector<Team> teams;
    std::vector<Person> staff;
    std::vector<ClassifyRule> classify;
    SuggestPolicy suggest;
    std::vector<Role> roles;
    ReviewPolicy review;
    HandoverPolicy handover;
    std::vector<RaciRow> raci;  // in the order of the file
    MessagePolicy messages;
    WaitingPolicy waiting_customer;
    WaitingPolicy waiting_third_party;
    SurveyPolicy survey;
    AfterSalesPolicy aftersales;
    ComplaintPolicy complaints;
    std::vector<RetentionRule> retention;  // the first match decides; no match: texts are kept
    std::vector<EscalationRule>
        escalation;  // the first match decides; no match: nothing is announced
    std::vector<Hook> hooks;
    IncidentPolicy incidents;
    ReportPolicy reports;
    std::vector<Item> tags;        // that cases may have; none: any
    std::vector<OwnField> fields;  // in the order of the file
    int repeat_days = 0;  // a repeat is the same customer and category within these days; 0: never

    // The files the policy was read from, in order: the policy file, then the shared calendars it
    // uses. The fingerprint is the digest of the texts and of the names of the calendars.
    std::vector<event::SourceText> sources;
    Digest fingerprint{};

    // The item with that id; null when there is none.
    Channel const *channel(std::string_view id) const;
    Category const *category(std::string_view id) const;
    Team const *team(std::string_view id) const;
    Person const *person(std::string_view id) const;
    Role const *role(std::string_view id) const;
    Priority const *priority(std::string_view id) const;
    Product const *product(std::string_view id) const;
    SlaRule const *sla_rule(std::string_view name) const;
    OwnField const *field(std::string_view id) const;

    // How much of a capacity a case of that priority takes; 1 for an unknown one.
    int weight_of(std::string_view priority) const;

    // Reminders and closing in a waiting state.
    WaitingPolicy const &waiting(State state) const;

    // Whether `id` is `ancestor` or lies below it in the category tree.
    bool is_within(std::string_view id, std::string_view ancestor) const;

    // The calendar of a person's working hours: their own or their team's. Empty: always on duty.
    std::string const &calendar_of(Person const &person) const;

    // The service terms of a rule, with this policy's fingerprint.
    ServiceTerms terms_of(SlaRule const &rule) const;
    ServiceTerms terms_of(ComplaintRule const &rule) const;

    // The terms of all its rules. Their names are different.
    std::vector<ServiceTerms> all_terms() const;
};

}  // namespace dcc
