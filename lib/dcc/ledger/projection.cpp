#include <dcc/base/text.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/rules/clock.hpp>
#include <dcc/rules/lifecycle.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::ledger {

namespace {

// Who has what the clock counts: of the clock of a task, whoever has the task.
std::string const &person_of(Case const &item, Clock const &clock) {
    if (clock.kind == ClockKind::task)
        for (auto const &task : item.tasks)
            if (task.number == clock.instance) return task.person;
    return item.person;
}

}  // namespace

std::vector<store::ClockRow> clock_rows(Case const &item, rules::AdoptedTerms &adopted) {
    std::vector<store::ClockRow> rows;
    rows.reserve(item.clocks.size());
    for (auto const &clock : item.clocks)
        rows.push_back({
            .kind = clock.kind,
            .case_id = item.id,
            .instance = clock.instance,
            .stage = clock.stage,
            .received_at = item.received_at,
            .started_at = clock.started_at,
            .stopped_at = clock.stopped_at,
            .due_at = clock.due_at,
            .original_due_at = clock.original_due_at,
            .elapsed = clock.stopped_at
                           ? std::optional{rules::elapsed(
                                 clock, adopted.calendar(clock.calendar_print), *clock.stopped_at)}
                           : std::nullopt,
            .channel = item.channel,
            .category = item.category,
            .priority = item.priority,
            .team =
                clock.kind == ClockKind::handoff || !clock.team.empty() ? clock.team : item.team,
            .person = person_of(item, clock),
            .target = clock.target ? format_duration(*clock.target) : std::string{},
            .calendar = clock.calendar,
            .rule = clock.rule,
            .dated_by_hand = item.dated_by_hand,
            .judged_met = clock.judged_met,
        });
    return rows;
}

store::CustomerRow customer_row(Customer const &customer) {
    return {
        .id = customer.id,
        .name = customer.name,
        .phone = customer.phone,
        .email = customer.email,
        .phone_key = customer.phone_key,
        .email_key = email_key(customer.email),
        .language = customer.language,
        .tier = customer.tier,
        .preferred_channel = customer.preferred_channel,
        .external_id = customer.external_id,
        .consent = customer.consent,
        .tags = fmt::format("{}", fmt::join(customer.tags, ",")),
        .merged_into = customer.merged_into,
        .added_at = customer.added_at,
        .last_event = customer.last_event,
    };
}

Customer customer_of(store::Reader &reader, std::optional<CustomerId> id) {
    auto const row = id ? reader.find(*id) : std::nullopt;
    if (!row) return {};
    Customer customer;
    customer.name = row->name;
    customer.phone = row->phone;
    customer.email = row->email;
    customer.language = row->language;
    customer.tier = row->tier;
    customer.preferred_channel = row->preferred_channel;
    customer.external_id = row->external_id;
    customer.consent = row->consent;
    customer.id = row->id;
    customer.added_at = row->added_at;
    customer.last_event = row->last_event;
    return customer;
}

namespace {

// The sources of rows.
struct OfCase {
    Case const &item;
    rules::AdoptedTerms &adopted;
    std::int64_t since;
};
struct OfCustomer {
    Customer const &customer;
};
struct OfArticle {
    Article const &article;
    std::vector<std::int64_t> const &events;
};
struct OfIncident {
    Incident const &incident;
};
struct OfPolicy {
    event::PolicyAdopted const &adopted;
    std::int64_t seq;
};
struct OfErasure {
    event::Erasure const &erasure;
    std::int64_t seq;
};

struct OfAbsence {
    event::StaffAbsent const &absent;
};

struct OfTraining {
    event::TrainingRecorded const &training;
};

// How the rows of each table are derived: one function per table, from one of these sources.

void project(OfCustomer const &of, std::vector<store::CustomerRow> &rows) {
    rows.push_back(customer_row(of.customer));
}

void project(OfCase const &of, std::vector<store::CaseRow> &rows) {
    auto const &item = of.item;
    rows.push_back({
        .id = item.id,
        .kind = item.kind,
        .state = item.state,
        .is_open = !rules::is_ended(item),
        .customer = item.customer,
        .channel = item.channel,
        .subject = item.subject,
        .product = item.product,
        .external_id = item.external_id,
        .category = item.category,
        .impact = item.impact,
        .urgency = item.urgency,
        .priority = item.priority,
        .team = item.team,
        .person = item.person,
        .duplicate_of = item.duplicate_of,
        .about = item.about,
        .repeat_of = item.repeat_of,
        .missing = fmt::format("{}", fmt::join(item.missing, ",")),
        .article = item.article,
        .incident = item.incident,
        .at_once = item.at_once,
        .received_at = item.received_at,
        .updated_at = item.updated_at,
        .assigned_at = item.assigned_at,
        .first_reply_at = item.first_reply_at,
        .first_resolved_at = item.first_resolved_at,
        .resolved_at = item.resolved_at,
        .closed_at = item.closed_at,
        .waiting_since = item.waiting_since,
        .next_due_at = next_due(item),
        .reopened = item.reopened,
        .replies = item.replies,
        .messages = item.messages,
        .handed_over_at = item.handover ? std::optional{item.handover->at} : std::nullopt,
        .bounces = item.bounces,
        .last_event = item.last_event,
    });
}

void project(OfCase const &of, std::vector<store::ClockRow> &rows) {
    rows = clock_rows(of.item, of.adopted);
}

void project(OfCase const &of, std::vector<store::MessageRow> &rows) {
    for (auto const &message : of.item.outgoing)
        if (message.changed > of.since)
            rows.push_back({of.item.id, message.number, message.kind, message.state, message.event,
                            message.made_at, message.next_try_at, message.sent_at, message.tries,
                            message.error});
}

void project(OfCase const &of, std::vector<store::VisitRow> &rows) {
    for (auto const &visit : of.item.visits)
        if (visit.changed > of.since)
            rows.push_back({of.item.id, visit.number, visit.mode, visit.state, visit.technician,
                            visit.starts_at, visit.ends_at});
}

void project(OfCase const &of, std::vector<store::TaskRow> &rows) {
    for (auto const &task : of.item.tasks) {
        if (task.changed <= of.since) continue;
        auto const clock = std::ranges::find_if(of.item.clocks, [&](Clock const &one) {
            return one.kind == ClockKind::task && one.instance == task.number;
        });
        rows.push_back({of.item.id, task.number, task.state, task.team, task.person, task.opened_at,
                        clock == of.item.clocks.end() ? std::nullopt : clock->due_at});
    }
}

store::CaseTagRow tag_row(CaseId id, std::string const &tag) {
    return {id, fold_case(tag), tag};
}

void project(OfCase const &of, std::vector<store::CaseTagRow> &rows) {
    for (auto const &tag : of.item.tags) rows.push_back(tag_row(of.item.id, tag));
}

void project(OfCase const &of, std::vector<store::CaseFieldRow> &rows) {
    for (auto const &[field, value] : of.item.own_fields)
        rows.push_back({of.item.id, field, value});
}

void project(OfCase const &of, std::vector<store::InvitationRow> &rows) {
    int number = 0;
    for (auto const &invitation : of.item.invitations) {
        ++number;
        if (invitation.token) rows.push_back({*invitation.token, of.item.id, number});
    }
}

void project(OfCustomer const &of, std::vector<store::ContactRow> &rows) {
    int number = 0;
    for (auto const &contact : of.customer.contacts)
        rows.push_back(
            {of.customer.id, ++number, contact.kind, contact.text, contact.key, contact.from});
}

void project(OfCustomer const &of, std::vector<store::DoubtRow> &rows) {
    int number = 0;
    for (auto const &doubt : of.customer.doubts)
        rows.push_back({of.customer.id, ++number, doubt.kind, doubt.said, doubt.other, doubt.about,
                        doubt.at, doubt.settled});
}

void project(OfCustomer const &of, std::vector<store::CallbackRow> &rows) {
    int number = 0;
    for (auto const &call : of.customer.callbacks)
        rows.push_back({of.customer.id, ++number, call.at, call.rule, call.result, call.by});
}

void project(OfCase const &of, std::vector<store::ComplaintRow> &rows) {
    if (!of.item.complaint) return;
    auto const &complaint = *of.item.complaint;
    auto &row = rows.emplace_back();
    row.case_id = of.item.id;
    row.type = complaint.type;
    row.department = complaint.department;
    if (auto const &assessment = complaint.assessment) {
        row.severity = assessment->severity;
        row.complexity = assessment->complexity;
        row.impact = assessment->impact;
        row.safety = assessment->safety;
        row.immediate = assessment->immediate;
    }
    row.against = complaint.against;
    row.complainants = complaint.complainants;
    row.round = complaint.round().number;
    for (auto const &round : complaint.rounds) {
        row.extensions += round.extensions;
        if (!round.replied_at) continue;
        row.replied_at = round.replied_at;
        row.decision = round.proposal ? std::optional{round.proposal->decision} : std::nullopt;
    }
    row.outcome = complaint.round().outcome;
    row.cause = complaint.cause;
    row.contributing = fmt::format("{}", fmt::join(complaint.contributing, ","));
    row.customer = of.item.customer;
    row.product = of.item.product;
    row.received_at = of.item.received_at;
    if (rules::is_ended(of.item))
        row.ended_at = of.item.closed_at ? of.item.closed_at : of.item.resolved_at;
}

void project(OfCase const &of, std::vector<store::RoundRow> &rows) {
    if (!of.item.complaint) return;
    std::size_t replies = 0;
    for (auto const &round : of.item.complaint->rounds) {
        auto &row = rows.emplace_back();
        row.case_id = of.item.id;
        row.number = round.number;
        row.opened_at = round.opened_at;
        row.acknowledged_at = round.acknowledged_at;
        row.replied_at = round.replied_at;
        row.outcome = round.outcome;
        row.outcome_at = round.outcome_at;
        if (!round.handlers.empty()) row.handler = round.handlers.back();
        row.extensions = round.extensions;
        if (round.proposal) {
            row.author = round.proposal->author;
            row.approver = round.proposal->approver;
        }
        if (!round.replied_at) continue;
        if (round.proposal) row.decision = round.proposal->decision;
        auto const &feedback = of.item.invitations.at(replies++).feedback;
        if (feedback) row.csat = feedback->csat;
    }
}

void project(OfCase const &of, std::vector<store::GrantedRemedyRow> &rows) {
    if (!of.item.complaint) return;
    for (auto const &remedy : of.item.complaint->remedies)
        if (remedy.changed > of.since)
            rows.push_back({of.item.id, remedy.number, remedy.round, remedy.kind, remedy.state,
                            remedy.amount ? std::optional{remedy.amount->minor} : std::nullopt,
                            remedy.amount ? remedy.amount->currency : std::string{},
                            remedy.department, remedy.granted_at, remedy.due_at, remedy.done_at});
}

void project(OfCase const &of, std::vector<store::EvidenceRow> &rows) {
    if (!of.item.complaint) return;
    for (auto const &one : of.item.complaint->evidence)
        if (one.changed > of.since)
            rows.push_back({of.item.id, one.number, one.digest, one.size, one.media, one.name,
                            one.by, one.at, one.erased});
}

void project(OfCase const &of, std::vector<store::ActionRow> &rows) {
    if (!of.item.action) return;
    auto const &action = *of.item.action;
    std::vector<std::string> complaints;
    for (auto const id : action.complaints) complaints.push_back(id.text());
    rows.push_back({of.item.id, action.nature, fmt::format("{}", fmt::join(action.causes, ",")),
                    fmt::format("{}", fmt::join(complaints, ",")), of.item.received_at,
                    action.due_at, action.done_at, action.verified_at});
}

void project(OfArticle const &of, std::vector<store::ArticleRow> &rows) {
    auto const &article = of.article;
    rows.push_back({
        .id = article.id,
        .version = article.version,
        .title = article.title,
        .category = article.category,
        .language = article.language,
        .from_case = article.from_case,
        .author = article.author,
        .written_at = article.written_at,
        .retired_at = article.retired_at,
        .text_event = article.text_event,
        .last_event = article.last_event,
    });
}

void project(OfArticle const &of, std::vector<store::ArticleEventRow> &rows) {
    for (auto const event : of.events) rows.push_back({of.article.id, event});
}

void project(OfIncident const &of, std::vector<store::IncidentRow> &rows) {
    auto const &incident = of.incident;
    rows.push_back({incident.id, incident.state, incident.severity, incident.playbook,
                    incident.title, incident.declared_at, incident.resolved_at,
                    incident.last_event});
}

void project(OfPolicy const &of, std::vector<store::PolicyRow> &rows) {
    rows.push_back({of.adopted.policy, of.seq});
}

void project(OfPolicy const &of, std::vector<store::TermsRow> &rows) {
    for (auto const &terms : of.adopted.terms)
        rows.push_back({terms.policy, terms.rule, encode_terms(terms)});
}

void project(OfPolicy const &of, std::vector<store::CalendarRow> &rows) {
    for (auto const &calendar : of.adopted.calendars)
        rows.push_back({calendar.print, calendar.name, calendar.text});
}

void project(OfErasure const &of, std::vector<store::ErasureRow> &rows) {
    for (auto const event : of.erasure.events) rows.push_back({event, of.seq});
}

void project(OfAbsence const &of, std::vector<store::AbsenceRow> &rows) {
    rows.push_back({of.absent.person, of.absent.from, of.absent.to});
}

void project(OfCase const &of, std::vector<store::QualityReviewRow> &rows) {
    for (auto const &review : of.item.reviews) {
        auto &row = rows.emplace_back();
        row.case_id = of.item.id;
        row.number = review.number;
        row.at = review.at;
        row.reviewer = review.reviewer;
        row.person = review.person;
        for (auto const &one : review.points) {
            row.points += one.points;
            row.most += one.most;
            row.items += fmt::format("{}{}={}/{}", row.items.empty() ? "" : ",", one.item,
                                     one.points, one.most);
        }
        row.fault = review.fault;
        row.path = fmt::format("{}", fmt::join(review.path, ","));
        row.done = static_cast<std::int64_t>(review.done);
        row.channel = of.item.channel;
        row.category = of.item.category;
        row.priority = of.item.priority;
        row.team = of.item.team;
        row.received_at = of.item.received_at;
    }
}

void project(OfTraining const &of, std::vector<store::TrainingRow> &rows) {
    auto const &training = of.training;
    rows.push_back(
        {training.person, training.held, training.topic, training.category, training.withdrawn});
}

template <class Row, class Of>
concept FollowsFrom = requires(Of const &of, std::vector<Row> &rows) {
    project(of, rows);
};

template <class Of>
store::Rows all_rows(Of const &of) {
    store::Rows all;
    store::each_projection([&]<class Row>(std::type_identity<Row>) {
        static_assert(FollowsFrom<Row, OfCase> + FollowsFrom<Row, OfCustomer> +
                              FollowsFrom<Row, OfArticle> + FollowsFrom<Row, OfIncident> +
                              FollowsFrom<Row, OfPolicy> + FollowsFrom<Row, OfErasure> +
                              FollowsFrom<Row, OfAbsence> + FollowsFrom<Row, OfTraining> ==
                          1,
                      "define one project() above for this row type");
        static_assert(FollowsFrom<Row, OfCase> == store::OfCase<Row>,
                      "exactly the rows of a case have a case_column");
        if constexpr (FollowsFrom<Row, Of>) project(of, store::list_of<Row>(all));
    });
    return all;
}

}  // namespace

store::Rows rows_of(Case const &item, rules::AdoptedTerms &adopted, std::int64_t since) {
    return all_rows(OfCase{item, adopted, since});
}

store::Rows rows_without(CaseId id, event::Payload const &payload) {
    store::Rows rows;
    if (auto const *tagged = std::get_if<event::Tagged>(&payload))
        for (auto const &tag : tagged->removed)
            store::list_of<store::CaseTagRow>(rows).push_back(tag_row(id, tag));
    if (auto const *facts = std::get_if<event::FactsGiven>(&payload)) {
        auto &fields = store::list_of<store::CaseFieldRow>(rows);
        for (auto const &name : facts->cleared)
            if (auto const field = field_in(name); !field.empty())
                fields.push_back({id, std::string{field}, {}});
        for (auto const &field : facts->personal_fields) fields.push_back({id, field.id, {}});
    }
    return rows;
}

bool stores_event_numbers(Case const &item) {
    return !item.outgoing.empty() || !item.visits.empty() || !item.tasks.empty() ||
           (item.complaint &&
            (!item.complaint->remedies.empty() || !item.complaint->evidence.empty()));
}

store::Rows rows_of(Customer const &customer) {
    return all_rows(OfCustomer{customer});
}

store::Rows rows_of(Article const &article, std::vector<std::int64_t> const &events) {
    return all_rows(OfArticle{article, events});
}

store::Rows rows_of(Incident const &incident) {
    return all_rows(OfIncident{incident});
}

store::Rows rows_of(event::PolicyAdopted const &adopted, std::int64_t seq) {
    return all_rows(OfPolicy{adopted, seq});
}

store::Rows rows_of(event::StaffAbsent const &absent) {
    return all_rows(OfAbsence{absent});
}

store::Rows rows_of(event::TrainingRecorded const &training) {
    return all_rows(OfTraining{training});
}

store::Rows rows_of(event::Erasure const &erasure, std::int64_t seq) {
    return all_rows(OfErasure{erasure, seq});
}

}  // namespace dcc::ledger
